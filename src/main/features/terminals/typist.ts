import type { Unsubscribe } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Clock, Pty } from '../../ports';

/** Types into a terminal in a person's place: one text after the other, each with its Enter before the next. */
export interface Typist {
  /** Control characters are left out, so that a text can do no more than be typed; lines are kept. */
  type(text: string, options: { readonly enter: boolean }): Result<void, 'busy'>;
  /** The same, with Enter, once the program has printed something and is quiet, or does not print at all. */
  typeWhenReady(text: string): void;
}

/** A program that prints nothing until then is taken to be ready, and one that prints without a pause too. */
const readyAfterMs = 2_000;
/** After its first output a program often has more to do. */
const quietMs = 250;
/** More texts than anybody could read. */
const mostWaiting = 100;
/** Programs take what comes at once for a paste, so Enter comes by itself. */
const enterAfterMs = 50;
/** How a program says that it wants pastes marked, and that it no longer does (xterm's DECSET 2004). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with one
const pasteMode = /\x1b\[\?2004([hl])/g;
const longestSequence = 8;

export function createTypist(pty: Pick<Pty, 'data' | 'write'>, clock: Clock): Typist {
  let marksPastes = false;
  let rest = '';
  let printed = false;
  let onPrinted = () => {};
  const waiting: { readonly text: string; readonly enter: boolean }[] = [];
  let busy = false;
  pty.data.on((bytes) => {
    const text = rest + new TextDecoder('latin1').decode(bytes);
    const last = [...text.matchAll(pasteMode)].at(-1);
    if (last) marksPastes = last[1] === 'h';
    rest = text.slice(1 - longestSequence);
    printed = true;
    onPrinted();
  });

  const write = (text: string) => pty.write(new TextEncoder().encode(text));

  function next(): void {
    for (let first = busy ? undefined : waiting.shift(); first; first = busy ? undefined : waiting.shift()) {
      const typed = typable(first.text);
      if (typed !== '') write(marksPastes ? `\x1b[200~${typed}\x1b[201~` : typed);
      if (first.enter) pressEnter();
    }
  }

  function pressEnter(): void {
    busy = true;
    clock.after(enterAfterMs, () => {
      write('\r');
      clock.after(enterAfterMs, goOn);
    });
  }

  function goOn(): void {
    busy = false;
    next();
  }

  return {
    type(text, { enter }) {
      if (waiting.length >= mostWaiting)
        return fail('busy', `${mostWaiting} texts wait to be typed, which is the most.`);
      waiting.push({ text, enter });
      next();
      return ok(undefined);
    },
    typeWhenReady(text) {
      busy = true;
      let cancelQuiet: Unsubscribe = () => {};
      const ready = () => {
        cancelQuiet();
        cancelLatest();
        onPrinted = () => {};
        waiting.unshift({ text, enter: true });
        goOn();
      };
      const cancelLatest = clock.after(readyAfterMs, ready);
      onPrinted = () => {
        cancelQuiet();
        cancelQuiet = clock.after(quietMs, ready);
      };
      if (printed) onPrinted();
    },
  };
}

/** Line ends as a terminal sends them for pasted text, tabs as spaces, and no other control character. */
function typable(text: string): string {
  const lines = text.replace(/\r?\n/g, '\r').replace(/\t/g, ' ');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return lines.replace(/[\u0000-\u000c\u000e-\u001f\u007f-\u009f]/g, '');
}
