import { useHost } from './host';
import type { NodeProps } from './node-props';
import { useTelling } from './pending';

export function AgentListNode({ node, style }: NodeProps<'agent_list'>) {
  const { renderAgents } = useHost();
  const { where, order, empty, on_select } = node;
  const tell = useTelling(on_select);
  return (
    <div className="min-w-0 overflow-x-hidden overflow-y-auto" style={style}>
      {renderAgents({
        ...{ where, order, empty },
        onSelect: on_select === undefined ? undefined : tell,
      })}
    </div>
  );
}

/** Without a size it has that of a small terminal. */
export function TerminalNode({ node, style }: NodeProps<'terminal'>) {
  const { renderTerminal } = useHost();
  return (
    <div
      className="relative min-h-30 min-w-0 overflow-hidden"
      style={{ ...(node.grow ? {} : { height: '16lh' }), ...style }}
    >
      {renderTerminal(node.agent)}
    </div>
  );
}
