import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { containers, nodeKinds, ViewNode } from '../../../src/shared/vocabulary';

describe('a tree of nodes', () => {
  test('is taken as it is, with empty lists of children where there are none', () => {
    const tree = { kind: 'column', gap: 1, children: [{ kind: 'text', text: 'hello' }, { kind: 'row' }] };
    expect(ViewNode.parse(tree)).toEqual({
      ...tree,
      children: [
        { kind: 'text', text: 'hello' },
        { kind: 'row', children: [] },
      ],
    });
  });

  test.each([
    ['an unknown kind', { kind: 'row', children: [{ kind: 'txt' }] }, ['children', 0, 'kind']],
    ['an unknown property', { kind: 'row', children: [{ kind: 'text', text: '', colour: 'red' }] }, ['children', 0]],
    ['children where there can be none', { kind: 'text', text: '', children: [] }, []],
  ])('with %s is refused, with its place', (_what, tree, path) => {
    const { error } = ViewNode.safeParse(tree);
    expect(error?.issues[0]?.path).toEqual(path);
  });

  test('may be deep', () => {
    let tree: unknown = { kind: 'text', text: 'deep' };
    for (let depth = 0; depth < 60; depth++) tree = { kind: 'column', children: [tree] };
    expect(ViewNode.safeParse(tree).success).toBe(true);
  });

  test('knows kinds that hold others', () => {
    for (const kind of containers) expect(nodeKinds).toContain(kind);
    expect(z.object({ kind: z.enum(nodeKinds) }).safeParse({ kind: 'row' }).success).toBe(true);
  });
});
