import { ShellKind, type ShellSetup } from '../../shared/vocabulary';
import { withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

/** Sets shells up to report, or takes that back; a running hub is told. Without a name: all that are on this machine. */
export async function changeShells(
  invocation: Invocation,
  change: 'install' | 'uninstall',
  name: string | undefined,
): Promise<number> {
  const { host, home, json } = invocation;
  const setups = host.shellSetups(host.locateHome(home));
  const asked = await shellsFor(invocation, name);
  if (!asked) return 2;
  const results: { kind: ShellKind; ok: boolean; state?: ShellSetup['state']; files?: string[]; message?: string }[] =
    [];
  for (const { kind } of asked) {
    const done = await setups[change](kind);
    if (done.ok) results.push({ kind, ok: true, state: done.value.state, files: done.value.files });
    else results.push({ kind, ok: false, message: done.message });
  }
  await withHub(invocation, (client) => client.shell.refresh());
  if (json) await host.out(JSON.stringify({ shells: results }));
  else if (results.length === 0) await printLines(host.error, 'Neither bash nor zsh is on this machine.');
  for (const { kind, ok, message, files = [] } of json ? [] : results) {
    if (!ok) await printLines(host.error, `${kind}: ${message}`);
    else if (change === 'install') await printLines(host.out, `${kind}: installed in ${files.join(' and ')}`);
    else await printLines(host.out, `${kind}: not installed`);
  }
  const allWell = results.length > 0 && results.every(({ ok }) => ok);
  if (change === 'install' && allWell && !json) {
    await printLines(host.out, 'Open a new terminal: shells that run already do not report.');
  }
  return allWell ? 0 : 1;
}

/** Which shells are set up to report to this home, and how many do. */
export async function printShells(invocation: Invocation, name: string | undefined): Promise<number> {
  const { host, json } = invocation;
  const asked = await shellsFor(invocation, name, 'also those that are missing');
  if (!asked) return 2;
  const reporting = await withHub(invocation, async (client) => {
    for await (const { shells } of await client.shell.watch()) return shells;
    return [];
  });
  const count = (kind: ShellKind) => reporting?.find((shell) => shell.kind === kind)?.reporting;
  if (json) {
    const shells = asked.map((setup) => ({ ...setup, reporting: count(setup.kind) }));
    await host.out(JSON.stringify({ running: reporting !== undefined, shells }));
    return 0;
  }
  for (const setup of asked) await printLines(host.out, describe(setup, count(setup.kind)));
  return 0;
}

async function shellsFor(
  { host, home }: Invocation,
  name: string | undefined,
  missing?: 'also those that are missing',
): Promise<readonly ShellSetup[] | undefined> {
  const all = await host.shellSetups(host.locateHome(home)).read();
  if (name === undefined) return missing ? all : all.filter(({ state }) => state !== 'missing');
  const kind = ShellKind.safeParse(name);
  if (kind.success) return all.filter((setup) => setup.kind === kind.data);
  await printLines(host.error, `${name} cannot report. Shells that can: ${ShellKind.options.join(', ')}.`);
  return undefined;
}

const states: Record<ShellSetup['state'], string> = {
  installed: 'installed',
  absent: 'not installed',
  missing: 'not found on this machine',
  damaged: 'damaged',
};

function describe({ kind, state, files, message }: ShellSetup, reporting: number | undefined): string {
  const where = state === 'installed' ? ` in ${files.join(' and ')}` : '';
  const now = reporting === undefined || state === 'missing' ? '' : `, ${reporting} reporting now`;
  return `${kind}: ${states[state]}${where}${now}${message === undefined ? '' : `: ${message}`}`;
}
