import type { LuaValue, Registration } from '../../../../shared/vocabulary';
import type { LuaDomain } from '../../../ports';
import { parseTree } from '../views';

type Settled = Parameters<LuaDomain['settle']>[1];

/** Draws a view as the hub would; what it would refuse is an error. @param stamp higher than that of the drawing before */
export async function drawView(
  domain: LuaDomain,
  registered: readonly Registration[],
  [name, stamp]: readonly LuaValue[],
): Promise<Settled> {
  const view = viewNamed(registered, name);
  if (!view) return { error: `there is no view ${name}` };
  const drawn = await domain.call(view.handler, ['draw', stamp, Number(stamp) - 1]);
  if (!drawn.ok) return { error: drawn.problem.message };
  const { tree } = drawn.value as { readonly tree: LuaValue };
  const parsed = parseTree(tree);
  return parsed.ok ? { value: tree } : { error: parsed.message };
}

/** Does what a person would do in a tree that was drawn. */
export async function actInView(
  domain: LuaDomain,
  registered: readonly Registration[],
  [name, action, value]: readonly LuaValue[],
): Promise<Settled> {
  const view = viewNamed(registered, name);
  const done = view && (await domain.call(view.handler, ['act', action, value]));
  if (!done) return { error: `there is no view ${name}` };
  if (!done.ok) return { error: done.problem.message };
  const answer = done.value as { readonly done?: boolean; readonly value?: LuaValue };
  return answer.done ? { value: answer.value } : { error: 'the view was drawn anew; that is not there any more' };
}

function viewNamed(registered: readonly Registration[], name: LuaValue): Registration | undefined {
  return registered.findLast((one) => one.kind === 'view' && one.name === name);
}
