import { messageOf } from '../../../shared/result';
import { type Action, keyOf, type Run, type RunEvent, type RunOutput } from '../../../shared/vocabulary';
import type { Clock, Log } from '../../ports';
import { labelOf } from './label';
import type { Occasion } from './occasion';
import type { Outcome, StopReason, Task } from './runner';
import { createTail } from './tail';
import { timeoutOf } from './traits';

export interface ActiveRunOptions {
  readonly id: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Says by `say` that it failed, unless too many say so. */
  readonly sayFailed: (say: () => void) => void;
  readonly perform: (task: Task) => Promise<Outcome>;
  readonly onEvent: (event: RunEvent) => void;
}

/** An action from the moment at which it is asked for until nothing of it is left. */
export interface ActiveRun {
  readonly action: Action;
  readonly occasion: Occasion;
  readonly run: Run;
  output(): RunOutput;
  /** Its turn has come. Resolves when the action and all that it left behind have gone. */
  start(): Promise<void>;
  /** Its turn comes later. */
  wait(): void;
  /** Its turn never comes. */
  drop(message: string): void;
  /** It is to end. The first reason counts. */
  stop(reason: StopReason): void;
}

export function createActiveRun(action: Action, occasion: Occasion, options: ActiveRunOptions): ActiveRun {
  const { id, clock, perform, sayFailed, onEvent } = options;
  // Thousands may wait that are never begun, so what only those need that are is made when they begin.
  let stopping: AbortController | undefined;
  let reason: StopReason | undefined;
  const tail = createTail();
  let run: Run = {
    ...{ id, ruleId: occasion.rule.id, action: action.type, process: keyOf(occasion.process) },
    ...{ label: labelOf(action, occasion), state: 'running', trial: occasion.trial, startedAt: clock.nowMs() },
  };

  function stop(why: StopReason): void {
    if (reason) return;
    reason = why;
    if (run.state === 'running') run = { ...run, state: 'ending' };
    stopping?.abort(why);
  }

  function end({ state, exit, message }: Outcome): void {
    run = { ...run, state, endedAt: clock.nowMs(), ...(exit ? { exit } : {}), ...(message ? { message } : {}) };
    onEvent({ type: 'action.ended', run });
  }

  function started(pid?: number): void {
    // A second player of sounds takes the place of the first.
    const again = run.pid !== undefined;
    run = { ...run, ...(pid === undefined ? {} : { pid }) };
    if (!again) onEvent({ type: 'action.started', run });
  }

  async function live(): Promise<void> {
    const log = options.log.child({ rule: occasion.rule.id, run: id });
    const timeoutMs = timeoutOf(action, occasion);
    stopping = new AbortController();
    if (reason) stopping.abort(reason);
    const cancel = timeoutMs === undefined ? undefined : clock.after(timeoutMs, () => stop('timed-out'));
    try {
      const outcome = await perform({
        ...{ action, occasion, run: id, timeoutMs, log, stop: stopping.signal, started, print: tail.add },
      });
      if (outcome.state === 'failed' && !outcome.exit)
        sayFailed(() => log.warn('An action failed', { message: outcome.message }));
      end(outcome);
      await outcome.rest;
    } catch (error) {
      log.error('An action was lost', { error });
      if (run.endedAt === undefined) end({ state: 'failed', message: messageOf(error) });
    } finally {
      cancel?.();
    }
  }

  return {
    action,
    occasion,
    get run() {
      return run;
    },
    output: () => ({ run, ...tail.read() }),
    start() {
      run = { ...run, state: reason ? 'ending' : 'running', startedAt: clock.nowMs() };
      return live();
    },
    wait() {
      run = { ...run, state: 'waiting' };
      onEvent({ type: 'action.waiting', run });
    },
    drop: (message) => end({ state: 'dropped', message }),
    stop,
  };
}
