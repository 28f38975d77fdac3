import { safe } from '@orpc/client';
import type { Client, LuaState, LuaView } from '../../../shared/contract';
import type { ViewNode } from '../../../shared/vocabulary';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';
import { printProblem } from './problem';

/**
 * Prints what a view of Lua shows now, for those without a window; without a name which views there are.
 * @returns the exit code: 1 when there is no such view, or it could not be drawn
 */
export async function printView(invocation: Invocation, name: string | undefined): Promise<number> {
  const code = await withHub(invocation, (client) =>
    name === undefined ? printViews(invocation, client) : printTree(invocation, client, name),
  );
  return code ?? sayNotRunning(invocation);
}

async function printViews({ host, json }: Invocation, client: Client): Promise<number> {
  const { views } = await client.lua.state();
  if (json) await host.out(JSON.stringify(views));
  else if (views.length === 0) await host.out('Lua has no views.');
  else await printLines(host.out, ...viewTable(views));
  return 0;
}

async function printTree({ host, json }: Invocation, client: Client, name: string): Promise<number> {
  const { error, data, isDefined } = await safe(client.lua.watchView({ view: name }));
  if (error) {
    if (!isDefined) throw error;
    const { views } = await client.lua.state();
    const there = views.map((view) => view.name).join(', ');
    const which = there === '' ? 'There are none.' : `There are: ${there}.`;
    await printLines(host.error, `Lua has no view "${name}". ${which}`);
    return 1;
  }
  const { tree, problem } = await firstDrawn(data);
  if (json) await host.out(JSON.stringify({ ok: problem === undefined, tree, problem }));
  else {
    if (tree) await printLines(host.out, ...outline(tree));
    if (problem) await printProblem(host.error, problem);
  }
  return problem ? 1 : 0;
}

async function firstDrawn(views: AsyncIterable<LuaView>): Promise<LuaView> {
  for await (const view of views) return view;
  return { problem: { message: 'The view is gone.', path: '' } };
}

function viewTable(views: LuaState['views']): string[] {
  const rows = views.map(({ name, title, module, terminal }) => [name, title, module, terminal ? 'terminal only' : '']);
  return aligned([['VIEW', 'TITLE', 'MODULE', ''], ...rows]);
}

/** What is said first of a node, without its name. */
const mainFields: readonly string[] = ['text', 'title', 'label', 'name', 'keys', 'agent'];
const indent = '  ';

const isLongList = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.some((item) => typeof item === 'object');

/** A tree as lines: a node each, what is in it below, further to the right. */
export function outline(node: ViewNode): string[] {
  const { kind, ...fields } = node;
  const main = mainFields.find((name) => name in fields);
  const words: string[] = [kind];
  const below: string[] = [];
  for (const [name, value] of Object.entries(fields).sort(([one]) => (one === main ? -1 : 0))) {
    if (name === 'children') continue;
    if (name.startsWith('on_')) words.push(`${name}()`);
    else if (isLongList(value)) below.push(`${name}:`, ...value.map((item) => `${indent}${JSON.stringify(item)}`));
    else if (value !== undefined)
      words.push(name === main ? JSON.stringify(value) : `${name}=${JSON.stringify(value)}`);
  }
  if ('children' in node) below.push(...node.children.flatMap(outline));
  return [words.join(' '), ...below.map((line) => `${indent}${line}`)];
}
