import { describeExit, type ExecAction, succeeded } from '../../../shared/vocabulary';
import type { Child, Clock, Processes } from '../../ports';
import { endGroup, type Force, type Grace, groupGone } from './ending';
import { environmentOf } from './environment';
import { adopt, type Groups } from './group';
import { commandLabel } from './label';
import { launch } from './launch';
import { programsOf } from './program';
import { failed, type Outcome, type Runner, type StopReason, type Task, whenAborted } from './runner';

export interface ExecOptions {
  readonly processes: Processes;
  readonly clock: Clock;
  /** VibeRot's own folder. */
  readonly home: string;
  /** The app's own example actions. */
  readonly bundledActions: string;
  readonly groups: Groups;
  /** Read again and again, as the hub loses patience when it ends. */
  readonly grace: () => Grace;
}

/**
 * Runs a program as long as the command runs. One that is started when the command has ended reads the end of its input
 * at once, and has all the time that its time-out gives it.
 */
export function execRunner(options: ExecOptions): Runner<ExecAction> {
  const { processes, home, bundledActions } = options;
  return async (task) => {
    const { action, occasion, run } = task;
    const env = ({ cut }: { cut: boolean }) => environmentOf({ env: processes.env, home }, occasion, { run, cut });
    const programs = programsOf(action, { home, bundledActions, env: env({ cut: false }) });
    if (!programs.ok) return notStarted(task, programs.message);
    const launched = await launch(processes, programs.value, { cwd: occasion.process.cwd, home, env });
    if (!launched.ok) return notStarted(task, launched.message);
    const child = launched.value;
    const release = adopt(child, task, options);
    task.started(child.pid);
    if (occasion.exit) child.endInput();
    return follow(child, task, { ...options, release });
  };
}

type FollowOptions = ExecOptions & { release: () => void };

/** Stays with the program until it has ended, and with its group until nobody of it is left. */
async function follow(child: Child, task: Task, { clock, grace, release }: FollowOptions): Promise<Outcome> {
  const ending = whenAborted(task.stop).then(() => endGroup(child, clock, grace));
  const survived = ending.then((force) => (force === 'survived' ? { unknown: true as const } : child.exited));
  const exit = await Promise.race([child.exited, survived]);
  if (task.stop.aborted) {
    const message = describeEnding(await ending, task, grace());
    release();
    if (message) task.log.warn('An action had to be ended', { message });
    return { state: task.stop.reason === 'timed-out' ? 'failed' : 'ended', exit, ...(message ? { message } : {}) };
  }
  if (!succeeded(exit)) task.log.warn('An action ended with an error', { exit: describeExit(exit) });
  return { state: 'ended', exit, rest: followRest() };

  /** It ended early. What it left in the background ends by itself, or with the watched process. */
  async function followRest(): Promise<void> {
    const force = await Promise.race([groupGone(child, clock, () => Number.POSITIVE_INFINITY), ending]);
    child.endInput();
    release();
    const message = typeof force === 'string' ? describeEnding(force, task, grace()) : undefined;
    if (message) task.log.warn('What an action left in the background had to be ended', { message });
  }
}

/** How it had to be ended; undefined when it ended with the command, as it should. */
function describeEnding(force: Force, { stop }: Task, { termAfterMs, killAfterMs }: Grace): string | undefined {
  const late = (stop.reason as StopReason) === 'timed-out' ? 'It had not ended when its time was over. ' : '';
  if (force === 'none') return late.trim() || undefined;
  const term = `${late}It did not end within ${seconds(termAfterMs)} of its input being closed, so it was sent SIGTERM`;
  if (force === 'SIGTERM') return `${term}.`;
  const kill = `${term}, and after ${seconds(killAfterMs)} more SIGKILL`;
  return force === 'SIGKILL' ? `${kill}.` : `${kill}; even so, something of it is still there.`;
}

function notStarted({ action, occasion }: Task<ExecAction>, why: string): Outcome {
  const { rule } = occasion;
  return failed(`The action "${commandLabel(action)}" of rule "${rule.id}" (line ${rule.line}) did not start. ${why}`);
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
