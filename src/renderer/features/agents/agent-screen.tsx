import { History, RotateCcw, Trash2, Unplug } from 'lucide-react';
import { type Agent, isAlive } from '../../../shared/vocabulary';
import { Button, EmptyState } from '../../ui';
import { endSentence } from './status';
import type { AgentsStore } from './store';
import type { RenderTerminal } from './terminal-slot';

export interface AgentScreenProps {
  readonly store: AgentsStore;
  readonly agent: Agent;
  readonly active: boolean;
  readonly onFocus: () => void;
  readonly renderTerminal: RenderTerminal;
}

/** An agent's terminal; of one that is over how it ended, what was on its screen, and what can be done now. */
export function AgentScreen({ store, agent, active, onFocus, renderTerminal }: AgentScreenProps) {
  const { terminal, id, name } = agent;
  return (
    <>
      {!isAlive(agent) && <EndBar store={store} agent={agent} />}
      <div className="min-h-0 flex-1">
        {terminal === undefined ? (
          <NoTerminal agent={agent} />
        ) : (
          renderTerminal({
            ...{ terminal, active, onFocus, label: `Terminal of ${name}` },
            onOpenFile: (file) => void store.openFile({ id, ...file }),
          })
        )}
      </div>
    </>
  );
}

function EndBar({ store, agent }: Pick<AgentScreenProps, 'store' | 'agent'>) {
  const { id, resumeId } = agent;
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-hover px-2.5 py-1.5"
    >
      <span className="min-w-40 flex-1 text-sm">{endSentence(agent)}</span>
      <span className="flex flex-wrap gap-1.5">
        {resumeId !== undefined && (
          <Button look="primary" icon={<History size={13} />} onClick={() => void store.restart(id, true)}>
            Resume
          </Button>
        )}
        <Button icon={<RotateCcw size={13} />} onClick={() => void store.restart(id)}>
          Restart
        </Button>
        <Button icon={<Trash2 size={13} />} onClick={() => store.ask({ type: 'remove', agent: id })}>
          Remove
        </Button>
      </span>
    </div>
  );
}

function NoTerminal({ agent }: { readonly agent: Agent }) {
  if (isAlive(agent)) {
    return (
      <p role="status" className="p-4 text-muted">
        Starting…
      </p>
    );
  }
  return (
    <div className="flex h-full overflow-y-auto">
      <EmptyState icon={<Unplug size={20} />} title={agent.lost ? 'Its terminal was lost' : 'Its terminal is gone'}>
        {agent.lost
          ? 'The process that kept it ended without a word. What was on the screen went with it. Restart the agent, or resume its session if it has one.'
          : 'What was on its screen is not kept any more. Restart the agent to have it again.'}
      </EmptyState>
    </div>
  );
}
