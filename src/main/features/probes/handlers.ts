import { implementer } from '../../gateway';
import type { Probes } from './service';

/** The part of the contract that turns full capture on and off. */
export function probesHandlers({ capture, restart, status }: Probes) {
  const full = () => status.value.full;
  return {
    enable: implementer.probe.enable.handler(({ input }) => capture.enable(input)),
    disable: implementer.probe.disable.handler(() => capture.disable()),
    dismissOffer: implementer.probe.dismissOffer.handler(() => capture.dismissOffer().then(full)),
    refresh: implementer.probe.refresh.handler(() => restart().then(full)),
  };
}
