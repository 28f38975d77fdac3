import type { Rule, RuleVerdicts } from '../../../shared/vocabulary';
import { compileRules, verdicts } from './engine';

export { type Config, parseConfig } from './config';
export { rulesHandlers } from './handlers';
export { createRules, eventOf, type Rules, type RulesEvent, type RulesOptions } from './service';

/** Which of some rules, as parseConfig gives them, match a command line: for use without a hub. */
export function verdictsOf(rules: readonly Rule[], argv: readonly string[]): RuleVerdicts {
  return verdicts(compileRules(rules), argv);
}
