import { FrameKind, type TerminalFrame } from '../../../shared/link';
import type { Connection } from '../../gateway';
import type { TerminalHosts, TerminalLine } from '../../ports';

/** A line to the terminal hosts for each connection that shows terminals. It closes with the connection. */
export interface Lines {
  of(connection: Connection): TerminalLine;
}

export type OnTyped = (terminal: string, text: string) => void;

/** Of what is typed at once, the end tells whether it was entered. */
const mostTold = 256;

/**
 * Frames pass in both directions as they are: how many are on their way, the host and the page agree on.
 * @param onTyped told what people type, of longer texts the end
 */
export function createLines(hosts: Pick<TerminalHosts, 'line'>, onTyped: OnTyped): Lines {
  const lines = new WeakMap<Connection, TerminalLine>();

  function open(connection: Connection): TerminalLine {
    const line = hosts.line();
    line.frames.on((frame) => void connection.sendFrame(frame));
    const shown = new Map<number, string>();
    const decoder = new TextDecoder();
    function pass(frame: TerminalFrame): void {
      void line.sendFrame(frame);
      const id = frame.kind === FrameKind.input ? shown.get(frame.stream) : undefined;
      if (id !== undefined) onTyped(id, decoder.decode(frame.payload.subarray(-mostTold)));
    }
    const stop = connection.frames.on(pass);
    const close = () => {
      stop();
      line.close();
    };
    // The call may have outlived its connection.
    if (connection.signal.aborted) close();
    else connection.signal.addEventListener('abort', close);
    return {
      ...line,
      async attach(request) {
        const attached = await line.attach(request);
        if (attached.ok) shown.set(attached.value.stream, request.id);
        return attached;
      },
      detach(stream) {
        shown.delete(stream);
        line.detach(stream);
      },
    };
  }

  return {
    of(connection) {
      const line = lines.get(connection) ?? open(connection);
      lines.set(connection, line);
      return line;
    },
  };
}
