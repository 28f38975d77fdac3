import { keyOfSequence, keyOfText } from './key-sequences';

/** A key that was pressed. */
export interface KeyPress {
  readonly type: 'key';
  /** "Enter", "ArrowUp", "F5"… as browsers name them, or the character that was typed. */
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** What the terminal sent. */
  readonly raw: string;
}

/** What a mouse did, by the cell: 0, 0 is the first. */
export interface MouseInput {
  readonly type: 'mouse';
  readonly action: 'press' | 'release' | 'move' | 'wheel';
  readonly x: number;
  readonly y: number;
  /** 0: left, 1: middle, 2: right; of a wheel -1 is up, 1 is down. */
  readonly button: number;
  /** As the terminal sent it: button with modifiers (xterm's SGR mode, 1006). */
  readonly code: number;
}

/** What a person did at the terminal. */
export type Input =
  | KeyPress
  | MouseInput
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'focus'; readonly focused: boolean }
  /** A sequence without a name, for programs that know it. */
  | { readonly type: 'other'; readonly raw: string };

export interface InputReader {
  /** What bytes mean, that may be cut anywhere. */
  read(bytes: Uint8Array): Input[];
  /** Something is held that may be a key by itself (Escape) or the beginning of a sequence. */
  readonly isWaiting: boolean;
  /** Nothing came after it: it was a key by itself. */
  flush(): Input[];
}

const esc = '\u001b';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;
/** A paste is told in pieces of at most this size, so that one without an end keeps nothing. */
const longestPaste = 1_000_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const csi = /^\u001b\[([0-9;:<=>?]*)([ -/]*)([@-~])/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unfinished = /^\u001b(\[[0-9;:<=>?]*[ -/]*|O|)$/;

/** Reads what a terminal in raw mode sends. */
export function createInputReader(): InputReader {
  const decoder = new TextDecoder();
  let rest = '';
  let pasted: string | undefined;

  function take(isOver: boolean): Input[] {
    const found: Input[] = [];
    while (rest !== '') {
      const length = pasted === undefined ? takeOne(found, isOver) : takePaste(found);
      if (length === 0) break;
      rest = rest.slice(length);
    }
    return found;
  }

  function takePaste(found: Input[]): number {
    const end = rest.indexOf(pasteEnd);
    if (end < 0) {
      // The mark of its end may be cut.
      const sure = Math.max(0, rest.length - pasteEnd.length);
      pasted = `${pasted}${rest.slice(0, sure)}`;
      if (pasted.length > longestPaste) {
        found.push({ type: 'paste', text: pasted });
        pasted = '';
      }
      rest = rest.slice(sure);
      return 0;
    }
    found.push({ type: 'paste', text: `${pasted}${rest.slice(0, end)}` });
    pasted = undefined;
    return end + pasteEnd.length;
  }

  function takeOne(found: Input[], isOver: boolean): number {
    if (!isOver && unfinished.test(rest)) return 0;
    if (rest.startsWith(pasteStart)) {
      pasted = '';
      return pasteStart.length;
    }
    const [raw, parameters = '', intermediates = '', final = ''] = csi.exec(rest) ?? [];
    if (raw !== undefined) {
      const input = intermediates === '' ? inputOf(raw, parameters, final) : undefined;
      found.push(input ?? { type: 'other', raw });
      return raw.length;
    }
    const text = textAt(rest);
    found.push(keyOfText(text));
    return text.length;
  }

  return {
    read(bytes) {
      rest += decoder.decode(bytes, { stream: true });
      return take(false);
    },
    get isWaiting() {
      return rest !== '' && pasted === undefined;
    },
    flush: () => take(true),
  };
}

function inputOf(raw: string, parameters: string, final: string): Input | undefined {
  if (parameters.startsWith('<')) return mouseOf(parameters, final);
  if (parameters === '' && (final === 'I' || final === 'O')) return { type: 'focus', focused: final === 'I' };
  return keyOfSequence(raw, parameters, final);
}

function mouseOf(parameters: string, final: string): MouseInput | undefined {
  const [code = Number.NaN, column = Number.NaN, row = Number.NaN] = parameters.slice(1).split(';').map(Number);
  if (![code, column, row].every(Number.isInteger)) return undefined;
  const place = { x: column - 1, y: row - 1, code };
  const button = code & 3;
  if (code & 64)
    return button < 2 ? { type: 'mouse', action: 'wheel', button: button === 0 ? -1 : 1, ...place } : undefined;
  const action = final === 'm' ? 'release' : code & 32 ? 'move' : 'press';
  return { type: 'mouse', action, button, ...place };
}

/** A character, with Escape before it if Alt was held, or a key of the keypad. */
function textAt(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const [found = ''] = /^(\u001bO[ -~]|\u001b[^\u001b[O]|[\s\S])/u.exec(text) ?? [];
  return found;
}
