import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { compileRules } from '../../src/main/features/rules/engine/compile';
import { createEngineState, type DecideContext, decide } from '../../src/main/features/rules/engine/engine';
import { formsOf } from '../../src/main/features/rules/patterns/forms';
import { type Fact, mayRunAnother } from '../../src/shared/vocabulary';
import { type Figure, machineMs, report } from './measure';
import { commandLines, patterns, rulesOf } from './rules/corpus';
import { measureStorm } from './rules/storm';

/**
 * How fast rules decide on command lines, on one core, and what a decision costs in memory when nothing matches. Then how
 * the built hub bears a storm of commands with rules.
 */
const lines = commandLines(100_000);
const facts = lines.map((argv, index): Fact => {
  const process = { pid: index + 2, start: index, uid: 1000, cwd: '/home/me', argv, startedAt: 1_000 };
  return { type: 'process.started', existing: false, process };
});
const context: DecideContext = {
  ...{ paused: false, isPaused: () => false, runsOf: () => 0, depth: 3 },
  ...{ about: () => ({}), userName: () => undefined, causesOf: () => [] },
};

const speeds = new Map([10, 1_000, 10_000].map((count) => [count, measure(count)]));
const picomatchPerS = measurePicomatch(1_000, 300);
const figures: Figure[] = [...speeds].flatMap(([count, { perS, plainBytes, scriptBytes, compileMs, matched }]) => [
  {
    what: `${count} rules: decisions (${matched} of 100,000 matched)`,
    value: perS,
    unit: '/s of CPU',
    ...aimOf(count),
  },
  { what: `${count} rules: allocated for a program that none matches`, value: plainBytes, unit: 'bytes', aim: '≤ 1' },
  { what: `${count} rules: the same for a script of an interpreter`, value: scriptBytes, unit: 'bytes' },
  { what: `${count} rules: put in force`, value: compileMs, unit: 'ms' },
]);
report('rules', [
  ...figures,
  { what: '10,000 rules: slower than 1,000', value: perSOf(1_000) / perSOf(10_000), unit: 'times', aim: '≤ 5' },
  { what: '1,000 rules: a loop of picomatch', value: picomatchPerS, unit: '/s of CPU' },
  ...(await measureStorm(resolve(import.meta.dirname, '../..'))),
]);

function aimOf(count: number): { aim?: string } {
  return count === 1_000 ? { aim: '≥ 200000' } : {};
}

function perSOf(count: number): number {
  return speeds.get(count)?.perS ?? Number.NaN;
}

function measure(count: number) {
  const rules = rulesOf(patterns(count));
  const beganCompiling = machineMs();
  const compiled = compileRules(rules);
  const compileMs = machineMs() - beganCompiling;
  const decideAll = (some: readonly Fact[]) => {
    const state = createEngineState();
    let matched = 0;
    for (const fact of some) matched += decide(compiled, state, fact, 1_000, context).length;
    return matched;
  };
  const matched = decideAll(facts);
  const took = Math.min(...Array.from({ length: 5 }, () => cpuMs(() => decideAll(facts))));
  const quiet = facts.filter((fact) => decideAll([fact]) === 0);
  return {
    perS: (1_000 * facts.length) / took,
    plainBytes: bytesPerFact(
      quiet.filter((fact) => !runsScript(fact)),
      decideAll,
    ),
    scriptBytes: bytesPerFact(quiet.filter(runsScript), decideAll),
    ...{ compileMs, matched },
  };
}

function runsScript(fact: Fact): boolean {
  return fact.type === 'process.started' && mayRunAnother(fact.process.argv[0] ?? '');
}

/** How much the heap grows per fact, without a collection in between. */
function bytesPerFact(quiet: readonly Fact[], decideAll: (some: readonly Fact[]) => number): number {
  const { gc } = globalThis;
  if (!gc) throw new Error('This benchmark needs --expose-gc');
  const some = quiet.slice(0, 20_000);
  return median(
    Array.from({ length: 5 }, () => {
      gc();
      const before = process.memoryUsage().heapUsed;
      decideAll(some);
      return (process.memoryUsage().heapUsed - before) / some.length;
    }),
  );
}

/** The same globs with the library that most programs use, compiled once as well. */
function measurePicomatch(count: number, sample: number): number {
  const matchers = patterns(count)
    .filter(({ kind }) => kind === 'glob')
    .map(({ text }) => picomatch(text, { dot: true, bash: true }));
  const some = lines.slice(0, sample).map((argv) => formsOf(argv).map(({ text }) => text));
  const run = () => some.map((texts) => matchers.filter((matches) => texts.some((text) => matches(text))).length);
  run();
  return (1_000 * sample) / cpuMs(run);
}

/** Time on a CPU, so that what else the machine does counts little; the collector's threads are part of it. */
function cpuMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
