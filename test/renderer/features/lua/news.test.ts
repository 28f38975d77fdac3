import { expect, test } from 'vitest';
import { newsOf, waitingProjects } from '../../../../src/renderer/features/lua/news';
import type { LuaProject } from '../../../../src/shared/contract';
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

const project = (state: LuaProject['state']): LuaProject => ({ folder: '/shop', name: 'shop', state, files: [] });

test.each<[string, LuaProject['state'] | undefined, LuaProject['state'], number]>([
  ['it is found', undefined, 'new', 1],
  ['it goes on waiting', 'new', 'new', 0],
  ['it has changed', 'trusted', 'changed', 1],
  ['it is trusted', 'new', 'trusted', 0],
  ['it is not', 'new', 'declined', 0],
])('of a project a person is told once that it waits: %s', (_, before, after, count) => {
  expect(waitingProjects(before ? [project(before)] : [], [project(after)])).toHaveLength(count);
});
