import { expect, test } from 'vitest';
import { newsOf } from '../../../../src/renderer/features/lua/news';
import type { LuaFile } from '../../../../src/shared/vocabulary';
import { fileOf } from './made-up';

const runs = fileOf('user.a');
const off = fileOf('user.a', { state: 'disabled' });
const failsAt = (line: number) =>
  fileOf('user.a', { state: 'failed', problem: { message: 'oh no', path: '/lua/user/a.lua', line } });

test.each<[string, LuaFile | undefined, LuaFile | undefined, string[]]>([
  ['it fails', runs, failsAt(3), ['failed']],
  ['it fails as before', failsAt(3), failsAt(3), []],
  ['it fails in another way', failsAt(3), failsAt(4), ['failed']],
  ['it is mended', failsAt(3), runs, ['mended']],
  ['it is disabled instead', failsAt(3), off, []],
  ['it is enabled', off, runs, []],
  ['it is new and runs', undefined, runs, []],
  ['it is new and fails', undefined, failsAt(1), ['failed']],
  ['it is gone', failsAt(3), undefined, []],
])('when %s, a person is told what matters', (_, before, after, expected) => {
  const news = newsOf(before ? [before] : [], after ? [after] : []);
  expect(news.map(({ what }) => what)).toEqual(expected);
});
