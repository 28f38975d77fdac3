import { joined } from './bytes';

/** A control sequence in a program's output (ECMA-48), without its introducer. */
export type Sequence =
  | { readonly type: 'escape'; readonly intermediates: string; readonly final: string }
  /** `parameters` with their prefix, as written: "?1049", "2;4". */
  | { readonly type: 'csi'; readonly parameters: string; readonly intermediates: string; readonly final: string }
  /** OSC, and its text. */
  | { readonly type: 'osc'; readonly text: string }
  /** DCS, APC, PM, SOS: their text is never looked at. */
  | { readonly type: 'string' };

/** What is written in place of a sequence; `keep`: it stays as it is. */
export type Rewritten = 'keep' | string;

/** What nothing sensible reaches; a longer one is left out. An OSC 52 may hold as much as is copied. */
const longestString = 256 * 1024;
const longestSequence = 256;

const enquiry = 0x05;
const bell = 0x07;
const cancel = 0x18;
const substitute = 0x1a;
const escapeByte = 0x1b;
const backslash = 0x5c;
const c1End = 0x9c;
/** In UTF-8 the controls U+0080 to U+009F are this byte and their own. */
const c1Lead = 0xc2;

/** The second byte of an escape sequence, or of a control in UTF-8 less 0x40, and what it begins. */
const introducers: Readonly<Record<string, State>> = {
  '[': 'csi',
  ']': 'osc',
  P: 'string',
  X: 'string',
  '^': 'string',
  _: 'string',
};

type State = 'text' | 'c1' | 'escape' | 'csi' | 'osc' | 'string' | 'osc-escape' | 'string-escape';

/**
 * Reads bytes of a program, cut anywhere, and hands on what is to be written to a terminal: text as it is, and of every
 * sequence what `rewrite` makes of it. ENQ is left out, because a terminal would answer it; so is what is malformed.
 */
export function createSequenceFilter(rewrite: (sequence: Sequence) => Rewritten): (bytes: Uint8Array) => Uint8Array {
  const encoder = new TextEncoder();
  let state: State = 'text';
  /** The sequence so far. */
  let held: number[] = [];
  let tooLong = false;
  /** Where the sequence begins in the bytes at hand; -1 when it began in earlier ones, or had a control in it. */
  let heldFrom = -1;
  /** Where those begin that are not handed on yet. */
  let textFrom = 0;
  let bytes: Uint8Array = new Uint8Array();
  let parts: Uint8Array[] = [];

  function flush(end: number): void {
    if (end > textFrom) parts.push(bytes.subarray(textFrom, end));
    textFrom = end;
  }

  function begin(next: State, from: number, ...first: number[]): void {
    state = next;
    heldFrom = from;
    held = first;
    tooLong = false;
  }

  function hold(byte: number, longest: number): void {
    if (held.length >= longest) tooLong = true;
    else held.push(byte);
  }

  /** The sequence is given up; what comes next begins at `next`. */
  function drop(next: number): void {
    if (heldFrom >= 0) flush(heldFrom);
    textFrom = next;
    state = 'text';
  }

  function say(sequence: Sequence, next: number): void {
    const rewritten = tooLong ? '' : rewrite(sequence);
    if (rewritten !== 'keep') {
      drop(next);
      if (rewritten !== '') parts.push(encoder.encode(rewritten));
      return;
    }
    state = 'text';
    if (heldFrom >= 0) return;
    parts.push(Uint8Array.from(held));
    textFrom = next;
  }

  function takeText(byte: number, at: number): void {
    if (byte === escapeByte) begin('escape', at, byte);
    else if (byte === c1Lead) begin('c1', at, byte);
    else if (byte === enquiry) {
      flush(at);
      textFrom = at + 1;
    }
  }

  function takeC1(byte: number, at: number): void {
    if (byte < 0x80 || byte >= 0xa0) {
      // A letter, such as the Â in Latin-1.
      state = 'text';
      if (heldFrom < 0) parts.push(Uint8Array.of(c1Lead));
      return;
    }
    held.push(byte);
    const letter = String.fromCharCode(byte - 0x40);
    const begun = introducers[letter];
    if (begun) state = begun;
    else say({ type: 'escape', intermediates: '', final: letter }, at + 1);
  }

  function takeEscape(byte: number, at: number): void {
    const begun = held.length === 1 ? introducers[String.fromCharCode(byte)] : undefined;
    if (begun) {
      held.push(byte);
      state = begun;
    } else if (!interrupts(byte, at)) {
      hold(byte, longestSequence);
      if (byte >= 0x30) say({ type: 'escape', intermediates: latin(held.slice(1, -1)), final: latin([byte]) }, at + 1);
    }
  }

  function takeCsi(byte: number, at: number): void {
    if (interrupts(byte, at)) return;
    hold(byte, longestSequence);
    if (byte < 0x40 || byte > 0x7e) return;
    let split = 2;
    while ((held[split] ?? 0) >= 0x30 && split < held.length - 1) split++;
    const [parameters, intermediates] = [latin(held.slice(2, split)), latin(held.slice(split, -1))];
    // Parameters after an intermediate, or bytes of no alphabet: terminals do nothing about it either.
    if (/^[ -/]*$/.test(intermediates)) say({ type: 'csi', parameters, intermediates, final: latin([byte]) }, at + 1);
    else drop(at + 1);
  }

  /** Whether a byte does not belong to the sequence that it comes in: terminals do what controls say at once. */
  function interrupts(byte: number, at: number): boolean {
    if (byte >= 0x20) return false;
    if (byte === cancel || byte === substitute) drop(at + 1);
    else if (byte === escapeByte) {
      drop(at);
      begin('escape', at, byte);
    } else {
      if (heldFrom >= 0) flush(heldFrom);
      heldFrom = -1;
      if (byte !== enquiry) parts.push(Uint8Array.of(byte));
    }
    return true;
  }

  function takeString(byte: number, at: number): void {
    if (byte === cancel || byte === substitute) {
      drop(at + 1);
      return;
    }
    hold(byte, longestString);
    if (byte === escapeByte) state = state === 'osc' ? 'osc-escape' : 'string-escape';
    else if (byte === c1End && held.at(-2) === c1Lead) endString(at + 1);
    else if (byte === bell && state === 'osc') endString(at + 1);
  }

  function takeStringEnd(byte: number, at: number): void {
    if (byte === backslash) {
      hold(byte, longestString);
      endString(at + 1);
      return;
    }
    // Another sequence has cut it short: the one that the byte before began.
    drop(at - 1);
    begin('escape', at > 0 ? at - 1 : -1, escapeByte);
    takeEscape(byte, at);
  }

  function endString(next: number): void {
    const end = held.at(-1) === bell ? 1 : 2;
    const isOsc = state === 'osc' || state === 'osc-escape';
    say(isOsc ? { type: 'osc', text: textOf(held.slice(2, -end)) } : { type: 'string' }, next);
  }

  const takers: Record<State, (byte: number, at: number) => void> = {
    text: takeText,
    c1: takeC1,
    escape: takeEscape,
    csi: takeCsi,
    osc: takeString,
    string: takeString,
    'osc-escape': takeStringEnd,
    'string-escape': takeStringEnd,
  };

  return function filter(more) {
    bytes = more;
    parts = [];
    textFrom = 0;
    heldFrom = -1;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      // Nearly all of it, and nothing to be done about it.
      if (state === 'text' && byte !== escapeByte && byte !== c1Lead && byte !== enquiry) continue;
      takers[state](byte, at);
    }
    if (state === 'text') flush(bytes.length);
    else if (heldFrom >= 0) flush(heldFrom);
    return joined(parts);
  };
}

function latin(bytes: readonly number[]): string {
  return String.fromCharCode(...bytes);
}

function textOf(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
