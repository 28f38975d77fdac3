import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import { ConnectionLost } from '../../shared/link';
import { messageOf } from '../../shared/result';
import type { Workspace } from '../../shared/vocabulary';
import { followState, type Live } from './live';

/** What a person arranged in the windows, as all of them have it. */
export interface WorkspaceStore extends StoreApi<Live<Workspace>> {
  /** Changes parts of it: here at once, in the other windows a moment later. */
  update(parts: Partial<Workspace>): void;
}

/** @param onError is told why the hub refused a change, which is taken back then */
export function createWorkspaceStore({ workspace }: Client, onError: (reason: string) => void): WorkspaceStore {
  const kept = followState((signal) => workspace.watch(undefined, { signal }));
  /** What was changed here and is not yet kept; it counts more than what comes from the hub. */
  let unsent: Partial<Workspace> = {};
  let sent: Partial<Workspace> = {};
  let sending = false;
  const shown = createStore<Live<Workspace>>(() => withChanges());
  kept.subscribe(() => shown.setState(withChanges()));

  function withChanges(): Live<Workspace> {
    const { value, error } = kept.getState();
    return { error, value: value && { ...value, ...sent, ...unsent } };
  }

  /** One call at a time, so that the last change wins; what changes meanwhile goes with the next. */
  async function send(): Promise<void> {
    sending = true;
    while (Object.keys(unsent).length > 0) {
      [sent, unsent] = [unsent, {}];
      await keep(sent);
      sent = {};
    }
    sending = false;
    shown.setState(withChanges());
  }

  async function keep(parts: Partial<Workspace>): Promise<void> {
    try {
      kept.setState({ value: await workspace.update(parts) });
    } catch (error) {
      // It is sent again when the connection is back, but not over something newer.
      if (error instanceof ConnectionLost) unsent = { ...parts, ...unsent };
      else onError(messageOf(error));
    }
  }

  return {
    ...shown,
    update(parts) {
      unsent = { ...unsent, ...parts };
      shown.setState(withChanges());
      if (!sending) void send();
    },
  };
}
