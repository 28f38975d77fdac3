import { msText } from '../../../shared/vocabulary';
import {
  checkActionFile,
  checkFile,
  type FoundFile,
  isActionFile,
  isSpec,
  rehearsalOf,
  runSpec,
  type SpecReport,
} from '../../features/lua';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { chooseFiles, ownFiles, readLuaFiles } from './files';
import { printProblem, problemLine } from './problem';

/**
 * Tells for each file whether it would be taken over, and what it would register. The hub does not see it.
 * @returns the exit code: 1 when one would be refused
 */
export async function checkFiles(invocation: Invocation, asked: readonly string[]): Promise<number> {
  const { host, json } = invocation;
  const known = await readLuaFiles(invocation, asked);
  const found = await chooseFiles(invocation, known, asked);
  if (!found.ok) return say(invocation, found.message);
  const { all } = found.value;
  const chosen = asked.length > 0 ? found.value.chosen : ownFiles(all, false);
  let code = 0;
  for (const file of chosen) {
    const isAction = !known.includes(file) && isActionFile(file);
    const report = isAction
      ? await checkActionFile(host.lua.domains, file)
      : await checkFile(host.lua.domains, file, rehearsalOf(all, file));
    if (report.problem) code = 1;
    if (json) await host.out(JSON.stringify({ ok: report.problem === undefined, ...report }));
    else if (report.problem) await printProblem(host.error, report.problem);
    else if (isAction) await printLines(host.out, `${file.path}: nothing wrong; it is run when its rule acts`);
    else {
      const names = report.registrations.map(({ kind, name }) => `${kind} ${name}`.trim());
      await printLines(host.out, `${file.path}: nothing wrong; registers ${names.join(', ') || 'nothing'}`);
      await printLines(host.error, ...report.warnings.map(problemLine));
    }
  }
  if (chosen.length === 0 && !json)
    await host.out('There is nothing to check. "viberot lua new my_idea" makes a file.');
  return code;
}

export interface TestFlags {
  /** Only tests whose name contains this. */
  readonly only: string | undefined;
  readonly timeoutMs: number;
}

/** Runs specs, each in a worker of its own. @returns the exit code: 1 when a test failed */
export async function testFiles(invocation: Invocation, asked: readonly string[], flags: TestFlags): Promise<number> {
  const { host, json } = invocation;
  const found = await chooseFiles(invocation, await readLuaFiles(invocation, asked), asked);
  if (!found.ok) return say(invocation, found.message);
  const { all } = found.value;
  const reports: SpecReport[] = [];
  for (const file of asked.length > 0 ? found.value.chosen : ownFiles(all, true)) {
    const spec = specOf(all, file);
    if (!spec)
      return say(invocation, `${file.path} has no spec: ${file.path.replace(/\.lua$/, '_spec.lua')} is not there.`);
    const report = await runSpec(host.lua.domains, spec, { ...rehearsalOf(all, spec), ...flags });
    reports.push(report);
    if (json) await host.out(JSON.stringify({ ok: passed(report), ...report }));
    else await printReport(invocation, report);
  }
  if (!json) await printLines(host.out, summary(reports));
  return reports.every(passed) ? 0 : 1;
}

function specOf(all: readonly FoundFile[], file: FoundFile): FoundFile | undefined {
  return isSpec(file.module) ? file : all.find(({ module }) => module === `${file.module}_spec`);
}

async function printReport({ host }: Invocation, { path, problem, results }: SpecReport): Promise<void> {
  await printLines(host.out, path);
  if (problem) await printProblem(host.error, problem);
  else if (results.length === 0) await printLines(host.out, '  no test');
  for (const { name, outcome, problem: why, tookMs } of results) {
    const mark = { passed: 'ok', failed: 'not ok', skipped: 'skipped' }[outcome];
    await printLines(host.out, `  ${mark}  ${name}${outcome === 'passed' ? ` (${msText(tookMs)})` : ''}`);
    if (!why) continue;
    const [, ...more] = why.message.split('\n');
    await printLines(host.error, `    ${problemLine(why)}`, ...more.map((line) => `      ${line}`));
  }
}

function passed({ problem, results }: SpecReport): boolean {
  return problem === undefined && results.every(({ outcome }) => outcome !== 'failed');
}

function summary(reports: readonly SpecReport[]): string {
  if (reports.length === 0) return 'There are no specs. They lie beside a file, as <name>_spec.lua.';
  const all = reports.flatMap(({ results }) => results);
  const count = (outcome: string) => all.filter((result) => result.outcome === outcome).length;
  const broken = reports.filter(({ problem }) => problem !== undefined).length;
  const parts = [
    `${count('passed')} passed`,
    `${count('failed')} failed`,
    ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : []),
    ...(broken > 0 ? [`${broken} could not be run`] : []),
  ];
  return parts.join(', ');
}

async function say({ host }: Invocation, message: string): Promise<number> {
  await printLines(host.error, message);
  return 1;
}
