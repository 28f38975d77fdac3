import { setTimeout as sleep } from 'node:timers/promises';
import { FrameKind } from '../../../shared/link';
import type { Terminal } from '../../../shared/vocabulary';
import { type Log, mostInputBytes, type TerminalEvent } from '../../ports';
import type { CallName, Calls, HostRecord } from '../../terminal-host/messages';
import { connectHost, HostGone, type HostLink } from './link';
import { isHostAlive } from './records';

const firstDelayMs = 20;
const longestDelayMs = 2_000;
const mostStreams = 0xffff;

/** A terminal host that lives, as the hub sees it: one connection at a time, over breaks. */
export interface Host {
  readonly record: HostRecord;
  /** Undefined while there is no connection. */
  readonly link: HostLink | undefined;
  /** Rejects with HostGone when the host ended before it answered, HostSilent when it does not; it may have happened. */
  call<Name extends CallName>(name: Name, ask: Calls[Name]['ask']): Promise<Calls[Name]['answer']>;
  /** Types into a terminal. False when too much waits to be read. */
  write(id: string, bytes: Uint8Array): boolean;
  /** Resolves once there is a connection again: false if the host ended. */
  back(): Promise<boolean>;
  close(): void;
}

export interface HostOptions {
  readonly record: HostRecord;
  readonly link: HostLink;
  readonly log: Log;
  readonly answerMs?: number | undefined;
  readonly onEvent: (event: TerminalEvent) => void;
  /** There is a connection again, and these are its terminals now. */
  readonly onBack: (terminals: readonly Terminal[]) => void;
  /** Its process has ended. */
  readonly onEnd: () => void;
}

export function createHost({ record, link: first, log, answerMs, onEvent, onBack, onEnd }: HostOptions): Host {
  let link: HostLink | undefined;
  let back = Promise.resolve(true);
  let closed = false;
  let typing = createTyping(first);

  function follow(opened: HostLink): void {
    link = opened;
    typing = createTyping(opened);
    opened.events.on(onEvent);
    opened.onClose(() => {
      link = undefined;
      if (!closed) back = reconnect();
    });
  }

  /** For as long as its process lives: only that tells that the terminals are gone. */
  async function reconnect(): Promise<boolean> {
    for (let delayMs = firstDelayMs; !closed; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      await sleep(delayMs, undefined, { ref: false });
      if (closed) break;
      if (!isHostAlive(record)) {
        closed = true;
        onEnd();
        break;
      }
      try {
        const opened = await connectHost(record, { watch: true, answerMs });
        if (closed) opened.close();
        else follow(opened);
        if (!closed) onBack(opened.greeting.terminals);
        return !closed;
      } catch (error) {
        log.debug('A terminal host cannot be reached', { pid: record.pid, error });
      }
    }
    return false;
  }

  follow(first);
  return {
    record,
    get link() {
      return link;
    },
    async call(name, ask) {
      if (!link && !(await back)) throw new HostGone();
      if (!link) throw new HostGone();
      return link.call(name, ask);
    },
    write: (id, bytes) => link !== undefined && typing(id, bytes),
    back: () => back,
    close() {
      closed = true;
      link?.close();
    },
  };
}

/** Input of a connection: a stream for each terminal that is typed into, and how much of it still waits. */
function createTyping(link: HostLink) {
  const streams = new Map<string, { readonly stream: number; sent: number; taken: number }>();
  link.frames.on(({ kind, stream, offset }) => {
    if (kind !== FrameKind.acknowledge) return;
    for (const of of streams.values()) if (of.stream === stream) of.taken = offset;
  });

  function streamOf(id: string) {
    const known = streams.get(id);
    if (known) return known;
    const opened = { stream: (streams.size % mostStreams) + 1, sent: 0, taken: 0 };
    streams.set(id, opened);
    link.notice({ type: 'typing', stream: opened.stream, id });
    return opened;
  }

  return (id: string, bytes: Uint8Array): boolean => {
    const of = streamOf(id);
    if (of.sent - of.taken + bytes.length > mostInputBytes) return false;
    of.sent += bytes.length;
    void link.sendFrame({ kind: FrameKind.input, last: false, stream: of.stream, offset: 0, payload: bytes });
    return true;
  };
}
