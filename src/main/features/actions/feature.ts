import { createCell, createEmitter, type Event, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import { type Fact, type HubStatus, keyOf, type ProcessKey, type Run, type RunEvent } from '../../../shared/vocabulary';
import type { Clock, Guard, Log, Processes } from '../../ports';
import type { Grace } from './ending';
import { createLineage } from './lineage';
import { labelOf } from './program';
import { type ActiveRun, type Match, startRun } from './run';

export interface ActionsOptions {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly log: Log;
  readonly guard: Guard;
  /** VibeRot's own folder. */
  readonly home: string;
  /** How much time actions have to end after the process that they watch. */
  readonly grace?: Grace;
}

/** Runs what rules ask for, and ends it with the process that it was run for. */
export interface Actions {
  readonly events: Event<RunEvent>;
  /** `started` and `failed` (to start, or ended with an error) count from the start of the hub. */
  readonly counts: Observable<HubStatus['runs']>;
  /** Starts the action of a rule. What comes of it is told by `events` and the log. */
  run(match: Match): void;
  /** To be told every fact, before rules are asked about it. `ofAction`: the process was started by an action. */
  observe(fact: Fact): { readonly ofAction: boolean };
  /** True while an action of the rule is under way. */
  isRunning(ruleId: string): boolean;
  /** False while so many actions are under way that a storm of matches would stall the machine. */
  hasRoom(): boolean;
}

/** Actions under way at the same time, each with a process or more of its own. */
const mostRuns = 100;
const usualGrace: Grace = { termAfterMs: 5_000, killAfterMs: 2_000 };
/** When the hub itself ends. */
const shortGrace: Grace = { termAfterMs: 1_000, killAfterMs: 1_000 };

/** Actions end with the scope; it is closed when none is left. */
export function createActions({ processes, clock, log, guard, home, grace }: ActionsOptions, scope: Scope): Actions {
  const events = createEmitter<RunEvent>((error) => log.error('A listener to actions failed', { error }));
  const counts = createCell<HubStatus['runs']>({ running: 0, started: 0, failed: 0 });
  const lineage = createLineage();
  const runs = new Map<ProcessKey, Set<ActiveRun>>();
  let runsSoFar = 0;
  let underWay = 0;

  function* allRuns(): Generator<ActiveRun> {
    for (const ofProcess of runs.values()) yield* ofProcess;
  }

  function count(event: RunEvent): void {
    const { running, started, failed } = counts.value;
    if (event.type === 'action.started') counts.value = { running: running + 1, started: started + 1, failed };
    else if (event.run.state === 'failed') counts.value = { running, started, failed: failed + 1 };
    else counts.value = { running: running - 1, started, failed: failed + (wentWrong(event.run) ? 1 : 0) };
  }

  function keep(key: ProcessKey, run: ActiveRun): void {
    const ofProcess = runs.get(key) ?? new Set();
    runs.set(key, ofProcess.add(run));
    underWay++;
    void run.done.then(() => {
      underWay--;
      ofProcess.delete(run);
      if (ofProcess.size === 0 && runs.get(key) === ofProcess) runs.delete(key);
    });
  }

  scope.defer(async () => {
    for (const run of allRuns()) run.end();
    await Promise.all([...allRuns()].map(({ done }) => done));
  });

  return {
    events,
    counts,
    run(match) {
      if (scope.closed) return;
      const key = keyOf(match.process);
      const id = `run-${++runsSoFar}`;
      const { rule } = match;
      const run = {
        ...{ id, ruleId: rule.id, process: key, label: labelOf(rule.action) },
        ...{ state: 'running' as const, startedAt: clock.nowMs() },
      };
      const active = startRun(run, match, {
        ...{ processes, clock, home, log: log.child({ rule: rule.id, run: id }) },
        grace: () => (scope.closed ? shortGrace : (grace ?? usualGrace)),
        onGroup(pgid) {
          lineage.addRoot(pgid);
          guard.watchGroup(pgid);
        },
        onGroupGone(pgid) {
          lineage.removeRoot(pgid, clock.nowMs());
          guard.forgetGroup(pgid);
        },
        onEvent(event) {
          count(event);
          events.emit(event);
        },
      });
      keep(key, active);
    },
    observe(fact) {
      const ofAction = lineage.observe(fact, clock.nowMs());
      if (fact.type === 'process.exited') for (const run of runs.get(fact.key) ?? []) run.end();
      return { ofAction };
    },
    isRunning(ruleId) {
      for (const run of allRuns()) if (run.ruleId === ruleId && run.running) return true;
      return false;
    },
    hasRoom: () => underWay < mostRuns,
  };
}

/** It ended by itself, and says that it failed. An action that we had to end has only been slow. */
function wentWrong({ exit, message }: Run): boolean {
  return message === undefined && exit !== undefined && 'code' in exit && exit.code !== 0;
}
