import type { Action, Rule } from '../../../../shared/vocabulary';
import type { Path } from '../toml/toml';
import { isTable } from './action-form';
import { placeIn, type RulePart, rawOf } from './rule-parts';

/** The rule with the places of its Lua code, so that errors can name lines of the file. */
export function withCodePlaces(rule: Rule, part: RulePart): Rule {
  if (!rule.actions.some(isCode)) return rule;
  const top = placeIn(part, 'value', []).line;
  const actions = rule.actions.map((action, index): Action => {
    if (!isCode(action)) return action;
    const path = pathOfCode(rawOf(part), index);
    const written = part.document.textOfValue([...part.base, ...path]) ?? '';
    // A line end right behind the quotes is no part of the text.
    const skipped = /^('''|""")\r?\n/.test(written) ? 1 : 0;
    return { ...action, source: { ...action.source, below: placeIn(part, 'value', path).line - top + skipped } };
  });
  return { ...rule, actions };
}

type CodeAction = Extract<Action, { type: 'lua' }> & { source: { from: 'code' } };

function isCode(action: Action): action is CodeAction {
  return action.type === 'lua' && action.source.from === 'code';
}

function pathOfCode(raw: unknown, index: number): Path {
  if (!isTable(raw)) return [];
  const list = 'action' in raw ? 'action' : 'actions';
  const value = raw[list];
  const action: unknown = Array.isArray(value) ? value[index] : value;
  const key = isTable(action) && 'code' in action ? 'code' : 'lua';
  return Array.isArray(value) ? [list, index, key] : [list, key];
}
