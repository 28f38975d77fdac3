import type { RenderChanges } from '../features/agents';
import { DiffPanel } from '../features/diff';

/** What an agent changed in its folder. */
export const renderChanges: RenderChanges = ({ agent, load, onComment, onOpenFile }) => (
  <DiffPanel
    of={agent}
    load={load}
    onComment={onComment}
    onOpenFile={(path, line) => onOpenFile({ path, ...(line !== undefined && { line }) })}
  />
);
