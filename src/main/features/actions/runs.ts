import { createCell, createEmitter, type Event, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import {
  type Action,
  type HubStatus,
  keyOf,
  type ProcessKey,
  type RunEvent,
  type RunOutput,
  type Settings,
  wentWrong,
} from '../../../shared/vocabulary';
import type { Clock, Log } from '../../ports';
import { type ActiveRun, createActiveRun } from './active-run';
import { createBags } from './bags';
import type { Occasion } from './occasion';
import type { Outcome, Task } from './runner';
import { followsCommand, needsTurn } from './traits';
import { createTurns } from './turns';

export interface RunsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Observable<Settings>;
  readonly perform: (task: Task) => Promise<Outcome>;
}

/** All runs of actions: those that wait, those under way, and the output of the last that have ended. */
export interface Runs {
  readonly events: Event<RunEvent>;
  readonly counts: Observable<HubStatus['runs']>;
  /** Does an action now, or as soon as its turn comes. Resolves when it has ended in whatever way. */
  begin(action: Action, occasion: Occasion): Promise<RunOutput>;
  /** Ends what goes on as long as the command, and drops what of it still waits. */
  commandEnded(process: ProcessKey): void;
  /** A person wants to see no more of it. */
  closeRun(id: string): void;
  output(id: string): RunOutput | undefined;
}

/** Of how many ended runs the output is kept. */
const outputsKept = 200;
const logWindowMs = 1_000;

/** Ends all with the scope; it is closed when nothing is left of them. */
export function createRuns({ clock, log, settings, perform }: RunsOptions, scope: Scope): Runs {
  const events = createEmitter<RunEvent>((error) => log.error('A listener to actions failed', { error }));
  const counts = createCell(emptyCounts(settings.value));
  /** Until nothing is left of them. */
  const living = new Map<ActiveRun, Promise<void>>();
  /** Those that do not outlive their command. */
  const following = createBags<ProcessKey, ActiveRun>();
  /** By id, those under way and the last that have ended. */
  const open = new Map<string, ActiveRun>();
  const ended = new Map<string, RunOutput>();
  const turns = createTurns({ limits: () => settings.value.limits, start });
  let runsSoFar = 0;
  const sayDropped = inStorms('were dropped', { most: 1 });
  const sayFailed = inStorms('failed', { most: 10 });

  function begin(action: Action, occasion: Occasion): Promise<RunOutput> {
    const id = `run-${++runsSoFar}`;
    const { promise, resolve } = settleLater<RunOutput>();
    let running = false;
    const run = createActiveRun(action, occasion, {
      ...{ id, clock, perform, log, sayFailed },
      onEvent(event) {
        const was = running;
        running = event.type === 'action.started';
        count({ running: Number(running) - Number(was), started: Number(running), event });
        if (event.type === 'action.ended') {
          keepOutput(run);
          resolve(run.output());
        }
        events.emit(event);
      },
    });
    open.set(id, run);
    // A command may end, or be made to, while the hub does.
    if (scope.closed) drop(run, 'VibeRot ended before its turn.');
    else if (needsTurn(action)) askForTurn(run);
    else void start(run);
    return promise;
  }

  function askForTurn(run: ActiveRun): void {
    switch (turns.ask(run)) {
      case 'started':
        return;
      case 'waiting':
        follow(run);
        run.wait();
        return;
      case 'full':
        drop(run, `${turns.size} actions wait for their turn, which is the most (see [limits] in config.toml).`);
    }
  }

  function start(run: ActiveRun): Promise<void> {
    follow(run);
    const gone = run.start().finally(() => {
      living.delete(run);
      following.remove(keyOf(run.occasion.process), run);
    });
    living.set(run, gone);
    return gone;
  }

  /** What is done because a command has ended has no command to follow. */
  function follow(run: ActiveRun): void {
    const { action, occasion } = run;
    if (followsCommand(action) && !occasion.exit) following.add(keyOf(occasion.process), run);
  }

  function drop(run: ActiveRun, message: string): void {
    sayDropped(() => log.warn('An action was dropped', { rule: run.occasion.rule.id, message }));
    run.drop(message);
  }

  /** Says the first few of each second, and how many more there were: a storm must not push all else out of the log. */
  function inStorms(what: string, { most }: { most: number }): (say: () => void) => void {
    let inWindow = 0;
    return (say) => {
      if (inWindow === 0) {
        clock.after(logWindowMs, () => {
          if (inWindow > most) log.warn(`More actions ${what}`, { count: inWindow - most });
          inWindow = 0;
        });
      }
      if (++inWindow <= most) say();
    };
  }

  function keepOutput(run: ActiveRun): void {
    open.delete(run.run.id);
    // It printed nothing, and must not push out what others did.
    if (run.run.state === 'dropped') return;
    ended.set(run.run.id, run.output());
    for (const id of ended.keys()) {
      if (ended.size <= outputsKept) return;
      ended.delete(id);
    }
  }

  function count({ running, started, event }: { running: number; started: number; event: RunEvent }): void {
    const before = counts.value;
    const over = event.type === 'action.ended';
    counts.value = {
      running: before.running + running,
      waiting: turns.size,
      started: before.started + started,
      failed: before.failed + Number(over && wentWrong(event.run)),
      dropped: before.dropped + Number(event.run.state === 'dropped'),
      waitingAtMost: settings.value.limits.waiting,
    };
  }

  settings.on(({ limits }) => {
    counts.value = { ...counts.value, waitingAtMost: limits.waiting };
    turns.next();
  });
  scope.defer(async () => {
    for (const run of turns.clear()) run.drop('VibeRot ended before its turn.');
    for (const run of living.keys()) run.stop('hub-ends');
    await Promise.all(living.values());
  });

  return {
    events,
    counts,
    begin,
    commandEnded(process) {
      for (const run of following.take(process)) {
        if (turns.leave(run)) drop(run, 'The command ended before its turn.');
        else run.stop('command-ended');
      }
    },
    closeRun: (id) => open.get(id)?.stop('closed'),
    output: (id) => open.get(id)?.output() ?? ended.get(id),
  };
}

function emptyCounts({ limits }: Settings): HubStatus['runs'] {
  return { running: 0, waiting: 0, started: 0, failed: 0, dropped: 0, waitingAtMost: limits.waiting };
}

function settleLater<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
