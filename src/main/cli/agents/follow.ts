import type { Connection } from '../../../shared/link';
import { createTerminalStream } from '../attach';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { createLineReader } from './new-lines';

export interface FollowOptions {
  readonly terminal: string;
  /** How many lines of before are printed first. */
  readonly lines: number;
}

/** What is above the cursor after so long without output counts as written to the end. */
const quietMs = 200;

/**
 * Prints a terminal's output line by line, until its process has ended. Lines that a program draws anew are printed
 * anew; what it draws on the alternate screen is not.
 */
export function followOutput(
  { host, json }: Invocation,
  connection: Connection,
  { terminal, lines: past }: FollowOptions,
): Promise<number> {
  const reader = createLineReader();
  let drawn = 0;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  /** Lines are printed one after the other. */
  let printing = Promise.resolve();

  function print(lines: readonly string[]): Promise<void> {
    const write = (line: string) => (json ? host.out(JSON.stringify({ line })) : printLines(host.out, line));
    printing = printing.then(async () => {
      for (const line of lines) await write(line);
    });
    return printing;
  }

  return new Promise((resolve) => {
    function end(code: number): void {
      clearTimeout(quiet);
      stopListening();
      stream.stop();
      void printing.then(() => resolve(code));
    }

    function wrote(): Promise<void> {
      if (drawn === 0) return Promise.resolve();
      clearTimeout(quiet);
      quiet = setTimeout(() => void print(reader.settled()), quietMs);
      // Whoever reads slowly gets what they can read; the rest waits where it was written.
      return print(reader.scrolled());
    }

    const stream = createTerminalStream(
      connection,
      { id: terminal, lines: past },
      {
        begin: reader.begin,
        show: (bytes) => reader.write(bytes).then(wrote),
        drawn() {
          drawn++;
          if (drawn === 1) void print(reader.settled().slice(-past));
          else if (reader.scrolled().length > 0)
            void host.error('(It wrote faster than this reads: lines are missing.)');
        },
        exited() {
          void print(reader.rest()).then(() => end(0));
        },
      },
    );
    const stopListening = connection.state.on((state) => {
      if (state !== 'closed') return;
      void host.error('The connection to VibeRot was lost.');
      end(1);
    });
    void stream.start().then((found) => found || end(1));
  });
}
