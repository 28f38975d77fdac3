import { readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createScope } from '../../src/shared/scope';
import { alignedTable, type Figure, report } from './measure';
import { runAlone, runContest } from './probe/contest';
import { contestants } from './probe/contestants';
import { runHubStorm } from './probe/hub-storm';
import { buildPrograms } from './probe/programs';
import { loadNames } from './probe/scores';
import { absentees, cell, figuresOf, type Outcomes, roundTable, stormTable } from './probe/tables';

/**
 * What our helper sees of a storm of commands, tier by tier, beside its peers: each runs alone, is watched while idle,
 * then through a storm of commands one after the other, and through one with 8 in flight. Then how the hub bears 3,000
 * commands per second. About 5 minutes on two cores.
 *
 * Exact: every argument told as it was. Latency: from just before execve until Node has understood the line. CPU: of
 * one core, of the watcher's own threads; what it costs others shows in how fast the storm was.
 *
 *   --quick      a tenth of it
 *   --rounds N   medians of N rounds, all contestants in each
 *   --only TEXT  those with TEXT in their names; the last is called "hub"
 *   --json       a line of JSON instead of tables
 */
const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const part = flags.quick ? 10 : 1;
const plan = { short: 5_000 / part, medium: 200 / part, long: 50 / part };
const pace = { pairsPerS: 3_000, seconds: 20 / part };
const root = resolve(import.meta.dirname, '../..');
const say = (step: string) => console.error(`   ${step}`);
const chosen = (name: string) => name.includes(flags.only);

const scope = createScope();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void scope.close().finally(() => process.exit(1)));
}
const loadBefore = loadAverage();
try {
  await main();
} finally {
  await scope.close();
}

async function main(): Promise<void> {
  const programs = buildPrograms(root, pace, scope);
  const options = { programs, plan, idleMs: 5_000 / part, rounds: Number(flags.rounds), say };
  say('nobody watching');
  const alone: Figure[] = [];
  for (const load of loadNames) {
    alone.push({ what: `nobody watching, ${load}: storm`, value: await runAlone(load, options), unit: '/s' });
  }
  const all = contestants(programs).filter(({ name }) => chosen(name));
  const outcomes = await runContest(all, options, scope);
  const possiblePerS = Math.max(...alone.map(({ value }) => value));
  const hub = chosen('hub')
    ? await runHubStorm({ root, programs, pace, possiblePerS, longestIdleS: 60 / part, say }, scope)
    : [];
  if (flags.json) report('probe', [...alone, ...figuresOf(outcomes), ...hub]);
  else print(outcomes, [...alone, ...hub]);
  for (const line of absentees(outcomes)) say(line);
}

function print(outcomes: Outcomes, figures: readonly Figure[]): void {
  const { short, medium, long } = plan;
  const load = `load average ${loadBefore} before and ${loadAverage()} after`;
  console.log(`${cpus().length} cores, Linux ${release()}, ${load}`);
  console.log(`Storm: ${short} short-lived commands, ${medium} of 50 ms, ${long} of 2 s. Aims in brackets, ✗: missed.`);
  if (outcomes.size > 0) {
    for (const load of loadNames) console.log(`\n${alignedTable(stormTable(outcomes, load))}`);
    console.log(`\n${alignedTable(roundTable(outcomes))}`);
  }
  const rows = figures.map((figure) => [figure.what, cell(figure), figure.unit]);
  console.log(`\n${alignedTable([['the machine and the hub', '', ''], ...rows])}`);
}

/** Over one minute. */
function loadAverage(): string {
  return readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? '?';
}
