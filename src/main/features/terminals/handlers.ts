import { implementer, valuesOf } from '../../gateway';
import type { Terminals } from './service';

/** The part of the contract that opens terminals; their bytes go over the connection of the call as frames. */
export function terminalsHandlers(terminals: Terminals) {
  return {
    list: implementer.terminals.list.handler(() => terminals.state.value),
    watch: implementer.terminals.watch.handler(({ signal }) => valuesOf(terminals.state, signal)),
    open: implementer.terminals.open.handler(({ input, errors }) => {
      const opened = terminals.open(input);
      if (opened.ok) return opened.value;
      throw errors.CANNOT_START({ message: opened.message, data: { reason: opened.message } });
    }),
    attach: implementer.terminals.attach.handler(({ input: { id, from = 0 }, context, errors }) => {
      const attached = terminals.attach(id, from, context.connection);
      if (attached.ok) return attached.value;
      throw errors.NOT_FOUND({ message: attached.message, data: { id } });
    }),
    detach: implementer.terminals.detach.handler(({ input, context }) => {
      terminals.detach(input.stream, context.connection);
    }),
    resize: implementer.terminals.resize.handler(({ input: { id, size }, errors }) => {
      const resized = terminals.resize(id, size);
      if (!resized.ok) throw errors.NOT_FOUND({ message: resized.message, data: { id } });
    }),
    close: implementer.terminals.close.handler(async ({ input: { id }, errors }) => {
      const closed = await terminals.close(id);
      if (!closed.ok) throw errors.NOT_FOUND({ message: closed.message, data: { id } });
    }),
  };
}
