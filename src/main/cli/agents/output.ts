import { safe } from '@orpc/client';
import { withAgents } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';

export interface OutputOptions {
  readonly lines: number;
  /** Keep colours. */
  readonly ansi: boolean;
  /** Go on with what it writes, until it exits. */
  readonly follow: boolean;
}

/** Prints the last lines of an agent's terminal. */
export function printOutput(invocation: Invocation, asked: string, options: OutputOptions): Promise<number> {
  const { host, json } = invocation;
  const { lines, ansi, follow } = options;
  return withAgents(invocation, [asked], async (client, [agent], connection) => {
    if (agent?.terminal === undefined) {
      await printLines(host.error, 'Nothing of its output is left.');
      return 1;
    }
    if (follow) {
      // Loaded only here: the other commands start faster without a terminal.
      const { followOutput } = await import('./follow');
      return followOutput(invocation, connection, { terminal: agent.terminal, lines });
    }
    const { error, data, isDefined } = await safe(
      client.terminals.screen({ id: agent.terminal, lines, unwrap: true, ansi }),
    );
    if (error) {
      if (!isDefined) throw error;
      await printLines(host.error, 'Nothing of its output is left.');
      return 1;
    }
    if (json) await host.out(JSON.stringify({ id: agent.id, ...data }));
    else if (ansi) for (const line of data.lines) await host.out(onlyColors(line));
    else await printLines(host.out, ...withoutBlankEnd(data.lines));
    return 0;
  });
}

/** The rows of the screen below the last text say nothing. */
function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

/** Colours and attributes may pass; whatever else would steer the person's terminal may not. */
function onlyColors(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return line.replace(/(\u001b\[[\d;:]*m)|[\u0000-\u001f\u007f-\u009f]/g, (_, color?: string) => color ?? '');
}
