import { createTerminals, type Terminals } from '../../../../src/main/features/terminals';
import type { Connection } from '../../../../src/main/gateway';
import type { Guard, Pty, PtyRequest, Ptys } from '../../../../src/main/ports';
import { createEmitter } from '../../../../src/shared/event';
import { FrameKind, type TerminalFrame } from '../../../../src/shared/link';
import { ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Exit, TerminalSize } from '../../../../src/shared/vocabulary';
import { createFakeClock, type FakeClock } from '../../../fixtures/fake-clock';
import { silentLog } from '../../../fixtures/silent-log';

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
  end(exit: Exit): void;
}

/** Pseudo-terminals whose processes are the test. */
export function fakePtys(): Ptys & { readonly opened: FakePty[] } {
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
  const state = { paused: false, closed: false, written: '', calls: [] as string[] };
  const { calls } = state;
  return {
    pid,
    request,
    data,
    exited,
    calls,
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
    },
    print(bytes) {
      if (state.paused) throw new Error('A paused pty does not print');
      data.emit(Buffer.from(bytes as string));
    },
    end: (exit) => exited.emit(exit),
  };
}

/** The other side of a connection: takes frames as they come, and acknowledges only when told to. */
export interface FakeConnection extends Connection {
  readonly sent: TerminalFrame[];
  /** The bytes of a stream that came, in order of their offsets. Throws when there is a gap or a repetition. */
  bytes(stream: number): Buffer;
  /** Acknowledges what came of a stream, or up to an offset. */
  acknowledge(stream: number, offset?: number): void;
  type(stream: number, text: string): void;
  disconnect(): void;
  /** What `sendFrame` returns from now on. */
  room: Promise<void> | undefined;
}

export function fakeConnection(): FakeConnection {
  const frames = createEmitter<TerminalFrame>();
  const controller = new AbortController();
  const sent: TerminalFrame[] = [];
  const none = new Uint8Array();

  function bytes(stream: number): Buffer {
    const data = sent.filter((frame) => frame.stream === stream && frame.kind === FrameKind.data);
    let expected = data[0]?.offset ?? 0;
    for (const { offset, payload } of data) {
      if (offset !== expected) throw new Error(`Byte ${expected} was to come, but ${offset} came`);
      expected += payload.length;
    }
    return Buffer.concat(data.map(({ payload }) => payload));
  }

  const connection: FakeConnection = {
    frames,
    signal: controller.signal,
    sent,
    bytes,
    room: undefined,
    sendFrame(frame) {
      sent.push(frame);
      return connection.room;
    },
    acknowledge(stream, offset) {
      const first = sent.find((frame) => frame.stream === stream)?.offset ?? 0;
      const all = offset ?? first + bytes(stream).length;
      frames.emit({ kind: FrameKind.acknowledge, stream, offset: all, payload: none });
    },
    type: (stream, text) => frames.emit({ kind: FrameKind.input, stream, offset: 0, payload: Buffer.from(text) }),
    disconnect: () => controller.abort(),
  };
  return connection;
}

export interface Stage {
  readonly terminals: Terminals;
  readonly ptys: ReturnType<typeof fakePtys>;
  readonly clock: FakeClock;
  readonly scope: Scope;
  readonly guarded: Set<number>;
  /** Opens a terminal. */
  open(): { id: string; pty: FakePty };
  attach(connection: Connection, id: string, from?: number): { stream: number; offset: number; lost: number };
}

/** The feature on a fake outside. */
export function createStage(): Stage {
  const scope = createScope();
  const ptys = fakePtys();
  const clock = createFakeClock(0);
  const guarded = new Set<number>();
  const guard: Guard = {
    watchGroup: (pgid) => void guarded.add(pgid),
    forgetGroup: (pgid) => void guarded.delete(pgid),
    watchFile() {},
    watchLock() {},
  };
  const shell = { file: '/bin/sh', args: ['-l'], cwd: '/home/me' };
  const terminals = createTerminals({ ptys, clock, log: silentLog, guard, shell, env: { HOME: '/home/me' } }, scope);
  return {
    ...{ terminals, ptys, clock, scope, guarded },
    open() {
      const opened = terminals.open({ size });
      const pty = ptys.opened.at(-1);
      if (!opened.ok || !pty) throw new Error('No terminal was opened');
      return { id: opened.value.id, pty };
    },
    attach(connection, id, from = 0) {
      const attached = terminals.attach(id, from, connection);
      if (!attached.ok) throw new Error(attached.message);
      return attached.value;
    },
  };
}
