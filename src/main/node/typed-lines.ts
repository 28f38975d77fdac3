import { createInterface } from 'node:readline';

interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Lines of standard input, until it ends. In a terminal they are edited as in a shell, with the earlier ones under the
 * arrow keys. Lines that come together, as by a paste, come one after the other.
 */
export async function* typedLines(prompt: string, { stdin, stderr }: Streams = process): AsyncGenerator<string, void> {
  const lines = createInterface({ input: stdin, output: stderr, prompt, terminal: stdin.isTTY === true });
  // What comes while a line is worked on waits here.
  const waiting: string[] = [];
  let ended = false;
  let wake = () => {};
  lines.on('line', (line) => {
    waiting.push(line);
    wake();
  });
  lines.on('close', () => {
    ended = true;
    wake();
  });
  lines.on('SIGINT', () => lines.close());
  try {
    for (;;) {
      const line = waiting.shift();
      if (line !== undefined) yield line;
      else if (ended) return;
      else {
        if (stdin.isTTY) lines.prompt();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    lines.close();
  }
}
