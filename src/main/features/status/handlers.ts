import type { Observable } from '../../../shared/event';
import type { HubStatus } from '../../../shared/vocabulary';
import { implementer, valuesOf } from '../../gateway';
import type { Desktop } from '../../ports';

const leastPauseMs = 200;

/** The part of the contract that tells how the hub is. */
export function statusHandlers(status: Observable<HubStatus>, desktop: Desktop) {
  return {
    status: implementer.hub.status.handler(() => status.value),
    watchStatus: implementer.hub.watchStatus.handler(({ signal }) => valuesOf(status, signal, leastPauseMs)),
    show: implementer.hub.show.handler(() => desktop.show()),
  };
}
