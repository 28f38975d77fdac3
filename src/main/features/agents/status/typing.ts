/** What a piece of typing does to a program that asks or waits. */
export interface Typing {
  /** It may have answered a question: Enter, Esc, Ctrl-C, a number, y or n. */
  readonly answers: boolean;
  /** A line that is not empty, and no command to the tool itself, was entered. */
  readonly submits: boolean;
}

/** Reads what is typed, piece by piece. */
export function createTypingReader(): (text: string) => Typing {
  let line = '';
  return (text) => {
    const interrupts = text === '\x1b' || text.includes('\x03');
    const plain = withoutSequences(text);
    const answers = interrupts || /[\r\n]/.test(plain) || /^[0-9yn]$/i.test(plain);
    const [first = '', ...more] = plain.split('\r');
    // Of lines that are entered the last one counts.
    const entered = [line + first, ...more].slice(0, -1).at(-1);
    line = (more.length > 0 ? (more.at(-1) ?? '') : line + first).slice(-longestLine);
    if (interrupts) line = '';
    return { answers, submits: entered !== undefined && /^\s*[^\s/]/.test(entered) };
  };
}

const longestLine = 200;

/** ESC with what makes a key or a report of it: CSI, SS3, a string, or Alt with a key. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what terminals send
const sequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|[\]P_^][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[^\u001b]|)/gs;

/** Without keys such as arrows, the marks of pastes, reports of the mouse and focus, and answers to questions. */
function withoutSequences(text: string): string {
  return text.replace(sequence, '');
}
