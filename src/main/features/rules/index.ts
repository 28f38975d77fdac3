import type { Rule, RuleVerdicts, SampleCommand } from '../../../shared/vocabulary';
import { compileRules } from './engine/compile';
import { verdicts } from './engine/verdicts';

export { type EditHandlersOptions, editHandlers } from './editing/handlers';
export { createWriter, type Outcome, type Writer } from './editing/writer';
export { rulesHandlers } from './handlers';
export { type Config, parseConfig } from './language/config';
export { actionOfDraft, checkActionDraft, draftOf } from './language/drafts';
export { parseDuration } from './language/durations';
export { exampleConfig } from './language/example';
export { configSchema } from './language/json-schema';
export { rulesIn } from './language/source';
export { createRules, eventOf, type Rules, type RulesEvent, type RulesOptions, type RulesWorld } from './service';
export { readToml } from './toml/toml';
export { createTrials, type Trials } from './trials';

/** Which of some rules, as parseConfig gives them, match a command: for use without a hub. */
export function verdictsOf(rules: readonly Rule[], sample: SampleCommand, nowMs: number): RuleVerdicts {
  return verdicts(compileRules(rules), sample, nowMs);
}
