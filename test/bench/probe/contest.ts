import type { Scope } from '../../../src/shared/scope';
import { machineMs, pause, percentile } from '../measure';
import type { Contestant } from './contestants';
import { judge } from './judge';
import type { Programs } from './programs';
import { type Load, loads, type Scores, type StormScores } from './scores';
import { type Plan, runStorm } from './storm';
import { startWatching, type Watch } from './watch';

export interface ContestOptions {
  readonly programs: Programs;
  readonly plan: Plan;
  readonly idleMs: number;
  readonly rounds: number;
  /** Told before each step. */
  readonly say: (step: string) => void;
}

/** How a contestant did in each round, or why it could not take part. */
export type Outcome = { readonly rounds: Scores[] } | { readonly unavailable: string };

/** Each contestant alone, one after the other; then all again in the next round. */
export async function runContest(
  contestants: readonly Contestant[],
  options: ContestOptions,
  scope: Scope,
): Promise<Map<Contestant, Outcome>> {
  const outcomes = new Map<Contestant, Outcome>();
  for (let round = 1; round <= options.rounds; round++) {
    for (const contestant of contestants) {
      const outcome = outcomes.get(contestant) ?? { rounds: [] };
      if ('unavailable' in outcome) continue;
      options.say(`${contestant.name} (round ${round} of ${options.rounds})`);
      const started = await startWatching(contestant, scope);
      if (started.ok) outcome.rounds.push(await putToTheTest(contestant, started.value, options));
      outcomes.set(contestant, started.ok ? outcome : { unavailable: started.message });
    }
  }
  return outcomes;
}

/** How fast the machine runs commands when nobody watches; per second. */
export async function runAlone(load: Load, { programs, plan }: ContestOptions): Promise<number> {
  const { ms } = await runStorm(programs, { plan, inFlight: loads[load], uid: undefined });
  return (1000 * plan.short) / ms;
}

async function putToTheTest(contestant: Contestant, watch: Watch, options: ContestOptions): Promise<Scores> {
  try {
    await watch.quiet();
    watch.take();
    const meter = startMeter(watch);
    await pause(options.idleMs);
    return {
      idle: meter(),
      others: (1000 * watch.take().length) / options.idleMs,
      sequential: await throughStorm(contestant, watch, 'sequential', options),
      '8 in flight': await throughStorm(contestant, watch, '8 in flight', options),
      memory: watch.peakMegabytes(),
    };
  } finally {
    await watch.end();
  }
}

async function throughStorm(
  contestant: Contestant,
  watch: Watch,
  load: Load,
  { programs, plan }: ContestOptions,
): Promise<StormScores> {
  globalThis.gc?.();
  watch.take();
  const meter = startMeter(watch);
  let cpu = Number.NaN;
  const storm = await runStorm(programs, {
    plan,
    inFlight: loads[load],
    uid: contestant.uid,
    onOver() {
      cpu = meter();
    },
  });
  await watch.quiet();
  const { exact, seen, exits, dropped, latenciesMs } = judge(storm.commands, watch.take());
  return {
    ...exact,
    seen,
    // What a contestant does not tell of at all is no loss of its own.
    exits: contestant.tellsExits ? exits : Number.NaN,
    dropped: contestant.tellsDrops ? dropped : Number.NaN,
    p50: percentile(latenciesMs, 0.5),
    p99: percentile(latenciesMs, 0.99),
    cpu,
    rate: (1000 * plan.short) / storm.ms,
  };
}

/** @returns tells how much of a core was used since, in percent */
function startMeter(watch: Watch): () => number {
  const cpuBefore = watch.cpuNs();
  const began = machineMs();
  return () => (watch.cpuNs() - cpuBefore) / 1e4 / (machineMs() - began);
}
