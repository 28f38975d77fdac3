import { Fragment, useLayoutEffect } from 'react';
import { Group, Panel, Separator, useGroupRef } from 'react-resizable-panels';
import type { Agent, Layout, PaneTree } from '../../../../shared/vocabulary';
import { classNames } from '../../../ui';
import type { AgentsStore } from '../store';
import type { RenderTerminal } from '../terminal-slot';
import { resize } from './layout';
import { AgentPane } from './pane';
import { findPane, type Split } from './pane-tree';

/** Below this size nothing can be read; in pixels. */
const smallest = { row: 120, column: 90 };

export interface PanesProps {
  readonly store: AgentsStore;
  readonly layout: Layout;
  readonly agents: readonly Agent[];
  readonly renderTerminal: RenderTerminal;
}

/** The panes side by side, or the one that is zoomed. */
export function Panes({ layout, ...rest }: PanesProps) {
  const { root, zoomed } = layout;
  const tree = findPane(root, zoomed) ?? root;
  return tree ? <Part tree={tree} layout={layout} {...rest} /> : null;
}

function Part({ tree, ...props }: PanesProps & { readonly tree: PaneTree }) {
  if (tree.type === 'split') return <SplitPart split={tree} {...props} />;
  const { store, layout, agents, renderTerminal } = props;
  const agent = agents.find(({ id }) => id === tree.agent);
  return (
    agent && (
      <AgentPane
        {...{ store, agent, renderTerminal, pane: tree }}
        focused={layout.focused === tree.id}
        zoomed={layout.zoomed === tree.id}
        several={layout.root?.type === 'split'}
      />
    )
  );
}

function SplitPart({ split, ...props }: PanesProps & { readonly split: Split }) {
  const { id, direction, children, sizes } = split;
  const group = useGroupRef();
  const wanted = Object.fromEntries(children.map((child, index) => [child.id, sizes[index] ?? 0]));
  const text = JSON.stringify(wanted);
  // The group takes the sizes by itself only when it is new or has other children, which it learns of a moment later.
  useLayoutEffect(() => {
    const layout: Record<string, number> = JSON.parse(text);
    const known = group.current?.getLayout() ?? {};
    const ids = Object.keys(layout);
    if (Object.keys(known).length === ids.length && ids.every((id) => id in known)) group.current?.setLayout(layout);
  }, [group, text]);

  return (
    <Group
      id={`split-${id}`}
      groupRef={group}
      orientation={direction === 'row' ? 'horizontal' : 'vertical'}
      defaultLayout={wanted}
      onLayoutChanged={(sizes, { isUserInteraction, requestedLayout = sizes }) => {
        if (!isUserInteraction) return;
        props.store.layout.change((layout) =>
          resize(
            layout,
            id,
            children.map((child) => requestedLayout[child.id] ?? 0),
          ),
        );
      }}
    >
      {children.map((child, index) => (
        <Fragment key={child.id}>
          {index > 0 && <Border direction={direction} />}
          <Panel id={child.id} minSize={smallest[direction]}>
            <Part tree={child} {...props} />
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}

interface BorderProps extends Pick<Split, 'direction'> {
  readonly label?: string;
}

/** The border between panes. It can be dragged, and moved by the arrow keys when it has the focus. */
export function Border({ direction, label = 'Border between panes' }: BorderProps) {
  return (
    <Separator
      aria-label={label}
      className={classNames(
        'relative bg-line outline-none hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent',
        direction === 'row' ? 'w-px' : 'h-px',
      )}
    />
  );
}
