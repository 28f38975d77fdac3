import { closest, distance } from 'fastest-levenshtein';
import type { LuaProblem, Notice, Rule } from '../../../../shared/vocabulary';
import { problemText } from '../problem-text';
import { luaOf } from './code';

/** What is wrong with the Lua of rules, before any of it is run. */
export function actionNotices(
  rules: readonly Rule[],
  problems: readonly LuaProblem[],
  registered: readonly string[],
): Notice[] {
  const broken = problems.map(
    (problem): Notice => ({
      id: `lua-action-${problem.path}:${problem.line ?? ''}`,
      severity: 'warning',
      message: `Lua of a rule is not right: ${problemText(problem)}`,
      remedy: 'Mend it; it is read again when it is saved.',
    }),
  );
  const unknown = luaOf(rules, 'registered').filter(({ source }) => !registered.includes(source.name));
  return [
    ...broken,
    ...unknown.map(
      ({ rule, source: { name } }): Notice => ({
        id: `lua-action-${rule.id}-${name}`,
        severity: 'warning',
        message: `The rule ${rule.id} names a Lua action that is not there. ${missingAction(name, registered)}`,
      }),
    ),
  ];
}

/** What is said of a name that no file has registered. */
export function missingAction(name: string, registered: readonly string[]): string {
  const said = `No Lua file has registered the action "${name}".`;
  if (registered.length === 0) return said;
  const near = closest(name, [...registered]);
  return distance(name, near) <= Math.max(2, name.length / 3) ? `${said} Did you mean "${near}"?` : said;
}
