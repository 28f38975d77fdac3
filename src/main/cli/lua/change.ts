import { ORPCError, safe } from '@orpc/client';
import type { Client } from '../../../shared/contract';
import type { LuaFile, LuaProblem } from '../../../shared/vocabulary';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { chooseFile } from './module-name';
import { printProblem } from './problem';

/** Reads files anew and runs what changed, and these in any case. @returns the exit code: 1 when one was refused */
export async function reloadFiles(invocation: Invocation, asked: readonly string[]): Promise<number> {
  const code = await withHub(invocation, async (client) => {
    // First what has changed: a file that was written a moment ago is known only then.
    const changed = await client.lua.reload({});
    if (asked.length === 0) return tellReload(invocation, changed);
    return withChosen(invocation, client, asked, async (files) => {
      const rest = files.map(({ module }) => module).filter((module) => !changed.ran.includes(module));
      const refused = new Map(files.flatMap(({ module, problem }) => (problem ? [[module, problem]] : [])));
      const modules = rest.filter((module) => !refused.has(module));
      const forced = modules.length > 0 ? await client.lua.reload({ modules }) : { ran: [], tookMs: 0, problems: [] };
      return tellReload(invocation, {
        ran: [...changed.ran, ...forced.ran],
        tookMs: changed.tookMs + forced.tookMs,
        problems: [...refused.values(), ...forced.problems],
      });
    });
  });
  return code ?? sayNotRunning(invocation);
}

interface Reloaded {
  readonly ran: readonly string[];
  readonly tookMs: number;
  readonly problems: readonly LuaProblem[];
}

async function tellReload({ host, json }: Invocation, { ran, tookMs, problems }: Reloaded): Promise<number> {
  const isWell = problems.length === 0;
  if (json) await host.out(JSON.stringify({ ok: isWell, ran, tookMs, problems }));
  else {
    const what = ran.length > 0 ? `ran ${ran.join(', ')} (${tookMs.toFixed(1)} ms)` : 'nothing had changed';
    if (isWell || ran.length > 0) await printLines(host.out, what);
    for (const problem of problems) await printProblem(host.error, problem);
    if (!isWell) await host.error('Of what was refused, what was in force before goes on.');
  }
  return isWell ? 0 : 1;
}

/** Switches files on or off. */
export async function enableFiles(invocation: Invocation, asked: readonly string[], enabled: boolean): Promise<number> {
  return changeEach(invocation, asked, enabled ? 'enabled' : 'disabled', (client, module) =>
    safe(client.lua.setEnabled({ module, enabled })),
  );
}

/** Makes an improvement a file of the person's own. Only a person may say so, not an agent in its terminal. */
export async function promoteFile(invocation: Invocation, asked: string): Promise<number> {
  const { host } = invocation;
  if (host.agentId !== undefined) {
    await host.error('An agent cannot promote a file: it would get all permissions. Ask the person to do it.');
    return 1;
  }
  return changeEach(invocation, [asked], 'promoted', (client, module) => safe(client.lua.promote({ module })));
}

/** Goes back to an earlier text of a file. */
export async function rollBackFile(
  invocation: Invocation,
  asked: string,
  version: string | undefined,
): Promise<number> {
  return changeEach(invocation, [asked], 'rolled back', (client, module) =>
    safe(client.lua.rollback({ module, ...(version !== undefined && { version }) })),
  );
}

/** Does something with the files that are meant. @returns the exit code */
export async function withFiles(
  invocation: Invocation,
  asked: readonly string[],
  use: (client: Client, files: readonly LuaFile[]) => Promise<number>,
): Promise<number> {
  const code = await withHub(invocation, (client) =>
    withChosen(invocation, client, asked, (files) => use(client, files)),
  );
  return code ?? sayNotRunning(invocation);
}

async function withChosen(
  { host }: Invocation,
  client: Client,
  asked: readonly string[],
  use: (files: readonly LuaFile[]) => Promise<number>,
): Promise<number> {
  const { files } = await client.lua.state();
  const chosen: LuaFile[] = [];
  for (const text of asked) {
    const byName = chooseFile(files, text);
    const file = byName.ok ? byName : chooseFile(files, host.absolute(text));
    if (!byName.ok && !file.ok) {
      await printLines(host.error, byName.message);
      return 1;
    }
    if (file.ok) chosen.push(file.value);
  }
  return use(chosen);
}

type Changed = { readonly error: unknown; readonly data: LuaFile | undefined };

/** Changes files one after the other, up to the first that can't be. */
function changeEach(
  invocation: Invocation,
  asked: readonly string[],
  said: string,
  change: (client: Client, module: string) => Promise<Changed>,
): Promise<number> {
  const { host, json } = invocation;
  return withFiles(invocation, asked, async (client, files) => {
    for (const { module } of files) {
      const { error, data } = await change(client, module);
      if (!data) {
        await printLines(host.error, `${module} was not ${said}: ${reasonOf(error)}`);
        return 1;
      }
      if (json) await host.out(JSON.stringify(data));
      else await printLines(host.out, `${said} ${data.module}: ${data.state}`);
      if (data.problem) await printProblem(host.error, data.problem);
      if (data.problem) return 1;
    }
    return 0;
  });
}

/** Why the hub refused; anything else is a bug and is thrown on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof ORPCError && error.defined)) throw error;
  const { reason } = Object(error.data);
  return typeof reason === 'string' ? reason : error.message;
}
