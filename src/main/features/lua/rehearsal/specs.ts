import { createScope, type Scope } from '../../../../shared/scope';
import type { LuaProblem } from '../../../../shared/vocabulary';
import type { LuaDomains } from '../../../ports';
import type { FoundFile } from '../layers';
import type { Rehearsal } from './rehearsal';
import { openStage, type Stage } from './stage';

/** What became of one `it`. */
export interface SpecResult {
  /** With those of the `describe`s around it, from the outside in. */
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly problem?: LuaProblem | undefined;
  readonly tookMs: number;
}

/** What became of one file. */
export interface SpecReport {
  readonly module: string;
  readonly path: string;
  /** Why it could not be run at all. */
  readonly problem?: LuaProblem | undefined;
  readonly results: readonly SpecResult[];
}

export interface SpecOptions extends Rehearsal {
  /** Only tests whose name contains this. */
  readonly only?: string | undefined;
  /** Of one test, with all that it awaits. */
  readonly timeoutMs: number;
}

/**
 * Runs the tests of a spec in a worker of its own, in the runtime that files run in: same limits, same permissions. What
 * a test asks of the host is answered by the spec itself (`spec.answer`); nothing reaches the machine.
 */
export async function runSpec(domains: LuaDomains, file: FoundFile, options: SpecOptions): Promise<SpecReport> {
  const { module, path } = file;
  const scope = createScope();
  try {
    return { module, path, ...(await runTests(domains, { file, options }, scope)) };
  } finally {
    await scope.close();
  }
}

interface Spec {
  readonly file: FoundFile;
  readonly options: SpecOptions;
}

async function runTests(domains: LuaDomains, spec: Spec, scope: Scope): Promise<Omit<SpecReport, 'module' | 'path'>> {
  const { file, options } = spec;
  const open = () => openStage(domains, file, options, scope.child());
  let opened = await open();
  if (!opened.ok) return { problem: opened.problem, results: [] };
  const listed = await opened.value.names();
  if (!listed.ok) return { problem: listed.problem, results: [] };
  const results: SpecResult[] = [];
  for (const [index, { name, skip }] of listed.value.entries()) {
    if (options.only !== undefined && !name.includes(options.only)) continue;
    if (skip) {
      results.push({ name, outcome: 'skipped', tookMs: 0 });
      continue;
    }
    // A test that hangs takes its worker with it; the next one gets a new worker.
    if (opened.ok && opened.value.ended) opened = await open();
    if (!opened.ok) return { problem: opened.problem, results };
    results.push(await runTest(opened.value, name, index + 1));
  }
  return { results };
}

async function runTest(stage: Stage, name: string, number: number): Promise<SpecResult> {
  const startedAt = performance.now();
  const problem = await stage.run(number);
  const tookMs = performance.now() - startedAt;
  return problem ? { name, outcome: 'failed', problem, tookMs } : { name, outcome: 'passed', tookMs };
}
