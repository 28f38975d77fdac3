import type { Unsubscribe } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Clock } from '../../ports';

/** Types into a terminal in a person's place: one text after the other, each with its Enter before the next. */
export interface Typist {
  /** Control characters are left out, so that a text can do no more than be typed; lines are kept. */
  type(text: string, options: { readonly enter: boolean }): Result<void, 'busy'>;
  /** The same, with Enter, once the program has written something and is quiet, or does not write at all. */
  typeWhenReady(text: string): void;
  /** The program has written something and is quiet; `wrote`: it writes again. */
  settled(): void;
  wrote(): void;
  /** What still waits is not typed any more. */
  close(): void;
}

export interface TypistOptions {
  readonly write: (bytes: Uint8Array) => void;
  /** Whether the program wants pastes marked, as of now. */
  readonly marksPastes: () => Promise<boolean>;
  readonly clock: Clock;
  /** A program that writes nothing until then is taken to be ready, and one that writes without a pause too. */
  readonly readyAfterMs: number;
}

/** More texts than anybody could read. */
const mostWaiting = 100;
/** Programs take what comes at once for a paste, so Enter comes by itself. */
const enterAfterMs = 50;

export function createTypist({ write, marksPastes, clock, readyAfterMs }: TypistOptions): Typist {
  const waiting: { readonly text: string; readonly enter: boolean }[] = [];
  let busy = false;
  let closed = false;
  let quiet = false;
  let onSettled = () => {};
  let cancel: Unsubscribe = () => {};

  const put = (text: string) => write(new TextEncoder().encode(text));

  async function next(): Promise<void> {
    const first = busy || closed ? undefined : waiting.shift();
    if (!first) return;
    busy = true;
    const text = typable(first.text);
    const marked = text !== '' && (await marksPastes());
    if (closed) return;
    if (text !== '') put(marked ? `\x1b[200~${text}\x1b[201~` : text);
    if (first.enter) pressEnter();
    else goOn();
  }

  function pressEnter(): void {
    cancel = clock.after(enterAfterMs, () => {
      put('\r');
      cancel = clock.after(enterAfterMs, goOn);
    });
  }

  function goOn(): void {
    busy = false;
    void next();
  }

  return {
    type(text, { enter }) {
      if (waiting.length >= mostWaiting)
        return fail('busy', `${mostWaiting} texts wait to be typed, which is the most.`);
      waiting.push({ text, enter });
      void next();
      return ok(undefined);
    },
    typeWhenReady(text) {
      busy = true;
      const ready = () => {
        cancel();
        onSettled = () => {};
        waiting.unshift({ text, enter: true });
        goOn();
      };
      onSettled = ready;
      cancel = clock.after(readyAfterMs, ready);
      if (quiet) ready();
    },
    settled() {
      quiet = true;
      onSettled();
    },
    wrote() {
      quiet = false;
    },
    close() {
      closed = true;
      cancel();
    },
  };
}

/** Line ends as a terminal sends them for pasted text, tabs as spaces, and no other control character. */
function typable(text: string): string {
  const lines = text.replace(/\r?\n/g, '\r').replace(/\t/g, ' ');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return lines.replace(/[\u0000-\u000c\u000e-\u001f\u007f-\u009f]/g, '');
}
