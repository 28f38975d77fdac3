import { type Exit, type RestartPolicy, succeeded } from '../../../shared/vocabulary';

/** Runs that end so soon come to nothing. */
const quickMs = 10_000;
const mostQuickEnds = 5;
/** After a run of this length the next pause is the shortest again. */
const goodMs = 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** How the runs before went: how many in a row were quick, and how many not good. */
export interface Streak {
  readonly quick: number;
  readonly short: number;
}

export const noStreak: Streak = { quick: 0, short: 0 };

/** A run that ended by itself. */
export interface EndedRun {
  readonly policy: RestartPolicy;
  readonly exit: Exit;
  readonly ranMs: number;
  readonly streak: Streak;
}

/** What is to be done: nothing, to start it again after a pause, or to leave it at that. */
export type Sequel =
  | { readonly type: 'stay' }
  | { readonly type: 'again'; readonly afterMs: number; readonly streak: Streak }
  | { readonly type: 'give-up'; readonly why: string };

/** Pauses double from 1 s to 60 s until a run was good. After five quick ends in a row it is left at that. */
export function sequelOf({ policy, exit, ranMs, streak }: EndedRun): Sequel {
  if (policy === 'never' || (policy === 'on-failure' && succeeded(exit))) return { type: 'stay' };
  const quick = ranMs < quickMs ? streak.quick + 1 : 0;
  if (quick >= mostQuickEnds) {
    const why = `Not started again: it ended ${mostQuickEnds} times in a row within ${quickMs / 1_000} seconds.`;
    return { type: 'give-up', why };
  }
  const short = ranMs < goodMs ? streak.short + 1 : 0;
  const afterMs = Math.min(firstPauseMs * 2 ** Math.max(0, short - 1), longestPauseMs);
  return { type: 'again', afterMs, streak: { quick, short } };
}
