import { safe } from '@orpc/client';
import type { Client } from '../../../shared/contract';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { printProblem } from './problem';

/** Runs a piece of Lua in the hub and prints its results. "-": standard input. @returns 1 when it failed */
export async function evaluateCode(invocation: Invocation, code: string, domain: string | undefined): Promise<number> {
  const { host } = invocation;
  const text = code === '-' ? await host.readInput() : code;
  const done = await withHub(invocation, (client) => run(invocation, client, { code: text, domain }));
  return done ?? sayNotRunning(invocation);
}

/** Reads pieces of Lua from standard input and prints their results, until it ends or says `exit`. */
export async function readAndEvaluate(invocation: Invocation, domain: string | undefined): Promise<number> {
  const { host } = invocation;
  const done = await withHub(invocation, async (client) => {
    await host.error('Lua 5.4 in the running hub. What is not whole goes on in the next line; "exit" ends.');
    let code = '';
    for await (const line of host.typedLines('> ')) {
      if (code === '' && line.trim() === 'exit') return 0;
      code = code === '' ? line : `${code}\n${line}`;
      if (code.trim() === '') code = '';
      else if ((await run(invocation, client, { code, domain, open: line.trim() !== '' })) !== goesOn) code = '';
    }
    // What was never whole is an error after all.
    if (code !== '') await run(invocation, client, { code, domain });
    return 0;
  });
  return done ?? sayNotRunning(invocation);
}

interface Piece {
  readonly code: string;
  readonly domain: string | undefined;
  /** More of it may come: an end that is missing is not an error yet. */
  readonly open?: boolean;
}

/** Not an exit code: nothing was run, because the code is not whole. */
const goesOn = -1;

async function run({ host, json }: Invocation, client: Client, { code, domain, open }: Piece): Promise<number> {
  const asked = { code, ...(domain !== undefined && { domain }) };
  const { error, data, isDefined } = await safe(client.lua.evaluate(asked));
  if (error) {
    if (!isDefined) throw error;
    await printLines(host.error, `${error.message} "viberot lua status" lists them.`);
    return 1;
  }
  // Lua's compiler says so of a statement that goes on.
  if (open && !data.ok && data.problem.message.includes('<eof>')) return goesOn;
  if (json) await host.out(JSON.stringify(data));
  else if (!data.ok) await printProblem(host.error, data.problem);
  else for (const value of data.value) await printLines(host.out, ...value.split('\n'));
  return data.ok ? 0 : 1;
}
