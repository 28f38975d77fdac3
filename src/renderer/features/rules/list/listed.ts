import type { RulesSource, RulesState } from '../../../../shared/contract';
import type { ActionType, Moment, Rule } from '../../../../shared/vocabulary';
import { countText, numberText } from '../../../text';
import { actionBrief } from '../draft/actions';
import { standingOf } from '../draft/draft';

/** A rule as the list shows it. */
export interface ListedRule {
  readonly id: string;
  /** What people call it: its name, or else its id. */
  readonly name: string;
  readonly enabled: boolean;
  readonly paused: boolean;
  readonly commands: readonly string[];
  readonly on: Moment;
  readonly priority: number;
  readonly actions: readonly { readonly type: ActionType; readonly brief: string | undefined }[];
  /** What is wrong with it in the file. */
  readonly problems: readonly string[];
  /** Its place in the file can be changed, and what it says. */
  readonly editable: boolean;
}

/** The rules of the file in its order; those in force when the file can't be taken apart. */
export function listedRules(state: RulesState, source: RulesSource | undefined): ListedRule[] {
  const paused = new Set(state.pausedRules);
  const rules = source && (source.rules.length > 0 || source.problems.length === 0) ? source.rules : undefined;
  if (!rules) return state.rules.map((rule) => ({ ...ofRule(rule), paused: paused.has(rule.id) }));
  const problems = problemsByRule(rules, source?.problems ?? []);
  return rules.map(({ id, draft }, index) => {
    const { enabled, on, priority = 0 } = standingOf(draft, source?.defaults ?? {});
    return {
      ...{ id, name: draft.name || id, enabled, on, priority, commands: draft.command },
      actions: draft.action.map((action) => ({ type: action.type, brief: actionBrief(action) })),
      ...{ problems: problems.get(index) ?? [], editable: true, paused: paused.has(id) },
    };
  });
}

/** Those of which the name, a command or an action contains all the words. */
export function found(rules: readonly ListedRule[], search: string): readonly ListedRule[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rules;
  return rules.filter((rule) => {
    const actions = rule.actions.flatMap(({ type, brief }) => [type, brief ?? '']);
    const text = [rule.id, rule.name, ...rule.commands, ...actions].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** "4 rules in force"; "4 in force, 1 disabled" */
export function inForceText(rules: readonly Pick<Rule, 'enabled'>[]): string {
  const disabled = rules.filter(({ enabled }) => !enabled).length;
  if (disabled === 0) return `${countText(rules.length, 'rule')} in force`;
  return `${numberText(rules.length - disabled)} in force, ${numberText(disabled)} disabled`;
}

function ofRule({ id, name, enabled, commands, on, priority, actions }: Rule) {
  return {
    ...{ id, name: name || id, enabled, commands, on, priority, problems: [], editable: false },
    actions: actions.map(({ type }) => ({ type, brief: undefined })),
  };
}

/** A problem belongs to the rule that begins last before it. */
function problemsByRule(
  rules: RulesSource['rules'],
  problems: RulesSource['problems'],
): ReadonlyMap<number, readonly string[]> {
  const byRule = new Map<number, string[]>();
  for (const { line, message } of problems) {
    const index = rules.findLastIndex((rule) => rule.line <= line);
    byRule.set(index, [...(byRule.get(index) ?? []), message]);
  }
  return byRule;
}
