import { type Channel, decodeFrame, encodeFrame, FrameKind, type TerminalFrame } from '../../shared/link';
import { messageOf } from '../../shared/result';
import type { Clock, Log, TerminalEvent } from '../ports';
import type { Ask, FromHost, FromHub, HostGreeting, HubGreeting, Notice } from './messages';
import { createOutlet } from './outlet';
import type { Session } from './session';
import { createView } from './view';

/** How much scrollback a view has at first, unless it says so. */
const usualLines = 1_000;
/** A hub that does not read is not waited for: it connects again and is told what it needs. */
const mostBacklogBytes = 64 * 1024 * 1024;

/** What a connection needs of the host. */
export interface HostSide {
  greeting(): HostGreeting;
  session(id: string): Session | undefined;
  answer(ask: Exclude<Ask, { readonly type: 'attach' }>): unknown;
  /** `heard`, `retire` and `colors`. */
  notice(notice: Notice): void;
  watch(connection: Watcher): void;
}

export interface Watcher {
  tell(event: Exclude<TerminalEvent, { readonly type: 'lost' }>): void;
}

export interface ConnectionOptions {
  readonly channel: Channel;
  readonly host: HostSide;
  readonly clock: Clock;
  readonly log: Log;
}

/** Serves a hub on one connection, until it closes. */
export function serveHub({ channel, host, clock, log }: ConnectionOptions): void {
  const outlet = createOutlet(channel);
  const typing = new Map<number, { readonly session: Session; readonly stop: () => void }>();
  /** Stands for this connection as the owner of sizes. */
  const owner = {};
  let greeted = false;

  function send(message: FromHost): void {
    if (channel.backlog > mostBacklogBytes) channel.close();
    else void channel.send(JSON.stringify(message));
  }

  function hear(message: FromHub): void {
    if (message.type === 'hello') greet(message);
    else if (message.type === 'attach') send({ type: 'answer', call: message.call, value: attach(message) });
    else if ('call' in message) void answer(message);
    else heed(message);
  }

  function greet({ watch }: HubGreeting): void {
    greeted = true;
    send(host.greeting());
    if (watch) host.watch({ tell: (event) => send({ type: 'event', event }) });
  }

  /** A newer hub may say what this host does not know. */
  function heed(notice: Notice): void {
    if (notice.type === 'typing') takeInput(notice.stream, notice.id);
    else if (notice.type === 'detach') detach(notice.stream);
    else if (notice.type === 'snapshot') outlet.view(notice.stream)?.snapshot();
    else if (notice.type === 'resize') host.session(notice.id)?.resize(notice.size, owner);
    else host.notice(notice);
  }

  function detach(stream: number): void {
    typing.get(stream)?.stop();
    typing.delete(stream);
    outlet.remove(stream);
  }

  async function answer(ask: Exclude<Ask, { readonly type: 'attach' }>): Promise<void> {
    const { call } = ask;
    try {
      send({ type: 'answer', call, value: await host.answer(ask) });
    } catch (error) {
      log.error('A call failed', { type: ask.type, error });
      send({ type: 'fault', call, message: messageOf(error) });
    }
  }

  function attach({ stream, id, from, lines = usualLines }: Extract<Ask, { readonly type: 'attach' }>) {
    const session = host.session(id);
    if (!session) return undefined;
    const { recorder } = session;
    outlet.remove(stream);
    outlet.add(
      createView({
        ...{ session, stream, from, lines, owner, clock },
        ready: () => outlet.ready(stream),
        over: () => outlet.remove(stream),
      }),
    );
    const kept = from !== undefined && from >= recorder.start && from <= recorder.end;
    return { offset: kept ? from : recorder.end, terminal: { ...session.terminal.value, end: recorder.end } };
  }

  /** Tells how much no longer waits, so that the hub knows when to stop. */
  function takeInput(stream: number, id: string): void {
    const session = host.session(id);
    if (!session || typing.has(stream)) return;
    let taken = 0;
    const stop = session.pty.taken.on((bytes) => {
      taken += bytes;
      sendFrame({ kind: FrameKind.acknowledge, last: false, stream, offset: taken, payload: new Uint8Array() });
    });
    typing.set(stream, { session, stop });
  }

  const sendFrame = (frame: TerminalFrame) => void channel.send(encodeFrame(frame));

  function hearFrame({ kind, stream, offset, payload }: TerminalFrame): void {
    const view = outlet.view(stream);
    if (kind === FrameKind.input) (view?.input ?? typing.get(stream)?.session.pty.write)?.(payload);
    if (kind === FrameKind.acknowledge) view?.acknowledge(offset);
  }

  channel.onMessage((message) => {
    try {
      const frame = typeof message === 'string' || !greeted ? undefined : decodeFrame(message);
      if (typeof message === 'string') hear(JSON.parse(message) as FromHub);
      else if (frame) hearFrame(frame);
      else channel.close();
    } catch (error) {
      log.error('A message of the hub failed', { error });
    }
  });
  channel.onClose(() => {
    outlet.close();
    for (const { stop } of typing.values()) stop();
    typing.clear();
  });
}
