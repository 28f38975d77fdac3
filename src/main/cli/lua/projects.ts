import { safe } from '@orpc/client';
import type { Client, LuaProject } from '../../../shared/contract';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';

/** Prints the folders that bring Lua of their own, and whether it is run. */
export async function listProjects(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    const { projects } = await client.lua.state();
    if (json) await host.out(JSON.stringify(projects));
    else if (projects.length === 0)
      await host.out('No folder where agents work brings Lua of its own (in .viberot/lua).');
    else await printLines(host.out, ...projectTable(projects));
    return 0;
  });
  return code ?? sayNotRunning(invocation);
}

export interface TrustFlags {
  /** Nobody is asked. */
  readonly yes: boolean;
  /** Prints the texts that are new. */
  readonly show: boolean;
}

/** Runs the Lua of a folder from now on, once the person has seen what that is. Only a person may say so. */
export async function trustProject(invocation: Invocation, asked: string, flags: TrustFlags): Promise<number> {
  if (isAgent(invocation)) return refuse(invocation);
  const folder = invocation.host.absolute(asked);
  const code = await withHub(invocation, (client) => trust(invocation, client, folder, flags));
  return code ?? sayNotRunning(invocation);
}

/** Runs nothing of a folder any more, and asks nobody again. */
export async function distrustProject(invocation: Invocation, asked: string): Promise<number> {
  if (isAgent(invocation)) return refuse(invocation);
  const folder = invocation.host.absolute(asked);
  const code = await withHub(invocation, async (client) =>
    tell(invocation, 'is not run', await safe(client.lua.trustProject({ folder, trusted: false }))),
  );
  return code ?? sayNotRunning(invocation);
}

async function trust(
  invocation: Invocation,
  client: Client,
  folder: string,
  { yes, show }: TrustFlags,
): Promise<number> {
  const { host, json } = invocation;
  const looked = await safe(client.lua.project({ folder }));
  if (!looked.data) return fail(invocation, looked);
  const { project, files, mark } = looked.data;
  const isNews = files.some(({ change }) => change === 'added' || change === 'changed');
  if (!isNews && project.state === 'trusted') return tell(invocation, 'is trusted as it is', { data: project });
  const say = json ? host.error : host.out;
  await printLines(say, `${project.folder}/.viberot/lua, with all permissions:`);
  for (const { path, change, text = '' } of files) {
    await printLines(say, `  ${signs[change]} ${path}${change === 'removed' ? '' : ` (${lineCount(text)})`}`);
    if (show && (change === 'added' || change === 'changed'))
      await printLines(
        say,
        ...text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `      ${line}`),
      );
  }
  if (!yes && !(await agrees(invocation))) {
    await host.error('Nothing was trusted.');
    return 1;
  }
  return tell(
    invocation,
    `is trusted; its modules are project.${project.name}.*`,
    await safe(client.lua.trustProject({ folder, trusted: true, mark })),
  );
}

const signs: Readonly<Record<LuaProject['files'][number]['change'], string>> = {
  ...{ same: ' ', added: '+', changed: '~', removed: '-' },
};

function lineCount(text: string): string {
  const count = text.replace(/\n$/, '').split('\n').length;
  return `${count} ${count === 1 ? 'line' : 'lines'}`;
}

async function agrees({ host }: Invocation): Promise<boolean> {
  await host.error(
    'Whoever wrote these files decides what they do on this machine. Trust them? Type yes or no. (--show prints them.)',
  );
  const answer = await host.readLine();
  return answer !== undefined && /^y(es)?$/i.test(answer.trim());
}

async function tell(
  invocation: Invocation,
  said: string,
  done: { readonly data?: LuaProject | undefined; readonly error?: unknown },
): Promise<number> {
  const { host, json } = invocation;
  if (!done.data) return fail(invocation, done);
  if (json) await host.out(JSON.stringify(done.data));
  else await printLines(host.out, `${done.data.folder} ${said}`);
  return 0;
}

async function fail({ host }: Invocation, { error }: { readonly error?: unknown }): Promise<number> {
  await printLines(host.error, error instanceof Error ? error.message : String(error));
  return 1;
}

function isAgent({ host }: Invocation): boolean {
  return host.agentId !== undefined;
}

async function refuse({ host }: Invocation): Promise<number> {
  await host.error(
    'An agent cannot say which projects are trusted: their Lua gets all permissions. Ask the person to do it.',
  );
  return 1;
}

const words: Readonly<Record<LuaProject['state'], string>> = {
  new: 'not trusted yet',
  trusted: 'trusted',
  changed: 'changed since it was trusted',
  declined: 'not trusted',
  missing: 'trusted, but not there',
};

function projectTable(projects: readonly LuaProject[]): string[] {
  const rows = projects.map(({ name, folder, state, files }) => [
    `project.${name}`,
    folder,
    String(files.filter(({ change }) => change !== 'removed').length),
    words[state],
  ]);
  return aligned([['MODULES', 'FOLDER', 'FILES', 'STATE'], ...rows]);
}
