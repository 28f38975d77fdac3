import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Agent, Layout } from '../../../../shared/vocabulary';
import type { Live, WorkspaceStore } from '../../../client';
import { type NewId, settled } from './layout';

/** The panes of this window; undefined until it is known how they were left. */
export interface LayoutStore extends Pick<StoreApi<Layout | undefined>, 'getState' | 'getInitialState' | 'subscribe'> {
  change(how: (layout: Layout, newId: NewId) => Layout): void;
}

/**
 * The layout that the workspace keeps. Several windows have the same panes, each with a keyboard focus of its own; the
 * hub keeps the latest.
 */
export function createLayoutStore(workspace: WorkspaceStore, agents: StoreApi<Live<readonly Agent[]>>): LayoutStore {
  const shown = createStore<Layout | undefined>(() => undefined);
  /** As of the hub or of this window: what is shown leaves out agents that are gone. */
  let kept: Layout | undefined;
  let focused: string | undefined;

  function refresh(): void {
    const known = agents.getState().value;
    if (!known || !kept) return;
    const ids = new Set(known.map(({ id }) => id));
    const next = settled({ ...kept, ...(focused !== undefined && { focused }) }, (agent) => ids.has(agent));
    if (!isSame(next, shown.getState())) shown.setState(next, true);
  }

  function take(): void {
    const { value } = workspace.getState();
    if (!value || value.layout === kept) return;
    kept = value.layout;
    focused ??= kept.focused;
    refresh();
  }

  take();
  workspace.subscribe(take);
  agents.subscribe(refresh);
  return {
    ...shown,
    change(how) {
      const before = shown.getState();
      if (!before) return;
      const next = how(before, newId);
      if (isSame(next, before)) return;
      kept = next;
      focused = next.focused;
      shown.setState(next, true);
      workspace.update({ layout: next });
    },
  };
}

const newId: NewId = () => crypto.randomUUID().slice(0, 8);

function isSame(one: Layout, other: Layout | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
