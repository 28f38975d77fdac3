import type { Pty, PtyRequest, Ptys, TerminalEvent, TerminalRequest } from '../../../src/main/ports';
import { createTerminalHost, type TerminalHostOptions } from '../../../src/main/terminal-host/host';
import type { FromHost, FromHub, RunningTree } from '../../../src/main/terminal-host/messages';
import type { Recorder } from '../../../src/main/terminal-host/recorder';
import { createByteRing } from '../../../src/main/terminal-host/recorder/ring';
import { createCell, createEmitter } from '../../../src/shared/event';
import { createInbox, decodeFrame, encodeFrame, FrameKind, type TerminalFrame } from '../../../src/shared/link';
import { ok } from '../../../src/shared/result';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { Exit, TerminalSize } from '../../../src/shared/vocabulary';
import { createFakeClock, type FakeClock } from '../../fixtures/fake-clock';
import { silentLog } from '../../fixtures/silent-log';

export const size: TerminalSize = { cols: 80, rows: 24 };

export interface FakePty extends Pty {
  readonly request: PtyRequest;
  readonly paused: boolean;
  readonly closed: boolean;
  readonly written: string;
  /** What happened to it, in order. */
  readonly calls: string[];
  /** The process writes. */
  print(bytes: Uint8Array | string): void;
  /** The process reads so many bytes. */
  take(bytes: number): void;
  end(exit: Exit): void;
}

/** Pseudo-terminals whose processes are the test. */
function fakePtys(): Ptys & { readonly opened: FakePty[] } {
  const opened: FakePty[] = [];
  return {
    opened,
    open(request) {
      const pty = fakePty(request, 1000 + opened.length);
      opened.push(pty);
      return ok(pty);
    },
  };
}

function fakePty(request: PtyRequest, pid: number): FakePty {
  const data = createEmitter<Uint8Array>();
  const exited = createEmitter<Exit>();
  const taken = createEmitter<number>();
  const state = { paused: false, closed: false, written: '', calls: [] as string[] };
  const { calls } = state;
  let ended = false;
  const pty: FakePty = {
    ...{ pid, start: `${pid}0`, request, data, exited, taken, calls },
    get paused() {
      return state.paused;
    },
    get closed() {
      return state.closed;
    },
    get written() {
      return state.written;
    },
    write(bytes) {
      state.written += Buffer.from(bytes).toString();
    },
    resize: ({ cols, rows }) => void calls.push(`resize ${cols}×${rows}`),
    pause() {
      state.paused = true;
      calls.push('pause');
    },
    resume() {
      state.paused = false;
      calls.push('resume');
    },
    async close() {
      state.closed = true;
      pty.end({ signal: 9 });
    },
    print(bytes) {
      if (state.paused) throw new Error('A paused pty does not print');
      // As the real one does, the memory is used again.
      const chunk = Buffer.from(bytes as string);
      data.emit(chunk);
      chunk.fill(0xee);
    },
    take: taken.emit,
    end(exit) {
      if (ended) return;
      ended = true;
      exited.emit(exit);
    },
  };
  return pty;
}

export interface FakeRecorder extends Recorder {
  readonly pressed: { value: boolean };
  readonly asked: unknown[];
  reply(text: string): void;
}

/** Keeps bytes; its snapshots say where they were made, and come when a promise does. */
function fakeRecorder(keptBytes: number): FakeRecorder {
  const ring = createByteRing(keptBytes);
  const replies = createEmitter<Uint8Array>();
  const pressure = createCell(false);
  const asked: unknown[] = [];
  return {
    ...{ replies, pressure, pressed: pressure, asked },
    append: ring.append,
    read: ring.read,
    get start() {
      return ring.start;
    },
    get end() {
      return ring.end;
    },
    resize: (next) => void asked.push(next),
    async snapshot(question) {
      asked.push(question);
      return { offset: ring.end, size, bytes: Buffer.alloc(100_000, `@${ring.end} `) };
    },
    text: async () => ({ lines: ['text'], alternate: false, cursor: { x: 0, y: 0, visible: true } }),
    search: async ({ text, most }) => Array.from({ length: most }, (_, line) => ({ line, text, at: 0, length: 1 })),
    marksPastes: async () => true,
    colors: (colors) => void asked.push(colors),
    reply: (text) => replies.emit(Buffer.from(text)),
    close: () => void asked.push('close'),
  };
}

/** A hub's connection: takes what comes, and acknowledges only when told to. */
export interface FakeHub {
  readonly messages: FromHost[];
  readonly events: TerminalEvent[];
  readonly frames: TerminalFrame[];
  say(message: FromHub): void;
  /** @returns what a call is answered with */
  ask<T>(message: object): Promise<T>;
  /** @returns the stream */
  attach(id: string, from?: number, lines?: number): number;
  /** The data of a stream after its last snapshot, in order. Throws when there is a gap or a repetition. */
  bytes(stream: number): Buffer;
  snapshots(stream: number): TerminalFrame[];
  /** Acknowledges what came of a stream, or up to an offset. */
  acknowledge(stream: number, offset?: number): void;
  type(stream: number, text: string): void;
  disconnect(): void;
  /** What sending says from now on: to wait, or not. */
  room: Promise<void> | undefined;
}

export interface Stage {
  readonly host: ReturnType<typeof createTerminalHost>;
  readonly ptys: ReturnType<typeof fakePtys>;
  readonly recorders: FakeRecorder[];
  readonly transcripts: Map<string, string>;
  readonly clock: FakeClock;
  readonly scope: Scope;
  readonly running: (readonly RunningTree[])[];
  readonly unused: () => number;
  /** The hub that opens the terminals goes. */
  quit(): void;
  connect(options?: { readonly watch?: boolean }): FakeHub;
  open(request?: Partial<TerminalRequest>): Promise<{ id: string; pty: FakePty; recorder: FakeRecorder }>;
}

/** A terminal host on a fake outside. */
export function createStage({ keptBytes = 1024 * 1024 } = {}): Stage {
  const scope = createScope();
  const ptys = fakePtys();
  const clock = createFakeClock(0);
  const recorders: FakeRecorder[] = [];
  const transcripts = new Map<string, string>();
  const running: (readonly RunningTree[])[] = [];
  let unused = 0;
  const options: TerminalHostOptions = {
    ...{ ptys, clock, log: silentLog, build: 'b1', pid: 7, hostname: 'here', aloneMs: 1000 },
    createRecorder() {
      const recorder = fakeRecorder(keptBytes);
      recorders.push(recorder);
      return recorder;
    },
    openTranscript: (path) => ({
      append: (bytes) => void transcripts.set(path, (transcripts.get(path) ?? '') + Buffer.from(bytes).toString()),
      close: () => void transcripts.set(path, `${transcripts.get(path) ?? ''}<end>`),
    }),
    onRunning: (trees) => void running.push(trees),
    onUnused: () => void unused++,
  };
  const host = createTerminalHost(options, scope);
  const owner = connectHub(host, { watch: true });
  let opened = 0;
  return {
    ...{ host, ptys, recorders, transcripts, clock, scope, running },
    unused: () => unused,
    quit: () => owner.disconnect(),
    connect: ({ watch = false } = {}) => connectHub(host, { watch }),
    async open(more = {}) {
      const request: TerminalRequest = {
        ...{ id: `t${++opened}`, file: 'sh', args: ['-l'], cwd: '/w', env: { HOME: '/h' }, size, scrollback: 100 },
        ...more,
      };
      await owner.ask({ type: 'open', request });
      const [pty, recorder] = [ptys.opened.at(-1), recorders.at(-1)];
      if (!pty || !recorder) throw new Error('No terminal was opened');
      return { id: request.id, pty, recorder };
    },
  };
}

function connectHub(host: Stage['host'], { watch }: { readonly watch: boolean }): FakeHub {
  const inbox = createInbox();
  const messages: FromHost[] = [];
  const events: TerminalEvent[] = [];
  const frames: TerminalFrame[] = [];
  const answers = new Map<number, (value: unknown) => void>();
  const none = new Uint8Array();
  let calls = 0;
  let streams = 0;
  const say = (message: FromHub) => inbox.receive(JSON.stringify(message));
  const send = (kind: FrameKind, stream: number, offset: number, payload: Uint8Array) =>
    inbox.receive(encodeFrame({ kind, last: false, stream, offset, payload }));
  const of = (stream: number, kind: FrameKind) =>
    frames.filter((frame) => frame.stream === stream && frame.kind === kind);

  const hub: FakeHub = {
    ...{ messages, events, frames, say },
    room: undefined,
    ask<T>(message: object) {
      const call = ++calls;
      return new Promise<T>((resolve) => {
        answers.set(call, resolve as (value: unknown) => void);
        say({ ...message, call } as FromHub);
      });
    },
    attach(id, from, lines) {
      const stream = ++streams;
      void hub.ask({ type: 'attach', stream, id, from, lines });
      return stream;
    },
    bytes(stream) {
      const since = frames.findLastIndex((frame) => frame.stream === stream && frame.kind === FrameKind.snapshot);
      const data = frames.slice(since + 1).filter((frame) => frame.stream === stream && frame.kind === FrameKind.data);
      let expected = frames[since]?.offset ?? data[0]?.offset ?? 0;
      for (const { offset, payload } of data) {
        if (offset !== expected) throw new Error(`Byte ${expected} was to come, but ${offset} came`);
        expected += payload.length;
      }
      return Buffer.concat(data.map(({ payload }) => payload));
    },
    snapshots: (stream) => of(stream, FrameKind.snapshot),
    acknowledge(stream, offset) {
      const last = frames.findLast((frame) => frame.stream === stream && frame.kind !== FrameKind.exit);
      const all = (last?.offset ?? 0) + (last?.kind === FrameKind.data ? last.payload.length : 0);
      send(FrameKind.acknowledge, stream, offset ?? all, none);
    },
    type: (stream, text) => send(FrameKind.input, stream, 0, Buffer.from(text)),
    disconnect: () => inbox.markClosed(),
  };
  host.accept({
    backlog: 0,
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: inbox.markClosed,
    send(message) {
      if (inbox.closed) return;
      if (typeof message !== 'string') {
        const frame = decodeFrame(message);
        if (frame) frames.push(frame);
        return hub.room;
      }
      const parsed = JSON.parse(message) as FromHost;
      messages.push(parsed);
      if (parsed.type === 'event') events.push(parsed.event);
      if (parsed.type === 'answer') answers.get(parsed.call)?.(parsed.value);
      return;
    },
  });
  say({ type: 'hello', protocol: 1, watch });
  return hub;
}

export const kb = 1024;
export const mb = 1024 * kb;
/** Bytes that tell where they are. */
export const numbered = (from: number, length: number) => numbers.subarray(from % 65_536, (from % 65_536) + length);
const numbers = Buffer.from(Uint8Array.from({ length: 11 * mb }, (_, at) => at * 31 + (at >> 8)));

/** A terminal on a stage, and a view of it that owns its size. */
export async function watched() {
  const stage = createStage();
  const hub = stage.connect();
  const terminal = await stage.open();
  const stream = hub.attach(terminal.id, 0);
  hub.say({ type: 'resize', id: terminal.id, size });
  const lengths = () => hub.frames.map(({ payload }) => payload.length);
  return { ...stage, ...terminal, hub, stream, lengths };
}
