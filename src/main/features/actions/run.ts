import { messageOf } from '../../../shared/result';
import { type Decision, describeExit, type Exit, type Run, type RunEvent, succeeded } from '../../../shared/vocabulary';
import type { Child, Clock, Log, Processes } from '../../ports';
import { endGroup, type Force, type Grace, groupGone } from './ending';
import { launch } from './launch';
import { logOutput } from './output';
import { labelOf, programsOf } from './program';

export type Match = Extract<Decision, { type: 'rule.matched' }>;

export interface RunOptions {
  readonly processes: Processes;
  readonly clock: Clock;
  /** VibeRot's own folder. */
  readonly home: string;
  readonly log: Log;
  /** Read again and again, as the hub loses patience when it ends. */
  readonly grace: () => Grace;
  /** Called at once when the process is there: before any news of it can come in. */
  readonly onGroup: (pgid: number) => void;
  /** Nobody of the group is alive. */
  readonly onGroupGone: (pgid: number) => void;
  readonly onEvent: (event: RunEvent) => void;
}

/** An action under way. */
export interface ActiveRun {
  readonly ruleId: string;
  /** Until the action has ended; others of its group may be left. */
  readonly running: boolean;
  /** The watched process has ended: the action is to end too. */
  end(): void;
  /** Resolves when the action and all of its group have gone. */
  readonly done: Promise<void>;
}

/** Starts the action of a match and stays with it until nobody of its group is left. */
export function startRun(run: Run, match: Match, options: RunOptions): ActiveRun {
  const { clock, log } = options;
  const { rule } = match;
  let current = run;
  let askToEnd = () => {};
  const asked = new Promise<void>((resolve) => {
    askToEnd = resolve;
  });

  async function live(): Promise<void> {
    const places = { home: options.home, env: options.processes.env };
    const context = { process: match.process, ruleId: rule.id, home: options.home };
    const started = await launch(options.processes, programsOf(rule.action, places), context);
    if (!started.ok) return fail(started.message);

    const child = started.value;
    options.onGroup(child.pid);
    const stopLogging = logOutput(child, clock, log);
    current = { ...current, pid: child.pid };
    options.onEvent({ type: 'action.started', run: current });
    await follow(child);
    stopLogging();
    options.onGroupGone(child.pid);
  }

  async function follow(child: Child): Promise<void> {
    const ending = asked.then(() => endGroup(child, clock, options.grace));
    const survived = ending.then((force) => (force === 'survived' ? { unknown: true as const } : child.exited));
    const exit = await Promise.race([child.exited, survived]);
    if (current.state === 'ending') {
      const force = await ending;
      return finish(exit, messageFor(force));
    }
    finish(exit);
    // It ended early. What it left in the background ends by itself, or with the watched process.
    const force = await Promise.race([groupGone(child, clock, () => Number.POSITIVE_INFINITY), ending]);
    child.endInput();
    const message = typeof force === 'string' ? messageFor(force) : undefined;
    if (message) log.warn('What an action left in the background had to be ended', { message });
  }

  function messageFor(force: Force): string | undefined {
    if (force === 'none') return undefined;
    const { termAfterMs, killAfterMs } = options.grace();
    const term = `It did not end within ${seconds(termAfterMs)} of its input being closed, so it was sent SIGTERM`;
    if (force === 'SIGTERM') return `${term}.`;
    const kill = `${term}, and after ${seconds(killAfterMs)} more SIGKILL`;
    return force === 'SIGKILL' ? `${kill}.` : `${kill}; even so, something of it is still there.`;
  }

  function finish(exit: Exit, message?: string): void {
    if (message) log.warn('An action had to be ended', { message });
    else if (!succeeded(exit)) log.warn('An action ended with an error', { exit: describeExit(exit) });
    current = { ...current, state: 'ended', exit, endedAt: clock.nowMs(), ...(message ? { message } : {}) };
    options.onEvent({ type: 'action.ended', run: current });
  }

  function fail(why: string): void {
    const message = `The action "${labelOf(rule.action)}" of rule "${rule.id}" (line ${rule.line}) did not start. ${why}`;
    log.error('An action did not start', { message });
    current = { ...current, state: 'failed', message, endedAt: clock.nowMs() };
    options.onEvent({ type: 'action.ended', run: current });
  }

  return {
    ruleId: rule.id,
    get running() {
      return current.state === 'running' || current.state === 'ending';
    },
    end() {
      if (current.state === 'running') current = { ...current, state: 'ending' };
      askToEnd();
    },
    done: live().catch((error: unknown) => log.error('An action was lost', { error: messageOf(error) })),
  };
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
