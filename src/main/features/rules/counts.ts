import type { RuleCounts } from '../../../shared/contract';
import { createCell, type Observable, type Unsubscribe } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import { type Decision, type RunEvent, wentWrong } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

/** A busy machine matches thousands of times a second; nobody reads numbers that fast. */
const publishPauseMs = 1_000;

type Count = RuleCounts[string];

const nothingYet: Count = { matched: 0, held: 0, failed: 0, lastAt: 0 };

/** Counts how often each rule matched, held ones included, how often it was held, and how many of its actions failed. */
export interface Counts {
  /** The count of a rule that did nothing more is the same object as before. */
  readonly published: Observable<RuleCounts>;
  add(decisions: readonly Decision[]): void;
  ran(event: RunEvent): void;
}

export function createCounts(clock: Clock, scope: Scope): Counts {
  const counts = new Map<string, Count>();
  const published = createCell<RuleCounts>({});
  let pending: Unsubscribe | undefined;
  scope.defer(() => pending?.());

  function change(ruleId: string, to: (before: Count) => Partial<Count>): void {
    const before = counts.get(ruleId) ?? nothingYet;
    counts.set(ruleId, { ...before, ...to(before) });
    pending ??= clock.after(publishPauseMs, publish);
  }

  function publish(): void {
    pending = undefined;
    published.value = Object.fromEntries(counts);
  }

  return {
    published,
    add(decisions) {
      for (const { rule, type } of decisions) {
        change(rule.id, ({ matched, held }) => {
          return { matched: matched + 1, held: held + (type === 'rule.held' ? 1 : 0), lastAt: clock.nowMs() };
        });
      }
    },
    ran({ type, run }) {
      if (type !== 'action.ended' || run.trial || !wentWrong(run)) return;
      change(run.ruleId, ({ failed }) => ({ failed: failed + 1 }));
    },
  };
}

/** All counts, and then each time those that changed. */
export async function* changesOf(published: AsyncIterable<RuleCounts>): AsyncGenerator<RuleCounts, void> {
  let before: RuleCounts | undefined;
  for await (const counts of published) {
    const known = before;
    yield known ? Object.fromEntries(Object.entries(counts).filter(([id, count]) => known[id] !== count)) : counts;
    before = counts;
  }
}
