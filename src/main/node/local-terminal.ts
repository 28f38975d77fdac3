import { writeSync } from 'node:fs';
import { createEmitter } from '../../shared/event';
import type { TerminalSize } from '../../shared/vocabulary';
import type { LocalTerminal } from '../ports';
import { onCrash, onEndRequest } from './signals';

const usualSize: TerminalSize = { cols: 80, rows: 24 };

/** The size of this process's terminal; undefined when it has none to draw on. */
export function localTerminalSize(): TerminalSize | undefined {
  const { isTTY, columns, rows } = process.stdout;
  if (!isTTY) return undefined;
  // 0 by 0 is what a terminal says that does not know, such as a serial line.
  return columns > 1 && rows > 0 ? { cols: Math.min(columns, 1000), rows: Math.min(rows, 1000) } : usualSize;
}

/** Takes this process's terminal into raw mode; undefined when input or output is none. To be opened once. */
export function openLocalTerminal(): LocalTerminal | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  const input = createEmitter<Uint8Array>();
  const resized = createEmitter<void>();
  const ended = createEmitter<void>();
  let lastWords = () => '';
  let open = true;

  function close(): void {
    if (!open) return;
    open = false;
    process.off('exit', close);
    // At once and to the end: what is written by the stream might not arrive any more.
    writeAtOnce(stdout.fd, lastWords());
    setRawMode(false);
    stdin.off('data', input.emit);
    stdin.pause();
  }

  function setRawMode(raw: boolean): void {
    try {
      stdin.setRawMode(raw);
    } catch {
      // The terminal has gone (EIO).
    }
  }

  setRawMode(true);
  stdin.on('data', input.emit);
  stdin.on('end', () => ended.emit());
  stdin.on('error', () => ended.emit());
  stdout.on('resize', () => resized.emit());
  stdout.on('error', () => ended.emit());
  process.on('exit', close);
  onEndRequest(() => ended.emit());
  onCrash((error) => {
    close();
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });

  return {
    get size() {
      return localTerminalSize() ?? usualSize;
    },
    colorDepth: stdout.getColorDepth(),
    input,
    resized,
    ended,
    write: (output) =>
      new Promise((resolve) => {
        if (open) stdout.write(output, () => resolve());
        else resolve();
      }),
    atEnd(output) {
      lastWords = output;
    },
    async suspend() {
      if (!open) return;
      stdin.pause();
      setRawMode(false);
      const goesOn = new Promise<void>((resolve) => {
        process.once('SIGCONT', resolve);
        // Where nobody could let it go on, the system does not stop it.
        setTimeout(resolve, notStoppedMs);
      });
      process.kill(process.pid, 'SIGTSTP');
      await goesOn;
      if (!open) return;
      setRawMode(true);
      stdin.resume();
      // It may have changed meanwhile, and nobody has told.
      resized.emit();
    },
    close,
  };
}

const notStoppedMs = 200;

/** Terminals may take a part only, or ask to try again while they are full. */
function writeAtOnce(fd: number, text: string): void {
  let rest = Buffer.from(text);
  for (let attempts = 0; rest.length > 0 && attempts < 1_000; attempts++) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
