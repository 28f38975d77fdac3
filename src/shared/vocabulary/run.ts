import { z } from 'zod';
import { ActionType } from './action';
import { Exit, ProcessKey, succeeded } from './process';

/**
 * `waiting`: too many actions are under way, its turn comes; `ending`: it was asked to end; `failed`: it could not be
 * started or done; `dropped`: its turn did not come before the command had ended, or too many were waiting.
 */
export const RunState = z.enum(['waiting', 'running', 'ending', 'ended', 'failed', 'dropped']);
export type RunState = z.infer<typeof RunState>;

/** One start of one of a rule's actions for one process. */
export const Run = z.object({
  id: z.string(),
  ruleId: z.string(),
  action: ActionType,
  process: ProcessKey,
  /** What is done, as people read it: program and arguments, address, message. */
  label: z.string(),
  state: RunState,
  /** It was asked for in the editor or by `viberot rules run`, with a made-up command. */
  trial: z.boolean(),
  pid: z.number().int().optional(),
  exit: Exit.optional(),
  /** Why it failed or was dropped, or how it had to be ended. */
  message: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
});
export type Run = z.infer<typeof Run>;

/** It could not be done, or ended by itself and says that it failed. A program that we had to end has only been slow. */
export function wentWrong({ state, exit, message }: Pick<Run, 'state' | 'exit' | 'message'>): boolean {
  if (state !== 'ended') return state === 'failed';
  return message === undefined && exit !== undefined && !succeeded(exit) && !('unknown' in exit);
}

/** What became of an action. `ended` ends it in every way: see the run's state. */
export const RunEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('action.waiting'), run: Run }),
  z.object({ type: z.literal('action.started'), run: Run }),
  z.object({ type: z.literal('action.ended'), run: Run }),
]);
export type RunEvent = z.infer<typeof RunEvent>;

/** What an action printed, or an answer that it got; the last of it when there was much. */
export const RunOutput = z.object({
  run: Run,
  text: z.string(),
  /** Something before it is not kept. */
  cut: z.boolean(),
});
export type RunOutput = z.infer<typeof RunOutput>;
