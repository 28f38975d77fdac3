import type {
  Decision,
  Fact,
  HoldReason,
  MatchForm,
  ProcessInfo,
  Rule,
  RuleVerdicts,
} from '../../../shared/vocabulary';
import { keyOf } from '../../../shared/vocabulary';
import { type Form, formsOf } from './forms';
import { compileGlob, type Glob } from './glob';
import { quote } from './quote';

/** Rules, ready to be matched, in the order of the file. */
export type CompiledRules = readonly CompiledRule[];

interface CompiledRule {
  readonly rule: Rule;
  readonly globs: readonly Glob[];
}

/** What a decision depends on besides the rules and the fact. */
export interface DecideContext {
  readonly paused: boolean;
  /** Is a run of this rule's action under way? */
  isRunning(ruleId: string): boolean;
  /** May one more action be started now? */
  hasRoom(): boolean;
  /** Did this rule match this process before? Exec again does not make it another process. */
  hasFired(ruleId: string, key: string): boolean;
}

/** @throws if a glob is malformed: parseConfig lets no such rule through. */
export function compileRules(rules: readonly Rule[]): CompiledRules {
  return rules.map((rule) => ({ rule, globs: rule.commands.map(compileChecked) }));
}

function compileChecked(glob: string): Glob {
  const compiled = compileGlob(glob);
  if (!compiled.ok) throw new Error(`The glob ${quote(glob)} ${compiled.message}`);
  return compiled.value;
}

/** What the rules make of a fact: for each rule that matches a process for the first time, to act or to hold back. */
export function decide(rules: CompiledRules, fact: Fact, context: DecideContext): Decision[] {
  if (fact.type !== 'process.started' || fact.existing) return [];
  const { process } = fact;
  const key = keyOf(process);
  const candidates = rules.filter(({ rule }) => rule.enabled && !context.hasFired(rule.id, key));
  if (candidates.length === 0) return [];
  // A process that was gone before its arguments were read has no forms, so nothing matches it.
  const forms = formsOf(process.argv);
  return candidates.flatMap((candidate) => {
    const form = matchingForm(candidate, forms);
    return form ? [decisionOn(candidate.rule, process, form, context)] : [];
  });
}

function decisionOn(rule: Rule, process: ProcessInfo, form: MatchForm, context: DecideContext): Decision {
  const reason = holdReason(rule, context);
  if (reason) return { type: 'rule.held', rule, process, form, reason };
  return { type: 'rule.matched', rule, process, form };
}

function holdReason(rule: Rule, context: DecideContext): HoldReason | undefined {
  if (context.paused) return 'paused';
  if (rule.action.singleInstance && context.isRunning(rule.id)) return 'single-instance';
  return context.hasRoom() ? undefined : 'too-many-runs';
}

function matchingForm({ globs }: CompiledRule, forms: readonly Form[]): MatchForm | undefined {
  return forms.find(({ text }) => globs.some((glob) => glob.matches(text)))?.form;
}

/** Which rules match a command line, and in plain words why the others do not. */
export function verdicts(rules: CompiledRules, argv: readonly string[]): RuleVerdicts {
  const forms = formsOf(argv);
  const result: RuleVerdicts = { command: argv.join(' '), matches: [], rejected: [] };
  for (const compiled of rules) {
    const { id, enabled } = compiled.rule;
    const form = matchingForm(compiled, forms);
    if (!enabled) result.rejected.push({ id, why: 'disabled' });
    else if (form) result.matches.push({ id, form });
    else result.rejected.push({ id, why: `no glob matches ${forms.map(({ text }) => quote(text)).join(' or ')}` });
  }
  return result;
}
