import type { RulesState } from '../../../shared/contract';
import { createCell, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import type { HistoryStatus, HubStatus, Notice, ProbeStatus } from '../../../shared/vocabulary';
import { describeProblem } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

/** What does not change while the hub runs. */
export type About = Pick<HubStatus, 'version' | 'pid' | 'startedAt' | 'host' | 'platform' | 'versions' | 'paths'>;

/** Where the changing parts of the status come from. */
export interface StatusSources {
  readonly probe: Observable<ProbeStatus>;
  readonly rules: Observable<RulesState>;
  readonly runs: Observable<HubStatus['runs']>;
  readonly history: Observable<HistoryStatus>;
  readonly processes: Observable<HubStatus['processes']>;
  readonly agents: Observable<HubStatus['agents']>;
  /** What other parts have to tell. */
  readonly notices: readonly Observable<readonly Notice[]>[];
  readonly journal: { readonly next: number; readonly kept: number };
}

/** Changes of counters are gathered this long, so that a storm of processes is not a storm of statuses. */
const gatherMs = 100;

/** The state of the whole hub as one value, and what a person should know about it. */
export function createStatus(
  about: About,
  sources: StatusSources,
  { clock, scope }: { clock: Clock; scope: Scope },
): Observable<HubStatus> {
  const read = (): HubStatus => ({
    ...about,
    probe: sources.probe.value,
    rules: {
      count: sources.rules.value.rules.filter(({ enabled }) => enabled).length,
      paused: sources.rules.value.paused,
      problems: sources.rules.value.problems.length,
    },
    runs: sources.runs.value,
    history: sources.history.value,
    agents: sources.agents.value,
    processes: sources.processes.value,
    journal: { next: sources.journal.next, kept: sources.journal.kept },
    notices: [
      ...noticesOf(sources.probe.value, sources.rules.value, sources.history.value),
      ...sources.notices.flatMap(({ value }) => value),
    ],
  });

  const cell = createCell(read());
  let gathering: (() => void) | undefined;
  const changed = () => {
    gathering ??= clock.after(gatherMs, () => {
      gathering = undefined;
      cell.value = read();
    });
  };
  const { probe, rules, runs, history, processes, agents, notices } = sources;
  for (const source of [probe, rules, runs, history, processes, agents, ...notices]) scope.defer(source.on(changed));
  scope.defer(() => gathering?.());
  return {
    // Whoever asks gets the present state, also in the middle of gathering.
    get value() {
      return read();
    },
    on: cell.on,
  };
}

function noticesOf(probe: ProbeStatus, rules: RulesState, history: HistoryStatus): Notice[] {
  const notices: Notice[] = rules.problems.map((problem, index) => ({
    id: `rules-${index}`,
    severity: 'error',
    message: describeProblem(problem),
    remedy: 'The rules of before stay in force until the file is mended.',
  }));
  if (probe.state === 'unavailable' || probe.state === 'stopped' || probe.state === 'restarting') {
    notices.push({
      id: 'probe',
      severity: 'error',
      message: `Processes are not watched now: ${probe.why ?? probe.state}`,
      ...(probe.remedy === undefined ? {} : { remedy: probe.remedy }),
    });
  } else if (probe.remedy !== undefined) {
    notices.push({ id: 'probe', severity: 'warning', message: probe.why ?? '', remedy: probe.remedy });
  }
  if (probe.lostEvents !== 0) {
    notices.push({
      id: 'lost-events',
      severity: 'warning',
      message: `${probe.lostEvents} messages of the kernel were lost since the start; the table was set right from a new snapshot, but commands may have been missed.`,
    });
  }
  notices.push(...historyNotices(history));
  return notices;
}

function historyNotices({ state, why, lost }: HistoryStatus): Notice[] {
  if (state === 'unavailable') {
    return [
      { id: 'history', severity: 'warning', message: `There is no history now: ${why ?? 'it cannot be opened'}` },
    ];
  }
  if (why !== undefined) return [{ id: 'history', severity: 'warning', message: why }];
  if (lost === 0) return [];
  const message = `${lost} entries of the history could not be stored since the start.`;
  return [{ id: 'history-lost', severity: 'warning', message }];
}
