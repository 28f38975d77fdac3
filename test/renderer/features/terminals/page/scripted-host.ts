import type { Client } from '../../../../../src/shared/contract';
import { createCell, createEmitter } from '../../../../../src/shared/event';
import { type Connection, type ConnectionState, FrameKind, type TerminalFrame } from '../../../../../src/shared/link';
import type { TerminalSize } from '../../../../../src/shared/vocabulary';

/** A host that does what a test tells it: one terminal, any number of connections to it. */
export interface ScriptedHost {
  /** Whether a connection to it is open. */
  readonly state: { value: ConnectionState };
  readonly connection: Connection;
  /** What was asked for, in order, as "attach from=3" or "resize 80x24". */
  readonly calls: string[];
  typed(): string;
  /** The end of what was acknowledged last. */
  acknowledged(): number;
  /** Output of the program, on the stream that was attached last. */
  write(text: string): void;
  /** @param foreign another connection owns the size */
  snapshot(text: string, size: TerminalSize, foreign?: boolean): void;
}

export interface Output {
  /** Bytes written so far, over all connections. */
  end: number;
  size: TerminalSize;
}

export function createScriptedHost(output: Output): ScriptedHost {
  const state = createCell<ConnectionState>('open');
  const frames = createEmitter<TerminalFrame>();
  const calls: string[] = [];
  const sent: TerminalFrame[] = [];
  const encoder = new TextEncoder();
  let stream = 0;

  const terminals = {
    async attach({ id, from, lines }: { id: string; from?: number; lines?: number }) {
      calls.push(from === undefined ? `attach lines=${lines}` : `attach from=${from}`);
      const terminal = { id, pid: 1, cwd: '/', ...output.size, startedAt: 0 };
      return { stream: ++stream, offset: from ?? output.end, terminal };
    },
    async detach() {
      calls.push('detach');
    },
    async snapshot() {
      calls.push('snapshot');
    },
    async resize({ size }: { size: TerminalSize }) {
      calls.push(`resize ${size.cols}x${size.rows}`);
      output.size = size;
    },
    async colors() {
      calls.push('colors');
    },
  };

  const ofKind = (kind: FrameKind) => sent.filter((frame) => frame.kind === kind);
  return {
    ...{ state, calls },
    connection: {
      ...{ client: { terminals } as unknown as Client, state, frames },
      lastError: createCell<string | undefined>(undefined),
      sendFrame: (frame) => void sent.push(frame),
      retry() {},
      close() {},
    },
    typed: () =>
      ofKind(FrameKind.input)
        .map(({ payload }) => new TextDecoder().decode(payload))
        .join(''),
    acknowledged: () => ofKind(FrameKind.acknowledge).at(-1)?.offset ?? 0,
    write(text) {
      const payload = encoder.encode(text);
      frames.emit({ kind: FrameKind.data, last: false, stream, offset: output.end, payload });
      output.end += payload.length;
    },
    snapshot(text, { cols, rows }, foreign = false) {
      const bytes = encoder.encode(text);
      const payload = new Uint8Array(4 + bytes.length);
      new DataView(payload.buffer).setUint16(0, cols);
      new DataView(payload.buffer).setUint16(2, rows);
      payload.set(bytes, 4);
      output.size = { cols, rows };
      frames.emit({ kind: FrameKind.snapshot, last: true, foreign, stream, offset: output.end, payload });
    },
  };
}
