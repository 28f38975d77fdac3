import type { RuleDraft } from '../../../../shared/vocabulary';
import { draftOf } from '../language/drafts';
import { editActions } from './action-edit';
import { splitRules } from './blocks';
import { type DraftEdit, editDraft } from './draft-edit';
import { type Layout, readLayout } from './layout';
import { alone, type LineEnd, renderRule, ruleKeys, type TomlValue } from './render';
import { sameValue } from './same-value';
import { applyEdits } from './text-edits';
import { readToml } from './toml';

/**
 * Makes the source of one rule say what a draft says. What the draft does not change keeps its text: order, comments,
 * spaces, quotes, and the form in which lists and actions are written. Only what can't be read as one rule is written anew.
 */
export function editRule(source: string, draft: RuleDraft, lineEnd: LineEnd): string {
  const rule = withoutEmptyHeaders(draft);
  const layout = readLayout(source);
  const before = readDraft(source);
  if (!layout || !before) return rewrite(source, rule, lineEnd);
  const edited = edit(layout, before, rule, lineEnd);
  return sameValue(readDraft(edited), rule) ? edited : rewrite(source, rule, lineEnd);
}

/** The one rule in a source. */
function readDraft(source: string): RuleDraft | undefined {
  const toml = readToml(source);
  if (!toml.ok) return undefined;
  const { rules, rule } = toml.document.value;
  const list = rules ?? rule;
  return Array.isArray(list) && list.length === 1 ? withoutEmptyHeaders(draftOf(list[0])) : undefined;
}

/** A webhook without headers is the same as one with none. */
function withoutEmptyHeaders(rule: RuleDraft): RuleDraft {
  return {
    ...rule,
    action: rule.action.map(({ headers = {}, ...action }) =>
      Object.keys(headers).length > 0 ? { ...action, headers } : action,
    ),
  };
}

function edit(layout: Layout, before: RuleDraft, rule: RuleDraft, lineEnd: LineEnd): string {
  const changes = editDraft(layout, lineEnd);
  const sameActions = sameValue(before.action, rule.action);
  const lifted = liftSingleInstance(layout, changes, sameActions && before.single_instance === rule.single_instance);
  for (const key of ruleKeys) {
    const again = lifted && key === 'single_instance';
    if (again || !sameValue(before[key], rule[key])) changeKey(changes, key, rule[key]);
  }
  if (!sameActions) editActions(layout, changes, { before: before.action, next: rule.action }, lineEnd);
  return applyEdits(layout.source, changes.edits());
}

/** Takes the key from the actions, where it is known as well, so that it can be said of the rule. */
function liftSingleInstance({ entries }: Layout, changes: DraftEdit, stays: boolean): boolean {
  const inActions = entries.filter(({ path }) => path.length > 1 && path.at(-1) === 'single_instance');
  if (stays || inActions.length === 0) return false;
  for (const { path } of inActions) changes.remove(path);
  return true;
}

const order = [...ruleKeys, 'action'];

function changeKey(changes: DraftEdit, key: (typeof ruleKeys)[number], value: TomlValue | undefined): void {
  const written = key === 'command' && changes.has(['commands']) ? 'commands' : key;
  if (value === undefined) changes.remove([written]);
  else changes.set([written], alone(value), order);
}

/** The comments above the header stay all the same. */
function rewrite(source: string, rule: RuleDraft, lineEnd: LineEnd): string {
  const [block] = splitRules(source);
  return source.slice(0, block?.header ?? 0) + renderRule(rule, block?.list ?? 'rules', lineEnd);
}
