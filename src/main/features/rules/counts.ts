import type { RulesState } from '../../../shared/contract';
import type { Unsubscribe } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import { type Decision, type RunEvent, wentWrong } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

export type RuleCounts = RulesState['counts'];

/** A busy machine matches thousands of times a second; nobody reads numbers that fast. */
const publishPauseMs = 1_000;

const nothingYet: RuleCounts[string] = { matched: 0, held: 0, failed: 0, lastAt: 0 };

/** Counts how often each rule matched, held ones included, how often it was held, and how many of its actions failed. */
export function createCounts(clock: Clock, publish: (counts: RuleCounts) => void, scope: Scope) {
  const counts = new Map<string, RuleCounts[string]>();
  let pending: Unsubscribe | undefined;
  scope.defer(() => pending?.());

  function change(ruleId: string, to: (before: RuleCounts[string]) => Partial<RuleCounts[string]>): void {
    const before = counts.get(ruleId) ?? nothingYet;
    counts.set(ruleId, { ...before, ...to(before) });
    pending ??= clock.after(publishPauseMs, publishNow);
  }

  function publishNow(): void {
    pending = undefined;
    publish(Object.fromEntries(counts));
  }

  return {
    add(decisions: readonly Decision[]): void {
      for (const { rule, type } of decisions) {
        change(rule.id, ({ matched, held }) => {
          return { matched: matched + 1, held: held + (type === 'rule.held' ? 1 : 0), lastAt: clock.nowMs() };
        });
      }
    },
    ran({ type, run }: RunEvent): void {
      if (type !== 'action.ended' || run.trial || !wentWrong(run)) return;
      change(run.ruleId, ({ failed }) => ({ failed: failed + 1 }));
    },
  };
}
