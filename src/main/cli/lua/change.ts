import { ORPCError, safe } from '@orpc/client';
import type { Client, LuaVersion } from '../../../shared/contract';
import { fail, ok, type Result } from '../../../shared/result';
import { type LuaFile, type LuaProblem, msText } from '../../../shared/vocabulary';
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
    const what = ran.length > 0 ? `ran ${ran.join(', ')} (${msText(tookMs)})` : 'nothing had changed';
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
  return withVersions(invocation, asked, async (client, { module, versions }) => {
    const named = version === undefined ? ok(undefined) : versionNamed(versions, version);
    if (!named.ok) return say(invocation, named.message);
    const { value } = named;
    const change = (name: string) =>
      safe(client.lua.rollback({ module: name, ...(value !== undefined && { version: value }) }));
    return (await changeOne(invocation, module, 'rolled back', change)) ? 0 : 1;
  });
}

export interface Versioned {
  readonly module: string;
  /** The newest first. */
  readonly versions: readonly LuaVersion[];
}

/** Does something with the earlier texts of a file, which may be gone. @returns the exit code */
export async function withVersions(
  invocation: Invocation,
  asked: string,
  use: (client: Client, file: Versioned) => Promise<number>,
): Promise<number> {
  const code = await withHub(invocation, async (client) => {
    const found = await choose(invocation.host, client, asked);
    const dotted = asked.replaceAll('/', '.').replace(/\.lua$/, '');
    const gone = [dotted, `improvements.${dotted}`, `user.${dotted}`];
    for (const module of found.ok ? [found.value.module] : gone) {
      const { data: versions } = await safe(client.lua.versions({ module }));
      if (versions) return use(client, { module, versions });
    }
    return say(invocation, found.ok ? `${asked} is gone.` : found.message);
  });
  return code ?? sayNotRunning(invocation);
}

/** A version by its name, or by its number in the list, from 1. */
export function versionNamed(versions: readonly LuaVersion[], asked: string): Result<string, 'no-version'> {
  const found = versions.find(({ version }) => version === asked) ?? versions[Number(asked) - 1];
  if (found) return ok(found.version);
  const there = versions.length === 0 ? 'There are none.' : `There are 1 to ${versions.length}, 1 being the newest.`;
  return fail('no-version', `There is no version "${asked}". ${there}`);
}

/** Does something with the files that are meant. @returns the exit code */
async function withFiles(
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
  invocation: Invocation,
  client: Client,
  asked: readonly string[],
  use: (files: readonly LuaFile[]) => Promise<number>,
): Promise<number> {
  const chosen: LuaFile[] = [];
  for (const text of asked) {
    const file = await choose(invocation.host, client, text);
    if (!file.ok) return say(invocation, file.message);
    chosen.push(file.value);
  }
  return use(chosen);
}

/** The file that is meant, by its module, the end of that, or its path. */
async function choose(host: Invocation['host'], client: Client, asked: string) {
  const { files } = await client.lua.state();
  const byName = chooseFile(files, asked);
  const byPath = byName.ok ? byName : chooseFile(files, host.absolute(asked));
  return byPath.ok ? byPath : byName;
}

async function say({ host }: Invocation, message: string): Promise<number> {
  await printLines(host.error, message);
  return 1;
}

type Changed = { readonly error: unknown; readonly data: LuaFile | undefined };

/** Changes files one after the other, up to the first that can't be. */
function changeEach(
  invocation: Invocation,
  asked: readonly string[],
  said: string,
  change: (client: Client, module: string) => Promise<Changed>,
): Promise<number> {
  return withFiles(invocation, asked, async (client, files) => {
    for (const { module } of files) {
      if (!(await changeOne(invocation, module, said, (name) => change(client, name)))) return 1;
    }
    return 0;
  });
}

/** @returns whether it is as it should be */
async function changeOne(
  invocation: Invocation,
  module: string,
  said: string,
  change: (module: string) => Promise<Changed>,
): Promise<boolean> {
  const { host, json } = invocation;
  const { error, data } = await change(module);
  if (!data) {
    await say(invocation, `${module} was not ${said}: ${reasonOf(error)}`);
    return false;
  }
  if (json) await host.out(JSON.stringify(data));
  else await printLines(host.out, `${said} ${data.module}: ${data.state}`);
  if (data.problem) await printProblem(host.error, data.problem);
  return data.problem === undefined;
}

/** Why the hub refused; anything else is a bug and is thrown on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof ORPCError && error.defined)) throw error;
  const { reason } = Object(error.data);
  return typeof reason === 'string' ? reason : error.message;
}
