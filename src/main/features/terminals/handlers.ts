import { implementer } from '../../gateway';
import type { TerminalHosts } from '../../ports';
import { createLines, type OnTyped } from './lines';

/** The part of the contract that shows terminals; their bytes go over the connection of the call as frames. `onTyped` hears the keys. */
export function terminalsHandlers(hosts: TerminalHosts, onTyped: OnTyped) {
  const lines = createLines(hosts, onTyped);
  const isThere = (id: string) => hosts.terminals.value.some((terminal) => terminal.id === id);
  const gone = (id: string) => ({ message: `There is no terminal ${id} any more.`, data: { id } });

  return {
    attach: implementer.terminals.attach.handler(async ({ input, context, errors }) => {
      const attached = await lines.of(context.connection).attach(input);
      if (attached.ok) return attached.value;
      throw errors.NOT_FOUND({ message: attached.message, data: { id: input.id } });
    }),
    detach: implementer.terminals.detach.handler(({ input, context }) => {
      lines.of(context.connection).detach(input.stream);
    }),
    resize: implementer.terminals.resize.handler(({ input: { id, size }, context, errors }) => {
      if (!isThere(id)) throw errors.NOT_FOUND(gone(id));
      lines.of(context.connection).resize(id, size);
    }),
    snapshot: implementer.terminals.snapshot.handler(({ input, context }) => {
      lines.of(context.connection).snapshot(input.stream);
    }),
    screen: implementer.terminals.screen.handler(async ({ input: { id, ...options }, errors }) => {
      const screen = await hosts.screen(id, options);
      if (screen.ok) return screen.value;
      throw errors.NOT_FOUND({ message: screen.message, data: { id } });
    }),
    search: implementer.terminals.search.handler(async ({ input, errors }) => {
      const found = await hosts.search(input);
      if (found.ok) return found.value;
      throw errors.BAD_PATTERN({ message: found.message, data: { reason: found.message } });
    }),
    colors: implementer.terminals.colors.handler(({ input }) => hosts.colors(input)),
  };
}
