import { expect, test } from 'vitest';
import { createOverlays } from '../../../../src/main/features/desktop';
import { createCell } from '../../../../src/shared/event';
import { createScope } from '../../../../src/shared/scope';
import type { Overlay } from '../../../../src/shared/vocabulary';

const overlayOf = (id: string, content: Overlay['content']): Overlay => ({
  ...{ id, ruleId: 'tests', process: '1:1', title: 'Tests', command: 'npm test', content, corner: 'top-left' },
  ...{ width: 300, height: 100, clickThrough: false, startedAt: 1 },
});

test('a file has one address for as long as its overlay is up', async () => {
  const scope = createScope();
  const wanted = createCell<readonly Overlay[]>([]);
  const opened: string[] = [];
  const closed: string[] = [];
  const pages = {
    open({ id, content }: { id: string; content: { path: string } }) {
      opened.push(id);
      return `secret-${opened.length}${content.path}`;
    },
    close: (id: string) => void closed.push(id),
  };
  const overlays = createOverlays(wanted, pages, scope);
  const page = overlayOf('a', { type: 'page', path: '/a.html' });
  const progress = overlayOf('b', { type: 'progress' });

  wanted.value = [page];
  wanted.value = [page, progress];
  expect(overlays.value.map(({ address }) => address)).toEqual(['secret-1/a.html', undefined]);
  expect(closed).toEqual([]);

  wanted.value = [progress];
  expect({ opened, closed }).toEqual({ opened: ['a'], closed: ['a'] });

  wanted.value = [page];
  await scope.close();
  expect(closed).toEqual(['a', 'a']);
  wanted.value = [];
  expect(overlays.value).toHaveLength(1);
});
