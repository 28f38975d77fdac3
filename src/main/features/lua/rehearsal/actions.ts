import { createScope } from '../../../../shared/scope';
import type { LuaProblem, LuaValue, Registration, Rule } from '../../../../shared/vocabulary';
import type { LuaDomain, LuaDomains } from '../../../ports';
import type { FoundFile } from '../layers';
import { limitsOf } from '../permissions';
import { trustedDomain } from '../plan';
import { chunkOfCode, luaOf, missingAction } from '../rule-actions';
import type { CheckReport } from './check';

type Settled = Parameters<LuaDomain['settle']>[1];

let runs = 0;

/** Runs a registered action for a spec, as a rule would. Tells what its run is called. */
export async function actInSpec(
  domain: LuaDomain,
  registered: readonly Registration[],
  [name, process]: readonly LuaValue[],
): Promise<Settled> {
  const actions = registered.filter(({ kind }) => kind === 'action');
  const action = actions.find((each) => each.name === name);
  if (!action)
    return {
      error: missingAction(
        String(name),
        actions.map((each) => each.name),
      ),
    };
  const owner = `rules.spec#run-${++runs}`;
  const about = { rule: 'spec', ...(isTable(process) ? process : {}) };
  const done = await domain.act({ owner, about, what: { handler: action.handler } });
  return done.ok ? { value: done.value ? owner : '' } : { error: done.problem.message };
}

/** The process of such a run has ended. A run that waits for nothing has no name. */
export async function finishInSpec(domain: LuaDomain, [owner, exit, ms]: readonly LuaValue[]): Promise<Settled> {
  if (typeof owner !== 'string' || owner === '') return { value: undefined };
  const done = await domain.finish(owner, [exit, ms]);
  return done.ok ? { value: undefined } : { error: done.problem.message };
}

/** What is wrong with the Lua that stands in rules; places are those of their file. */
export async function checkRuleCode(
  domains: LuaDomains,
  rules: readonly Rule[],
  file: string,
): Promise<readonly LuaProblem[]> {
  const chunks = luaOf(rules, 'code').map(({ source, rule }) => chunkOfCode(source, rule, file));
  if (chunks.length === 0) return [];
  const scope = createScope();
  try {
    const domain = domains.open({ name: `check ${file}`, permissions: [], limits: limitsOf(trustedDomain) }, scope);
    const compiled = await Promise.all(chunks.map(domain.compile));
    return compiled.flatMap((each) => (each.ok ? [] : [each.problem]));
  } finally {
    await scope.close();
  }
}

/** Whether a file is one that a rule names: it uses what only runs of rules have. */
export function isActionFile({ text }: FoundFile): boolean {
  return /^[^\n]*\bviberot\s*[.[]/m.test(text.replace(/--[^\n]*/g, ''));
}

/** Such a file is run only when its rule acts, so it is only compiled. */
export async function checkActionFile(domains: LuaDomains, { path, text, module }: FoundFile): Promise<CheckReport> {
  const scope = createScope();
  try {
    const domain = domains.open({ name: `check ${path}`, permissions: [], limits: limitsOf(trustedDomain) }, scope);
    const compiled = await domain.compile({ path, text });
    return { module, path, ...(compiled.ok ? {} : { problem: compiled.problem }), registrations: [], warnings: [] };
  } finally {
    await scope.close();
  }
}

function isTable(value: LuaValue): value is { readonly [key: string]: LuaValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
