import type { RulesState } from '../../../shared/contract';
import type { Unsubscribe } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import type { Decision } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

export type RuleCounts = RulesState['counts'];

/** A busy machine matches thousands of times a second; nobody reads numbers that fast. */
const publishPauseMs = 1_000;

/** Counts how often each rule matched, held ones included, and how often it was held. */
export function createCounts(clock: Clock, publish: (counts: RuleCounts) => void, scope: Scope) {
  const counts = new Map<string, RuleCounts[string]>();
  let pending: Unsubscribe | undefined;
  scope.defer(() => pending?.());

  return {
    add(decisions: readonly Decision[]): void {
      for (const { rule, type } of decisions) {
        const before = counts.get(rule.id) ?? { matched: 0, held: 0, lastAt: 0 };
        const held = before.held + (type === 'rule.held' ? 1 : 0);
        counts.set(rule.id, { matched: before.matched + 1, held, lastAt: clock.nowMs() });
      }
      if (decisions.length > 0) pending ??= clock.after(publishPauseMs, publishNow);
    },
  };

  function publishNow(): void {
    pending = undefined;
    publish(Object.fromEntries(counts));
  }
}
