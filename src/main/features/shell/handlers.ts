import { implementer, valuesOf } from '../../gateway';
import type { ShellProbe } from './service';

const leastPauseMs = 200;

/** The part of the contract that sets shells up to report. */
export function shellHandlers(shell: ShellProbe) {
  return {
    watch: implementer.shell.watch.handler(({ signal }) => valuesOf(shell.status, signal, leastPauseMs)),
    install: implementer.shell.install.handler(async ({ input, errors }) => {
      const done = await shell.install(input.kind);
      if (!done.ok) throw errors.CANNOT_CHANGE({ data: { reason: done.message } });
    }),
    uninstall: implementer.shell.uninstall.handler(async ({ input, errors }) => {
      const done = await shell.uninstall(input.kind);
      if (!done.ok) throw errors.CANNOT_CHANGE({ data: { reason: done.message } });
    }),
    refresh: implementer.shell.refresh.handler(() => shell.refresh()),
  };
}
