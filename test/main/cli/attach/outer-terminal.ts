import xterm from '@xterm/headless';
import { createPtys } from '../../../../src/main/node/ptys';
import type { Exit, TerminalSize } from '../../../../src/shared/vocabulary';

/** A person's terminal: a PTY with a program in it, and what an xterm shows of it and answers to it. */
export interface OuterTerminal {
  readonly pid: number;
  readonly terminal: xterm.Terminal;
  /** All that was written to it. */
  output(): string;
  /** The rows with text. */
  lines(): string[];
  type(text: string): void;
  resize(size: TerminalSize): void;
  /** Resolves once this is so, and rejects when it is not after 15 s. */
  until(what: string, isSo: () => boolean): Promise<void>;
  /** Resolves once a row has this text. */
  shows(text: string): Promise<void>;
  readonly exited: Promise<Exit>;
  close(): Promise<void>;
}

const patienceMs = 15_000;
const checkMs = 50;

export interface Started {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly size?: TerminalSize;
}

export function startInTerminal({ argv, env, size = { cols: 80, rows: 24 } }: Started): OuterTerminal {
  const [file = '', ...args] = argv;
  const opened = createPtys().open({ file, args, cwd: '/', env: { ...env, TERM: 'xterm-256color' }, size });
  if (!opened.ok) throw new Error(opened.message);
  const pty = opened.value;
  const terminal = new xterm.Terminal({ ...size, allowProposedApi: true });
  const pieces: Buffer[] = [];
  let parsed = () => {};
  pty.data.on((chunk) => {
    const piece = Buffer.from(chunk);
    pieces.push(piece);
    terminal.write(piece, () => parsed());
  });
  terminal.onData((answer) => pty.write(Buffer.from(answer)));
  terminal.onBinary((answer) => pty.write(Buffer.from(answer, 'latin1')));
  const exited = new Promise<Exit>((resolve) => pty.exited.on(resolve));

  const outer: OuterTerminal = {
    ...{ pid: pty.pid, terminal, exited },
    output: () => Buffer.concat(pieces).toString('utf8'),
    lines() {
      const { active } = terminal.buffer;
      const rows = Array.from(
        { length: active.length },
        (_, row) => active.getLine(row)?.translateToString(true) ?? '',
      );
      return rows.filter((row) => row !== '');
    },
    type: (text) => pty.write(Buffer.from(text)),
    resize(next) {
      terminal.resize(next.cols, next.rows);
      pty.resize(next);
    },
    until: (what, isSo) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (isSo()) end(resolve);
        };
        const timer = setTimeout(
          () => end(() => reject(new Error(`Not so after ${patienceMs} ms: ${what}\n${outer.lines().join('\n')}`))),
          patienceMs,
        );
        // What is waited for may also happen elsewhere.
        const checking = setInterval(check, checkMs);
        const end = (settle: () => void) => {
          clearTimeout(timer);
          clearInterval(checking);
          parsed = () => {};
          settle();
        };
        parsed = check;
        check();
      }),
    shows: (text) => outer.until(`"${text}" is shown`, () => outer.lines().some((line) => line.includes(text))),
    async close() {
      await pty.close();
      terminal.dispose();
    },
  };
  return outer;
}
