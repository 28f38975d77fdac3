const bel = 0x07;
const can = 0x18;
const sub = 0x1a;
const esc = 0x1b;
const bracket = 0x5d;
const commandStart = Buffer.from('\x1b]');
/** P, X, ^ and _ after ESC: DCS, SOS, PM and APC begin strings, in which a BEL is no bell. */
const stringStarts: ReadonlySet<number | undefined> = new Set([0x50, 0x58, 0x5e, 0x5f]);

/** Longer commands are none that are meant for us, such as pictures and the clipboard. */
const longestCommand = 8_192;

export interface SequenceFinderOptions {
  /** What stands between OSC and its end. Valid only during the call. */
  readonly onCommand: (payload: Uint8Array) => void;
  readonly onBell: () => void;
}

/**
 * Finds operating system commands (ECMA-48 8.3.89, ended by BEL or ST as in xterm's ctlseqs) and bells in raw output.
 * Other output is only searched by the runtime's native code. As in xterm, ESC ends a command and CAN and SUB cancel it.
 */
export function createSequenceFinder({ onCommand, onBell }: SequenceFinderOptions): { feed(bytes: Uint8Array): void } {
  let isInCommand = false;
  const begun = Buffer.alloc(longestCommand);
  /** How much of a command the pieces before this one had; beyond what `begun` holds it is only counted. */
  let begunLength = 0;
  /** The piece before ended with ESC. */
  let isEscaped = false;
  /** The last ESC of the pieces before began a string. */
  let isInString = false;

  function keep(piece: Buffer): void {
    if (begunLength + piece.length <= longestCommand) piece.copy(begun, begunLength);
    begunLength += piece.length;
  }

  function finish(rest: Buffer): void {
    const length = begunLength + rest.length;
    if (length > longestCommand) return;
    if (begunLength > 0) keep(rest);
    onCommand(begunLength > 0 ? begun.subarray(0, length) : rest);
  }

  /** @returns where text goes on, or the end */
  function command(bytes: Buffer, from: number): number {
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte !== bel && byte !== esc && byte !== can && byte !== sub) continue;
      isInCommand = false;
      if (byte === bel || byte === esc) finish(bytes.subarray(from, at));
      return byte === esc ? at : at + 1;
    }
    keep(bytes.subarray(from));
    return at;
  }

  /** The last ESC before a place tells: any other than one that begins a string ends it. */
  function isString(bytes: Buffer, before: number): boolean {
    const at = before > 0 ? bytes.lastIndexOf(esc, before - 1) : -1;
    if (at >= 0) return at + 1 < before && stringStarts.has(bytes[at + 1]);
    return isEscaped ? before > 0 && stringStarts.has(bytes[0]) : isInString;
  }

  function text(bytes: Buffer, from: number, next: Next): number {
    const [bell, start] = [next.bell(from), next.command(from)];
    if (bell < start) {
      if (!isString(bytes, bell)) onBell();
      return bell + 1;
    }
    begin(start < bytes.length);
    return Math.min(start + commandStart.length, bytes.length);
  }

  function begin(isCommand: boolean): void {
    isInCommand = isCommand;
    begunLength = 0;
  }

  return {
    feed(given) {
      const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      const next = createNext(bytes);
      let at = 0;
      if (isEscaped && bytes[0] === bracket) {
        begin(true);
        at = 1;
      }
      while (at < bytes.length) at = isInCommand ? command(bytes, at) : text(bytes, at, next);
      isInString = isString(bytes, bytes.length);
      isEscaped = !isInCommand && bytes.at(-1) === esc;
    },
  };
}

interface Next {
  bell(from: number): number;
  command(from: number): number;
}

/** Searches each thing once: what was found behind a place is still the next one. */
function createNext(bytes: Buffer): Next {
  let [bell, command] = [-1, -1];
  const orEnd = (at: number) => (at < 0 ? bytes.length : at);
  return {
    bell(from) {
      if (bell < from) bell = orEnd(bytes.indexOf(bel, from));
      return bell;
    },
    command(from) {
      if (command < from) command = orEnd(bytes.indexOf(commandStart, from));
      return command;
    },
  };
}
