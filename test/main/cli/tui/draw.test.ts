import { describe, expect, test } from 'vitest';
import { nodeKinds } from '../../../../src/shared/vocabulary';
import { nodeSamples } from '../../../fixtures/view-nodes';
import { draw } from './drawing';

describe.each(nodeKinds)('a node of kind %s', (kind) => {
  const { tree, seen, unseen = [] } = nodeSamples[kind];

  test('shows what a person must be able to read in it', () => {
    const text = draw(tree).lines.join('\n');
    let from = 0;
    for (const words of seen) {
      const at = text.indexOf(words, from);
      expect(at, `"${words}" in\n${text}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
    for (const words of unseen) expect(text).not.toContain(words);
  });

  test.each([
    [1, 1],
    [2, 2],
    [5, 3],
    [20, 4],
    [200, 60],
  ])('fits into %d by %d cells', (cols, rows) => {
    const { lines } = draw(tree, cols, rows);
    expect(lines).toHaveLength(rows);
  });
});
