import { compileRules } from '../../../../src/main/features/rules/engine/compile';
import {
  createEngineState,
  type DecideContext,
  decide,
  decideDue,
} from '../../../../src/main/features/rules/engine/engine';
import type { Decision, Exit, Rule } from '../../../../src/shared/vocabulary';
import { ruleOf } from '../../../fixtures/rules';
import { exited, started } from './facts';

/** Nothing is known, and nothing keeps a rule from acting. */
export const quiet: DecideContext = {
  ...{ paused: false, isPaused: () => false, runsOf: () => 0, depth: 3 },
  ...{ about: () => ({}), userName: () => undefined, causesOf: () => [] },
};

export const sleep = (more: Partial<Rule> = {}, id = 'sleep') => ruleOf(id, { commands: ['sleep *'], ...more });

/** An engine with these rules and a clock that stands still until it is told. */
export function engine(rules: Rule[], context: Partial<DecideContext> = {}) {
  const state = createEngineState();
  let compiled = compileRules(rules);
  let nowMs = 1_000;
  const world = { ...quiet, ...context };
  const texts = (decisions: Iterable<Decision>) => [...decisions].map(textOf);
  return {
    start: (line: string, more: Parameters<typeof started>[1] = {}) =>
      texts(decide(compiled, state, started(line.split(' '), { startedAt: nowMs, ...more }), nowMs, world)),
    exit: (exit: Exit = { code: 0 }, pid = 7) => texts(decide(compiled, state, exited(pid, exit, nowMs), nowMs, world)),
    pass(ms: number) {
      nowMs += ms;
      return texts(decideDue(compiled, state, nowMs, world));
    },
    reload(next: Rule[]) {
      compiled = compileRules(next);
    },
    nextDueMs: state.watches.nextDueMs,
    decideRaw: (fact: Parameters<typeof decide>[2]) => decide(compiled, state, fact, nowMs, world),
  };
}

/** "sleep", "sleep (program)", "held sleep paused". */
export function textOf(decision: Decision): string {
  const what = decision.type === 'rule.held' ? `held ${decision.rule.id} ${decision.reason}` : decision.rule.id;
  return decision.form === 'line' ? what : `${what} (${decision.form})`;
}
