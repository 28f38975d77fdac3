import { useId, useState } from 'react';
import { classNames, TabPanel, Tabs } from '../../ui';
import { useText } from './entities';
import type { NodeProps } from './node-props';
import { flowOf, insideOf, mayWrap } from './place';
import { textTones } from './tone';

export function RowNode({ node, style, children }: NodeProps<'row'>) {
  return (
    <div
      className={classNames(flowOf('row', node), mayWrap(node) && 'flex-wrap')}
      style={{ ...insideOf(node), ...style }}
    >
      {children}
    </div>
  );
}

export function ColumnNode({ node, style, children }: NodeProps<'column'>) {
  return (
    <div className={flowOf('column', node)} style={{ ...insideOf(node), ...style }}>
      {children}
    </div>
  );
}

export function PanelNode({ node, style, children }: NodeProps<'panel'>) {
  const id = useId();
  const title = useText(node.title);
  return (
    <section
      aria-labelledby={title === '' ? undefined : id}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-canvas"
      style={style}
    >
      {title !== '' && (
        <h2
          id={id}
          className={classNames('shrink-0 truncate px-3 pt-2.5 font-semibold', textTones[node.tone ?? 'neutral'])}
        >
          {title}
        </h2>
      )}
      <div
        className={classNames(flowOf('column', node), 'min-h-0 flex-1')}
        style={{ ...insideOf(node, { gap: 1, padding: 1.5 }), ...(title !== '' && { paddingTop: 8 }) }}
      >
        {children}
      </div>
    </section>
  );
}

/** Which tab is open is the person's choice, and outlasts redraws. */
export function TabsNode({ node, style, children = [] }: NodeProps<'tabs'>) {
  const [chosen, setChosen] = useState('0');
  const options = children.map((_, index) => ({
    value: String(index),
    label: node.titles[index] ?? String(index + 1),
  }));
  const value = options.some((option) => option.value === chosen) ? chosen : '0';
  return (
    <div className="flex min-w-0 flex-col gap-2" style={style}>
      <Tabs label={node.titles.join(', ')} options={options} value={value} onChange={setChosen}>
        {(list) => (
          <>
            <div className="flex shrink-0">{list}</div>
            <TabPanel
              value={value}
              tabIndex={-1}
              className={classNames(flowOf('column', node), 'min-h-0 flex-1 outline-none')}
              style={insideOf(node)}
            >
              {children[Number(value)]}
            </TabPanel>
          </>
        )}
      </Tabs>
    </div>
  );
}

/** Without a size of its own it takes all the room that is left. */
export function SpacerNode({ node, style }: NodeProps<'spacer'>) {
  const isSized = node.width !== undefined || node.height !== undefined;
  return <div aria-hidden style={isSized ? style : { flex: '1 1 0%', ...style }} />;
}

export function DividerNode({ style }: NodeProps<'divider'>) {
  return <hr className="self-stretch border-0 border-t border-l border-line" style={style} />;
}
