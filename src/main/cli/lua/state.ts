import type { LuaState } from '../../../shared/contract';
import { msText, sayingKinds } from '../../../shared/vocabulary';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';
import { printProblem } from './problem';

/** Prints the files, and what became of each. */
export async function listFiles(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    const state = await client.lua.state();
    if (json) await host.out(JSON.stringify(state.files));
    else await printLines(host.out, ...fileTable(state), ...actionTable(state));
    return 0;
  });
  return code ?? sayNotRunning(invocation);
}

/**
 * Prints how Lua is: workers, files that are not in force and why, what is registered and what it costs.
 * @returns the exit code: 1 when a file is not in force
 */
export async function printLuaStatus(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    const state = await client.lua.state();
    const failed = state.files.filter((file) => file.state === 'failed');
    if (json) await host.out(JSON.stringify({ ok: failed.length === 0, ...state }));
    else {
      await printLines(host.out, ...describe(state));
      for (const { problem } of failed) if (problem) await printProblem(host.error, problem);
      if (failed.length > 0) await host.error('What was in force before goes on.');
    }
    return failed.length > 0 ? 1 : 0;
  });
  return code ?? sayNotRunning(invocation);
}

function fileTable({ files }: LuaState): string[] {
  if (files.length === 0) return ['There are no Lua files. "viberot lua new my_idea" makes one.'];
  const rows = files.map(({ module, layer, state, registrations, errors, totalMs, versions }) => [
    module,
    layer,
    state,
    String(registrations),
    String(errors),
    msText(totalMs),
    String(versions),
  ]);
  return aligned([['MODULE', 'LAYER', 'STATE', 'REGISTERED', 'ERRORS', 'TIME', 'VERSIONS'], ...rows]);
}

/** What rules can name as their action. */
function actionTable({ registrations }: LuaState): string[] {
  const actions = registrations.filter(({ kind, enabled }) => kind === 'action' && enabled);
  if (actions.length === 0) return [];
  return ['', ...aligned([['ACTION', 'MODULE'], ...actions.map(({ name, module }) => [name, module])])];
}

function describe({ folder, shipped, files, domains, registrations, overrides }: LuaState): string[] {
  const count = (state: string) => files.filter((file) => file.state === state).length;
  const others = (['failed', 'disabled'] as const).filter((state) => count(state) > 0);
  const handlers = registrations.filter(({ kind }) => !sayingKinds.has(kind)).length;
  return [
    `Lua: ${[`${count('running')} files run`, ...others.map((state) => `${count(state)} ${state}`)].join(', ')}, ${handlers} handlers`,
    `  yours      ${folder}`,
    `  shipped    ${shipped}`,
    ...domains.map(
      ({ name, state, why, memoryBytes, restarts }) =>
        `  worker     ${name}: ${state}${why ? ` (${why})` : `, ${(memoryBytes / 1e6).toFixed(1)} MB`}${restarts > 0 ? `, started again ${restarts} times` : ''}`,
    ),
    ...overrides.map(
      ({ module, path, changed }) =>
        `  override   ${module} by ${path}${changed ? ' (the shipped one has changed since: compare them)' : ''}`,
    ),
    ...busiest(registrations),
  ];
}

const shown = 10;

function busiest(registrations: LuaState['registrations']): string[] {
  const called = registrations.filter(({ calls }) => calls > 0).sort((a, b) => b.totalMs - a.totalMs);
  if (called.length === 0) return [];
  const rows = called
    .slice(0, shown)
    .map(({ kind, name, about, module, calls, errors, totalMs, longestMs }) => [
      kind === 'timer' ? timerText(about) : `${kind} ${name}`,
      module,
      ...[calls, errors].map(String),
      msText(totalMs),
      msText(longestMs),
    ]);
  return ['', ...aligned([['HANDLER', 'MODULE', 'CALLS', 'ERRORS', 'TIME', 'LONGEST'], ...rows])];
}

function timerText({ every_ms: every, after_ms: after }: LuaState['registrations'][number]['about']): string {
  return every === undefined ? `timer after ${after} ms` : `timer every ${every} ms`;
}
