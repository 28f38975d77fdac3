import { expect, test } from 'vitest';
import { nodeKinds, ViewNode } from '../../../../src/shared/vocabulary';
import { nodeSamples } from '../../../fixtures/view-nodes';
import { markupOf, readIn } from './drawn';

test.each(nodeKinds)('a node of the kind %s is drawn with all that is in it', (kind) => {
  const { tree, seen, unseen = [] } = nodeSamples[kind];
  expect(JSON.stringify(tree)).toContain(`"kind":"${kind}"`);
  expect(ViewNode.parse(tree)).toEqual(tree);
  let rest = readIn(markupOf(tree));
  for (const text of unseen) expect(rest).not.toContain(text);
  for (const text of seen) {
    expect(rest).toContain(text);
    rest = rest.slice(rest.indexOf(text) + text.length);
  }
});

test('a narrow chart leaves out every second name, so that none lies over another', () => {
  const names = ['10:00', '11:00', '12:00', '13:00'];
  const markup = markupOf({
    kind: 'chart',
    type: 'bar',
    labels: names,
    series: [{ name: 'Commands', values: [1, 2] }],
  });
  const hidden = [...markup.matchAll(/<span [^>]*class="([^"]*)"[^>]*>(\d+:00)</g)]
    .filter(([, classes]) => classes?.includes('@max-sm:hidden'))
    .map(([, , name]) => name);
  expect(hidden).toEqual(['11:00', '13:00']);
});
