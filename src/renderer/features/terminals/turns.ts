/** What takes bytes, and calls back when it has parsed them: an xterm. */
export type Sink = (bytes: Uint8Array, onParsed: () => void) => void;

/** The bytes of one terminal that wait for being parsed. */
export interface Lane {
  /** They are parsed after all that were written before. */
  write(bytes: Uint8Array, onParsed?: () => void): void;
  /** It comes first from now on: its terminal has the keyboard. */
  prefer(): void;
  /** Nothing waits, and nothing is being parsed. */
  readonly idle: boolean;
  close(): void;
}

/** The terminals of a page take turns, as all of them are parsed by the same thread that draws and hears keys. */
export interface Turns {
  lane(sink: Sink): Lane;
}

export interface TurnsOptions {
  readonly nowMs: () => number;
  /** Somebody waits for the echoes of keys. */
  readonly isTyping: () => boolean;
  /** Runs a function soon, after what waits already: keys and pictures. */
  readonly defer: (run: () => void) => void;
  /** Runs a function after so many milliseconds. @returns what takes it back */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** As long as a terminal may parse before keys and others get their turn, … */
const sliceMs = 6;
/** … and when no other waits. An xterm would go on for as long by itself; each picture costs about as much again. */
const lonelySliceMs = 12;
/** While somebody types, floods get less: what they would take keeps the keys waiting, here and in other processes. */
const sliceWhileTypingMs = 3;
const restWhileTypingMs = 6;
/** About a millisecond's worth, so that a slice does not take much longer. */
const pieceBytes = 16 * 1024;

interface Waiting extends Lane {
  readonly sink: Sink;
  readonly pieces: { readonly bytes: Uint8Array; readonly onParsed: (() => void) | undefined }[];
}

export function createTurns({ nowMs, isTyping, defer, after }: TurnsOptions): Turns {
  /** The one that has waited longest comes first. */
  let lanes: Waiting[] = [];
  let preferred: Waiting | undefined;
  let latest: Waiting | undefined;
  /** Whose bytes are being parsed. */
  let current: Waiting | undefined;
  let scheduled = false;
  let endRest: (() => void) | undefined;

  const isPreferredWaiting = () => Boolean(preferred?.pieces.length);

  function schedule(): void {
    if (current) return;
    if (endRest && isPreferredWaiting()) {
      endRest();
      endRest = undefined;
      scheduled = false;
    }
    if (scheduled) return;
    scheduled = true;
    if (isTyping() && !isPreferredWaiting()) endRest = after(restWhileTypingMs, begin);
    else defer(begin);
  }

  function begin(): void {
    scheduled = false;
    endRest = undefined;
    const lane = next();
    if (!lane) return;
    current = lane;
    latest = lane;
    parse(lane, nowMs() + sliceOf(lane));
  }

  function sliceOf(lane: Waiting): number {
    if (lane !== preferred && isTyping()) return sliceWhileTypingMs;
    const isAlone = lanes.every((other) => other === lane || other.pieces.length === 0);
    return isAlone ? lonelySliceMs : sliceMs;
  }

  /** The preferred one has every second turn if others wait. */
  function next(): Waiting | undefined {
    const waiting = lanes.filter(({ pieces }) => pieces.length > 0);
    const others = waiting.filter((lane) => lane !== preferred);
    const lane = isPreferredWaiting() && (preferred !== latest || others.length === 0) ? preferred : others[0];
    if (lane) lanes = [...lanes.filter((other) => other !== lane), lane];
    return lane;
  }

  function parse(lane: Waiting, until: number): void {
    const piece = lane.pieces.shift();
    if (!piece) return;
    lane.sink(piece.bytes, () => {
      piece.onParsed?.();
      const goesOn = current === lane && lane.pieces.length > 0 && nowMs() < until && !isOvertaken(lane);
      // What an xterm is given while it calls back is parsed in the same go.
      if (goesOn) parse(lane, until);
      else end(lane);
    });
  }

  const isOvertaken = (lane: Waiting) => lane !== preferred && isPreferredWaiting();

  function end(lane: Waiting): void {
    if (current !== lane) return;
    current = undefined;
    if (lanes.some(({ pieces }) => pieces.length > 0)) schedule();
  }

  return {
    lane(sink) {
      const lane: Waiting = {
        sink,
        pieces: [],
        get idle() {
          return lane.pieces.length === 0 && current !== lane;
        },
        write(bytes, onParsed) {
          let at = 0;
          for (; bytes.length - at > pieceBytes; at += pieceBytes) {
            lane.pieces.push({ bytes: bytes.subarray(at, at + pieceBytes), onParsed: undefined });
          }
          lane.pieces.push({ bytes: bytes.subarray(at), onParsed });
          schedule();
        },
        prefer() {
          preferred = lane;
        },
        close() {
          lane.pieces.length = 0;
          lanes = lanes.filter((other) => other !== lane);
          if (preferred === lane) preferred = undefined;
          end(lane);
        },
      };
      lanes.push(lane);
      return lane;
    },
  };
}

/** Of the tasks that a page can have, a message comes soonest; timers wait for 4 ms once they are nested. */
export function deferInPage(): (run: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(undefined);
  };
}
