import type { Action, Exit } from '../../../shared/vocabulary';
import type { Log } from '../../ports';
import type { Occasion } from './occasion';

/**
 * Why an action is to end: the command that it follows has ended; it has had its time; a person closed it; the hub ends.
 */
export type StopReason = 'command-ended' | 'timed-out' | 'closed' | 'hub-ends';

/** One action to be done once, and what its runner has to tell of it. */
export interface Task<A extends Action = Action> {
  readonly action: A;
  readonly occasion: Occasion;
  /** Id of the run. */
  readonly run: string;
  /** How much time it has in all. */
  readonly timeoutMs: number | undefined;
  readonly log: Log;
  /** Aborted when the action is to end; the reason is a StopReason. */
  readonly stop: AbortSignal;
  /** It is under way: as a process, when it has a pid. */
  started(pid?: number): void;
  /** What it printed, or an answer that it got. */
  print(output: Uint8Array | string): void;
}

/** How an action went. */
export interface Outcome {
  readonly state: 'ended' | 'failed' | 'dropped';
  readonly exit?: Exit;
  /** Why it failed, or how it had to be ended. */
  readonly message?: string;
  /** What it left behind has gone; until then it counts as under way. */
  readonly rest?: Promise<void>;
}

/** Does one type of action. Resolves when the action has ended; never rejects for what a person can mend. */
export type Runner<A extends Action> = (task: Task<A>) => Promise<Outcome>;

export const done: Outcome = { state: 'ended' };

export function failed(message: string): Outcome {
  return { state: 'failed', message };
}

/** What is said of an action that a stop cut short. */
export function stopped({ stop }: Pick<Task, 'stop'>): Outcome {
  const reason = stop.reason as StopReason;
  return failed(reason === 'timed-out' ? 'It was not done within its time-out.' : 'VibeRot ended before it was done.');
}

/** Settles as `work` does, or resolves with undefined as soon as the action is to end. */
export async function unlessStopped<T>(work: Promise<T>, { stop }: Pick<Task, 'stop'>): Promise<T | undefined> {
  return Promise.race([work, whenAborted(stop)]);
}

/** Resolves when the signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
