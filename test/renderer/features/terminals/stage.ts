import { createFeed, type Display } from '../../../../src/renderer/features/terminals/feed';
import { createLine } from '../../../../src/renderer/features/terminals/line';
import type { Client } from '../../../../src/shared/contract';
import { createCell, createEmitter } from '../../../../src/shared/event';
import { type Connection, type ConnectionState, FrameKind, type TerminalFrame } from '../../../../src/shared/link';

const terminal = { id: 't', pid: 1, cwd: '/', cols: 90, rows: 30, startedAt: 0 };

/** A connection to a host that the test plays. */
export function playedConnection() {
  const state = createCell<ConnectionState>('open');
  const frames = createEmitter<TerminalFrame>();
  const sent: TerminalFrame[] = [];
  const calls: string[] = [];
  const answers: ((answer: { stream: number; offset: number } | undefined) => void)[] = [];
  const client = {
    terminals: {
      attach({ from }: { from?: number }) {
        calls.push(from === undefined ? 'attach' : `attach ${from}`);
        return new Promise((resolve, reject) =>
          answers.push((answer) => (answer ? resolve({ ...answer, terminal }) : reject(new Error('not found')))),
        );
      },
      detach: async ({ stream }: { stream: number }) => void calls.push(`detach ${stream}`),
      snapshot: async ({ stream }: { stream: number }) => void calls.push(`snapshot ${stream}`),
      resize: async () => void calls.push('resize'),
    },
  } as unknown as Client;
  const connection: Connection = {
    ...{ client, state, frames },
    lastError: createCell<string | undefined>(undefined),
    sendFrame: (frame) => void sent.push(frame),
    retry() {},
    close() {},
  };
  const bytesOf = (text: string | Uint8Array) => (typeof text === 'string' ? new TextEncoder().encode(text) : text);
  const sentOf = (kind: FrameKind) => sent.filter((frame) => frame.kind === kind);

  return {
    ...{ state, calls },
    line: createLine(connection),
    /** The hub answers the oldest call that waits: with a stream, or that there is no such terminal. */
    async answer(stream: number | undefined, offset = 0) {
      answers.shift()?.(stream === undefined ? undefined : { stream, offset });
      await settled();
    },
    data(stream: number, offset: number, text: string | Uint8Array) {
      frames.emit({ kind: FrameKind.data, last: false, stream, offset, payload: bytesOf(text) });
    },
    /** In frames of `frameBytes`. */
    snapshot(stream: number, offset: number, text: string, frameBytes = 5) {
      const payload = new Uint8Array([0, 90, 0, 30, ...bytesOf(text)]);
      for (let at = 0; at < payload.length; at += frameBytes) {
        const last = at + frameBytes >= payload.length;
        const part = payload.subarray(at, at + frameBytes);
        frames.emit({ kind: FrameKind.snapshot, last, stream, offset, payload: part });
      }
    },
    acknowledged: () => sentOf(FrameKind.acknowledge).map(({ stream, offset }) => `${stream}: ${offset}`),
    typed: () => sentOf(FrameKind.input).map(({ payload }) => new TextDecoder().decode(payload)),
  };
}

export type PlayedConnection = ReturnType<typeof playedConnection>;

/** A feed between hosts and a display that the test plays. */
export function playedFeed() {
  const shared = playedConnection();
  const focused = playedConnection();
  const shown: string[] = [];
  let parsers: (() => void)[] = [];
  const display: Display = {
    write(bytes, onParsed) {
      shown.push(new TextDecoder().decode(bytes));
      parsers.push(onParsed);
    },
    restore({ bytes, size: { cols, rows } }, onParsed) {
      shown.push(`[${cols}×${rows}: ${new TextDecoder().decode(bytes)}]`);
      parsers.push(onParsed);
    },
    sized: ({ cols, rows }) => void shown.push(`${cols}×${rows}`),
  };
  const feed = createFeed({ id: 't', line: shared.line, display });
  return {
    ...{ feed, shared, focused, shown },
    /** The display parses all that was written to it. */
    parse() {
      for (const parsed of parsers.splice(0)) parsed();
      parsers = [];
    },
    type: (text: string) => feed.send(new TextEncoder().encode(text)),
  };
}

export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
