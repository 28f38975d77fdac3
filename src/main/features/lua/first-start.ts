import type { FileBoxes, TextTrees } from '../../ports';

export interface FirstStartOptions {
  readonly trees: TextTrees;
  readonly boxes: FileBoxes;
  /** Where the app's own Lua is. */
  readonly shipped: string;
  /** The folder for the person's and the agents' files. */
  readonly own: string;
}

/**
 * Makes the folders, and puts AGENTS.md there, from which an agent learns how to improve the app. It is written anew when
 * the app has another one, unless a person has changed it. Says what went wrong.
 */
export async function firstStart({ trees, boxes, shipped, own }: FirstStartOptions): Promise<string | undefined> {
  for (const folder of ['user', 'improvements', 'data']) {
    const problem = trees.prepare(`${own}/${folder}`);
    if (problem !== undefined) return problem;
  }
  const [source, target] = [boxes.open([shipped]), boxes.open([own])];
  const text = await source.read('AGENTS.md');
  if (!text.ok || !text.value) return `${shipped}/AGENTS.md could not be read`;
  const [there, last] = [await target.read('AGENTS.md'), await target.read('.agents.md')];
  if (!there.ok || !last.ok) return `${own}/AGENTS.md could not be read`;
  if (same(there.value, text.value)) return undefined;
  if (there.value && !same(there.value, last.value)) return undefined;
  const written = await target.write('AGENTS.md', text.value);
  await target.write('.agents.md', text.value);
  return written.ok ? undefined : written.message;
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}
