import { safe } from '@orpc/client';
import type { StoreApi } from 'zustand/vanilla';
import type { Client, ShellProbeStatus } from '../../../shared/contract';
import { messageOf } from '../../../shared/result';
import type { ShellKind } from '../../../shared/vocabulary';
import { followState, type Live } from '../../client';
import { showError } from '../../ui';

/** Which shells report what is typed into them. */
export interface ShellStore {
  readonly state: StoreApi<Live<ShellProbeStatus>>;
  /** Lets new shells of a kind report, or no more. */
  setInstalled(kind: ShellKind, installed: boolean): Promise<void>;
  /** The files of settings may have been changed by hand. */
  refresh(): void;
}

export function createShellStore(client: Client): ShellStore {
  return {
    state: followState((signal) => client.shell.watch(undefined, { signal })),
    async setInstalled(kind, installed) {
      const { install, uninstall } = client.shell;
      const { error, isDefined } = await safe(installed ? install({ kind }) : uninstall({ kind }));
      if (!error) return;
      const title = `The settings of ${kind} stay as they are`;
      showError(title, isDefined ? error.data.reason : messageOf(error));
    },
    // When it fails, what is shown stays.
    refresh: () => void safe(client.shell.refresh()),
  };
}
