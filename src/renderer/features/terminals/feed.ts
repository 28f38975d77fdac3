import { FrameKind, type TerminalFrame } from '../../../shared/link';
import type { TerminalSize } from '../../../shared/vocabulary';
import type { Line, Stream } from './line';

/** A terminal's state. */
export interface Snapshot {
  readonly bytes: Uint8Array;
  /** Of the terminal that it was taken of. */
  readonly size: TerminalSize;
  /** Another connection owns the size now. */
  readonly foreign: boolean;
}

/** What shows a terminal's bytes. */
export interface Display {
  /** Bytes to parse after all that were written before; calls back when they have been. */
  write(bytes: Uint8Array, onParsed: () => void): void;
  /** Forgets everything, and shows a snapshot. */
  restore(snapshot: Snapshot, onParsed: () => void): void;
  /** The terminal has this size, as of when it was attached. */
  sized(size: TerminalSize): void;
}

/** The bytes of a terminal, from its host to a display and from the keyboard to its host. */
export interface Feed {
  /** Attaches, and again whenever the connection comes back, where it left off. */
  start(): void;
  stop(): void;
  /** Goes on over another line, as soon as that is open. No byte is lost or doubled by it. */
  use(line: Line): void;
  send(bytes: Uint8Array): void;
  /** Gives the terminal a size, and its stream the say over it. Does nothing until it is attached. */
  resize(size: TerminalSize): void;
  /** Asks for a snapshot with all lines. */
  askForAll(): void;
}

export interface FeedOptions {
  readonly id: string;
  /** What it uses when the line that it should use is not open. */
  readonly line: Line;
  readonly display: Display;
}

/** Lines of the past that are shown at first; the rest follows when there is time. */
export const firstLines = 1_000;
/** How much is parsed before the host is told, unless everything is. */
const acknowledgeBytes = 128 * 1024;
/** What is typed before the terminal is attached. */
const mostTypedBytes = 64 * 1024;

/** Where bytes come from just now. */
interface Source {
  readonly line: Line;
  readonly stream: Stream;
  /** Nothing of it is taken any more: another one is about to go on from there. */
  left: boolean;
  /** Of what has come on it. */
  end: number;
  acknowledged: number;
}

export function createFeed({ id, line: usual, display }: FeedOptions): Feed {
  let wanted = usual;
  let source: Source | undefined;
  let target: Line | undefined;
  let attempt = 0;
  let started = false;
  /** Undefined until something is shown, and when what is shown cannot be gone on with. */
  let received: number | undefined;
  let parsed = 0;
  let snapshot: Uint8Array[] = [];
  let typed: Uint8Array[] = [];
  let unsubscribe: (() => void)[] = [];

  function bestLine(): Line | undefined {
    if (wanted.state.value === 'open') return wanted;
    // One that is about to open is waited for, lest everything moves right after the beginning.
    if (wanted.state.value === 'connecting' && !source && received === undefined) return undefined;
    return usual.state.value === 'open' ? usual : undefined;
  }

  function reconsider(): void {
    if (!started) return;
    if (source && source.line.state.value !== 'open') source = undefined;
    if (target && target.state.value !== 'open') abandon();
    const best = bestLine();
    if (!best || best === target) return;
    if (source?.line === best && !source.left) abandon();
    else void moveTo(best);
  }

  function abandon(): void {
    attempt++;
    target = undefined;
  }

  async function moveTo(line: Line): Promise<void> {
    const own = ++attempt;
    target = line;
    if (source) source.left = true;
    const from = received;
    const stream = await line.attach({ id, lines: firstLines, ...(from !== undefined && { from }) });
    if (own !== attempt) return stream?.detach();
    target = undefined;
    if (stream) begin(line, stream, from);
  }

  function begin(line: Line, stream: Stream, from: number | undefined): void {
    source?.stream.detach();
    source = { line, stream, left: false, end: stream.offset, acknowledged: stream.offset };
    snapshot = [];
    received = from ?? stream.offset;
    display.sized(stream.terminal);
    for (const bytes of typed.splice(0)) stream.input(bytes);
    const own = source;
    stream.read((frame) => {
      if (source === own && !own.left) take(frame, own);
    });
  }

  function take(frame: TerminalFrame, from: Source): void {
    if (frame.kind === FrameKind.data) takeData(frame, from);
    if (frame.kind === FrameKind.snapshot) takeSnapshot(frame, from);
  }

  function takeData({ offset, payload }: TerminalFrame, from: Source): void {
    const shown = received ?? offset;
    if (offset > shown) {
      startOver(from.line);
      return;
    }
    const end = offset + payload.length;
    from.end = end;
    if (end <= shown) {
      acknowledge();
      return;
    }
    received = end;
    display.write(payload.subarray(shown - offset), () => {
      parsed = end;
      acknowledge();
    });
  }

  function takeSnapshot({ offset, payload, last, foreign = false }: TerminalFrame, from: Source): void {
    snapshot.push(payload);
    if (!last) return;
    const bytes = joined(snapshot.splice(0));
    const view = new DataView(bytes.buffer);
    received = offset;
    from.end = offset;
    const size = { cols: view.getUint16(0), rows: view.getUint16(2) };
    display.restore({ bytes: bytes.subarray(4), size, foreign }, () => {
      parsed = offset;
      from.acknowledged = offset;
      from.stream.acknowledge(offset);
    });
  }

  /** Something is missing, so what is shown is not to be trusted. */
  function startOver(line: Line): void {
    received = undefined;
    void moveTo(line);
  }

  /** People type as soon as they see the place, which may be before there is anything in it. After a break they are told. */
  const isAttaching = () => target !== undefined || received === undefined;
  const typedBytes = () => typed.reduce((sum, { length }) => sum + length, 0);

  function acknowledge(): void {
    if (!source) return;
    const offset = Math.min(parsed, source.end);
    const fresh = offset - source.acknowledged;
    if (fresh <= 0 || (fresh < acknowledgeBytes && offset < source.end)) return;
    source.acknowledged = offset;
    source.stream.acknowledge(offset);
  }

  function follow(): void {
    for (const stop of unsubscribe) stop();
    unsubscribe = [...new Set([usual, wanted])].map(({ state }) => state.on(reconsider));
  }

  return {
    start() {
      started = true;
      follow();
      reconsider();
    },
    stop() {
      started = false;
      abandon();
      for (const stop of unsubscribe) stop();
      unsubscribe = [];
      source?.stream.detach();
      source = undefined;
      typed = [];
    },
    use(line) {
      wanted = line;
      if (!started) return;
      follow();
      reconsider();
    },
    send(bytes) {
      if (source) source.stream.input(bytes);
      else if (isAttaching() && typedBytes() + bytes.length <= mostTypedBytes) typed.push(bytes);
    },
    resize: (size) => source?.line.resize(id, size),
    askForAll: () => source?.stream.snapshot(),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
