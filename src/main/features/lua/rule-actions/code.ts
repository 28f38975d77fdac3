import type { LuaAction, Rule } from '../../../../shared/vocabulary';
import type { LuaChunk } from '../../../ports';

type Code = Extract<LuaAction['source'], { from: 'code' }>;

/** Code that stands in a rule, with its lines where they are in the file. What is only tried stands in none. */
export function chunkOfCode({ code, below }: Code, { line }: Pick<Rule, 'line'>, file: string): LuaChunk {
  if (below === undefined) return { path: '', text: code };
  return { path: file, text: `${'\n'.repeat(line + below - 1)}${code}` };
}

/** The Lua that rules name, each with its rule. */
export function luaOf<From extends LuaAction['source']['from']>(
  rules: readonly Rule[],
  from: From,
): { readonly rule: Rule; readonly source: Extract<LuaAction['source'], { from: From }> }[] {
  return rules.flatMap((rule) =>
    rule.actions.flatMap((action) =>
      action.type === 'lua' && action.source.from === from
        ? [{ rule, source: action.source as Extract<LuaAction['source'], { from: From }> }]
        : [],
    ),
  );
}
