import type { StoreApi } from 'zustand/vanilla';
import type { CaptureChange, Client } from '../../../shared/contract';
import { messageOf } from '../../../shared/result';
import type { HubStatus } from '../../../shared/vocabulary';
import { followState, type Live } from '../../client';
import { showError } from '../../ui';
import { createShellStore, type ShellStore } from './shell-store';

/** The hub's state, and full capture, which can be turned on and off there. */
export interface StatusStore extends StoreApi<Live<HubStatus>> {
  readonly capture: CaptureActions;
  readonly shells: ShellStore;
}

export interface CaptureActions {
  /** Resolves when the person has answered the system's question, with what is to be said about it. */
  enable(allUsers: boolean): Promise<string | undefined>;
  disable(): Promise<void>;
  dismissOffer(): Promise<void>;
}

export function createStatusStore(client: Client): StatusStore {
  return {
    ...followState((signal) => client.hub.watchStatus(undefined, { signal })),
    shells: createShellStore(client),
    capture: {
      enable: (allUsers) => complaintOf(() => client.probe.enable({ allUsers })),
      async disable() {
        const complaint = await complaintOf(() => client.probe.disable());
        if (complaint !== undefined) showError('Full capture was not turned off', complaint);
      },
      async dismissOffer() {
        try {
          await client.probe.dismissOffer();
        } catch (error) {
          showError('This could not be remembered', messageOf(error));
        }
      },
    },
  };
}

/** @returns what is to be said about it; undefined when all went well */
async function complaintOf(change: () => Promise<CaptureChange>): Promise<string | undefined> {
  try {
    return (await change()).message;
  } catch (error) {
    return messageOf(error);
  }
}
