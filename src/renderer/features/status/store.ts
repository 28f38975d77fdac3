import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../../../shared/contract';
import type { HubStatus } from '../../../shared/vocabulary';
import { followState, type Live } from '../../client';

export type StatusStore = StoreApi<Live<HubStatus>>;

export function createStatusStore(client: Client): StatusStore {
  return followState((signal) => client.hub.watchStatus(undefined, { signal }));
}
