import type { CSSProperties } from 'react';
import { type AgentStatus, wantsPerson } from '../../../shared/vocabulary';
import { Alert, classNames } from '../../ui';
import { useEntities } from './entities';
import { useLayoutParts } from './host';
import type { NodeProps } from './node-props';
import { flowOf, insideOf } from './place';

export function SidebarNode({ node, style }: NodeProps<'sidebar'>) {
  const parts = useLayoutParts();
  if (!parts) return <OnlyInLayout what="sidebar" style={style} />;
  return (
    <div className="flex min-h-0" style={style}>
      {parts.renderSidebar(node.views)}
    </div>
  );
}

/** It takes the room that is left, also when that was not said. */
export function MainNode({ style }: NodeProps<'main'>) {
  const parts = useLayoutParts();
  if (!parts) return <OnlyInLayout what="main part" style={style} />;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col" style={style}>
      {parts.renderMain()}
    </div>
  );
}

/** Who waits, what works, and what else Lua wants to say. */
export function StatusBarNode({ node, style, children }: NodeProps<'status_bar'>) {
  const agents = useEntities('agents');
  const waiting = agents.filter(({ status }) => wantsPerson(status as AgentStatus)).length;
  const working = agents.filter(({ status }) => status === 'working').length;
  return (
    <section
      aria-label="Status bar"
      className={classNames(
        flowOf('row', { align: 'center', ...node }),
        'min-h-7 shrink-0 flex-wrap border-t border-line bg-sidebar px-3 text-sm text-muted',
      )}
      style={{ ...insideOf(node, { gap: 2 }), ...style }}
    >
      {waiting > 0 && (
        <a href="#/agents" className="font-medium text-warn underline-offset-2 hover:underline">
          {waiting} waiting
        </a>
      )}
      <span>{working > 0 ? `${working} working` : agents.length > 0 ? 'Nobody works' : 'No agents'}</span>
      {children}
    </section>
  );
}

function OnlyInLayout({ what, style }: { readonly what: string; readonly style: CSSProperties }) {
  return (
    <div style={style}>
      <Alert severity="info" title={`There is a ${what} only in the layout of the window.`} />
    </div>
  );
}
