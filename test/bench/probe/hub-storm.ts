import type { Scope } from '../../../src/shared/scope';
import { cpuNs, type Figure, machineMs, pause, peakMegabytes, percentile, residentMegabytes } from '../measure';
import { followJournal, type Heard } from './journal-reader';
import { type EventLoopDelay, type ObservedHub, startObservedHub } from './observed-hub';
import type { Programs } from './programs';
import { runStorm } from './storm';

/** How many commands start and end per second, and for how long. */
export interface Pace {
  readonly pairsPerS: number;
  readonly seconds: number;
}

export interface HubStormOptions {
  /** The checkout, built. */
  readonly root: string;
  readonly programs: Programs;
  /** What the paced helper was compiled for. */
  readonly pace: Pace;
  /** How many commands per second the machine can start. */
  readonly possiblePerS: number;
  readonly longestIdleS: number;
  readonly say: (step: string) => void;
}

const settleMs = 5_000;
const config = Array.from(
  { length: 50 },
  (_, i) => `[[rules]]\ncommand = ["tool-${i} *", "*/bin/${i}/*"]\naction = { type = "exec", path = "true" }\n`,
).join('\n');

/**
 * How the built hub bears a storm, with 50 rules and a client that reads along: real commands where the machine can
 * start so many, otherwise a stand-in for the helper.
 */
export async function runHubStorm(options: HubStormOptions, scope: Scope): Promise<Figure[]> {
  const { root, programs, pace, possiblePerS, say } = options;
  const isReal = possiblePerS >= pace.pairsPerS;
  const source = isReal ? 'real commands' : `stand-in for the helper, paced at ${pace.pairsPerS}/s`;
  say(`the hub (${source})`);
  const helper = isReal ? undefined : programs.pacedHelper;
  const hub = await startObservedHub({ root, folder: programs.folder, config, helper }, scope);
  await pause(settleMs);
  const before = residentMegabytes(hub.pid);
  const storm = await throughStorm(hub, isReal ? commandStorm(programs, pace) : helperStorm(hub, pace));
  say('the hub, idle again');
  const after = await comeToRest(hub.pid, before, options.longestIdleS);
  return [...stormFigures(storm, source), ...memoryFigures(before, peakMegabytes(hub.pid), after)];
}

/** A storm of commands of one program. `run` resolves when it is over, and tells when a command began (machineMs). */
export interface StormSource {
  readonly program: string;
  run(): Promise<(argv: readonly string[]) => number | undefined>;
}

function commandStorm(programs: Programs, { pairsPerS, seconds }: Pace): StormSource {
  return {
    program: programs.command,
    async run() {
      const plan = { short: pairsPerS * seconds, medium: 0, long: 0 };
      const { commands } = await runStorm(programs, { plan, inFlight: 8, perS: pairsPerS, uid: undefined });
      const began = new Map(commands.map(({ argv, beganNs }) => [argv[3], beganNs / 1e6]));
      return (argv) => began.get(argv[3]);
    },
  };
}

/** By paced_helper.c, which says what it does. */
export function helperStorm({ client }: ObservedHub, { seconds }: Pace): StormSource {
  return {
    program: '/usr/bin/node',
    async run() {
      const { probe } = await client.hub.status();
      if (probe.pid === undefined) throw new Error(`The paced helper does not run: ${probe.why}`);
      process.kill(probe.pid, 'SIGUSR1');
      await pause(seconds * 1000);
      return (argv) => Number(argv.at(-1)) / 1e6;
    },
  };
}

export interface StormOutcome {
  readonly perS: number;
  readonly missed: number;
  /** From the command to the hub's journal, and on to the client. */
  readonly journalLagsMs: readonly number[];
  readonly clientLagsMs: readonly number[];
  readonly cpuPercent: number;
  readonly delay: EventLoopDelay;
}

export async function throughStorm(hub: ObservedHub, source: StormSource): Promise<StormOutcome> {
  const reader = followJournal(hub.client, source.program);
  await hub.eventLoopDelay();
  const cpuBefore = cpuNs(hub.pid);
  const startedMs = machineMs();
  const began = await source.run();
  const ms = machineMs() - startedMs;
  const cpuPercent = (cpuNs(hub.pid) - cpuBefore) / 1e4 / ms;
  const delay = await hub.eventLoopDelay();
  // What is still on its way belongs to the storm as well.
  await pause(1_000);
  await reader.end();
  const lags = (time: (heard: Heard) => number) =>
    reader.heard.map((heard) => time(heard) - (began(heard.argv) ?? Number.NaN)).filter((lag) => !Number.isNaN(lag));
  return {
    perS: (1000 * reader.heard.length) / ms,
    missed: reader.missed,
    journalLagsMs: lags(({ inJournalMs }) => inJournalMs),
    clientLagsMs: lags(({ readMs }) => readMs),
    cpuPercent,
    delay,
  };
}

interface Rest {
  readonly megabytes: number;
  /** After how many seconds memory was within 10 % of what it was before; NaN if it never was. */
  readonly backS: number;
}

async function comeToRest(pid: number, before: number, longestS: number): Promise<Rest> {
  const beganMs = machineMs();
  for (;;) {
    const megabytes = residentMegabytes(pid);
    const passedS = (machineMs() - beganMs) / 1000;
    if (megabytes <= before * 1.1) return { megabytes, backS: passedS };
    if (passedS >= longestS) return { megabytes, backS: Number.NaN };
    await pause(250);
  }
}

export function stormFigures(storm: StormOutcome, source: string): Figure[] {
  const { perS, missed, journalLagsMs, clientLagsMs, cpuPercent, delay } = storm;
  const lag = (where: string, lags: readonly number[], p: number, aim?: string): Figure => ({
    what: `hub: lag until ${where}, ${p === 1 ? 'max' : `p${100 * p}`}`,
    value: percentile(lags, p),
    unit: 'ms',
    ...(aim && { aim }),
  });
  return [
    { what: `hub: commands (${source})`, value: perS, unit: '/s' },
    lag('in the journal', journalLagsMs, 0.5),
    lag('in the journal', journalLagsMs, 0.99, '< 100'),
    lag('in the journal', journalLagsMs, 1, '< 100'),
    lag('a client has it', clientLagsMs, 0.5),
    lag('a client has it', clientLagsMs, 0.99, '< 100'),
    lag('a client has it', clientLagsMs, 1),
    { what: 'hub: events that the client missed', value: missed, unit: 'events', aim: '≤ 0' },
    { what: 'hub: event loop late, p99', value: delay.p99, unit: 'ms' },
    { what: 'hub: event loop late, max', value: delay.max, unit: 'ms' },
    { what: 'hub: CPU in the storm', value: cpuPercent, unit: '% of a core' },
  ];
}

function memoryFigures(before: number, peak: number, { megabytes, backS }: Rest): Figure[] {
  const back = Number.isNaN(backS)
    ? 'not back within 10 % of it'
    : `back within 10 % of it after ${backS.toFixed(0)} s`;
  return [
    { what: 'hub: memory before', value: before, unit: 'MB' },
    { what: 'hub: memory, peak', value: peak, unit: 'MB' },
    { what: `hub: memory idle again, ${back}`, value: megabytes, unit: 'MB', aim: `≤ ${(before * 1.1).toFixed(1)}` },
  ];
}
