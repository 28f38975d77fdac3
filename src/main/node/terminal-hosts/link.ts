import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createEmitter, type Event, type Unsubscribe } from '../../../shared/event';
import { type Channel, decodeFrame, encodeFrame, type TerminalFrame } from '../../../shared/link';
import { Terminal, TerminalSignal } from '../../../shared/vocabulary';
import type { TerminalEvent } from '../../ports';
import {
  type CallName,
  type Calls,
  type FromHub,
  type HostGreeting,
  type HostRecord,
  type Notice,
  protocol,
} from '../../terminal-host/messages';
import { connectLocalSocket } from '../local-socket';

/** The connection to a host ended before a call was answered. */
export class HostGone extends Error {
  override name = 'HostGone';
}

/** A host lives but does not answer, as when it was stopped. What was asked may still happen. */
export class HostSilent extends Error {
  override name = 'HostSilent';

  constructor({ pid }: Pick<HostRecord, 'pid'>) {
    super(`The process that holds terminals (${pid}) does not answer`);
  }
}

const greetingMs = 5_000;
/** To end all processes of a terminal takes longest. */
const usualAnswerMs = 15_000;

export interface ConnectOptions {
  /** Whether the connection is told all events. */
  readonly watch: boolean;
  /** How long an answer is waited for. */
  readonly answerMs?: number | undefined;
}

const Message = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.number(),
    build: z.string(),
    pid: z.number(),
    terminals: z.array(Terminal),
  }),
  z.object({ type: z.literal('answer'), call: z.number(), value: z.unknown().optional() }),
  z.object({ type: z.literal('fault'), call: z.number(), message: z.string() }),
  z.object({
    type: z.literal('event'),
    event: z.discriminatedUnion('type', [
      z.object({ type: z.enum(['opened', 'exited', 'changed']), terminal: Terminal }),
      z.object({ type: z.literal('signal'), id: z.string(), signal: TerminalSignal }),
    ]),
  }),
]);

/** A connection to a terminal host. */
export interface HostLink {
  readonly greeting: HostGreeting;
  readonly events: Event<TerminalEvent>;
  readonly frames: Event<TerminalFrame>;
  /** Rejects with {@link HostGone} when the connection ends first, with {@link HostSilent} when no answer comes. */
  call<Name extends CallName>(name: Name, ask: Calls[Name]['ask']): Promise<Calls[Name]['answer']>;
  notice(notice: Notice): void;
  sendFrame(frame: TerminalFrame): void | Promise<void>;
  onClose(listener: () => void): Unsubscribe;
  close(): void;
}

/** Connects to a host and greets it. Rejects when it can't be reached or speaks another protocol. */
export async function connectHost(record: HostRecord, options: ConnectOptions): Promise<HostLink> {
  if (record.protocol !== protocol) throw new Error(`It speaks protocol ${record.protocol}, not ${protocol}`);
  const channel = await connectLocalSocket(record.socket, record.token);
  const tooLate = new AbortController();
  try {
    const greeted = greet(channel, record, options);
    const late = sleep(Math.min(greetingMs, options.answerMs ?? greetingMs), undefined, {
      signal: tooLate.signal,
    }).then(() => {
      throw new HostSilent(record);
    });
    late.catch(() => {});
    return await Promise.race([greeted, late]);
  } catch (error) {
    channel.close();
    throw error;
  } finally {
    tooLate.abort();
  }
}

function greet(
  channel: Channel,
  record: HostRecord,
  { watch, answerMs = usualAnswerMs }: ConnectOptions,
): Promise<HostLink> {
  return new Promise((resolve, reject) => {
    const events = createEmitter<TerminalEvent>();
    const frames = createEmitter<TerminalFrame>();
    const calls = new Map<number, Waiting>();
    let lastCall = 0;
    let closed = false;
    const send = (message: FromHub) => void channel.send(JSON.stringify(message));

    function link(greeting: HostGreeting): HostLink {
      return {
        ...{ greeting, events, frames, notice: send, onClose: channel.onClose, close: channel.close },
        call(name, ask) {
          return new Promise((resolve, reject) => {
            if (closed) return reject(new HostGone());
            const call = ++lastCall;
            const timer = setTimeout(() => {
              calls.delete(call);
              reject(new HostSilent(record));
            }, answerMs).unref();
            calls.set(call, { resolve: resolve as (value: unknown) => void, reject, timer });
            send({ ...ask, type: name, call } as unknown as FromHub);
          });
        },
        sendFrame: (frame) => channel.send(encodeFrame(frame)),
      };
    }

    function hear(text: string): void {
      const parsed = Message.safeParse(JSON.parse(text));
      // A newer host may tell what this hub does not know.
      if (!parsed.success) return;
      const message = parsed.data;
      if (message.type === 'hello') resolve(link(message));
      else if (message.type === 'event') events.emit(message.event);
      else settle(message);
    }

    function settle(message: Extract<z.infer<typeof Message>, { readonly type: 'answer' | 'fault' }>): void {
      const call = calls.get(message.call);
      calls.delete(message.call);
      clearTimeout(call?.timer);
      if (message.type === 'answer') call?.resolve(message.value);
      else call?.reject(new Error(`The terminal host failed: ${message.message}`));
    }

    channel.onMessage((message) => {
      if (typeof message === 'string') return hear(message);
      const frame = decodeFrame(message);
      if (frame) frames.emit(frame);
    });
    channel.onClose(() => {
      closed = true;
      for (const call of calls.values()) {
        clearTimeout(call.timer);
        call.reject(new HostGone());
      }
      calls.clear();
      reject(new HostGone('It closed the connection'));
    });
    send({ type: 'hello', protocol, watch });
  });
}

/** Who waits for an answer. */
interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}
