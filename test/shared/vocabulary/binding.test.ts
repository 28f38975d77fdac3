import { expect, test } from 'vitest';
import {
  type Binding,
  boundEntities,
  boundText,
  type Entities,
  fieldText,
  filledTemplate,
  keyOfRecord,
  rowOfItem,
  rowOfRecord,
} from '../../../src/shared/vocabulary';

const entities: Entities = {
  agents: [
    { id: 'a', name: 'docs', status: 'working', turns: 10, worktree: { branch: 'main' } },
    { id: 'b', name: 'build', status: 'failed', turns: 9, lost: true },
    { id: 'c', name: 'api', status: 'working' },
  ],
  processes: [{ key: '7:1', argv: ['npm', 'test'], exit: { code: 1 } }],
  rules: [],
  lua_files: [{ module: 'user.layout' }],
};

test.each<[what: string, binding: Binding, ids: string]>([
  ['all of a store', { bind: 'agents' }, 'a b c'],
  ['those whose field is this', { bind: 'agents', where: { status: 'working' } }, 'a c'],
  ['those whose field is any of these', { bind: 'agents', where: { status: ['failed', 'stuck'] } }, 'b'],
  ['those to whom all of it applies', { bind: 'agents', where: { status: 'working', turns: 10 } }, 'a'],
  ['those with a field of a field', { bind: 'agents', where: { 'worktree.branch': 'main' } }, 'a'],
  ['none by a field that no object has by itself', { bind: 'agents', where: { constructor: 'x' } }, ''],
  ['texts in their order', { bind: 'agents', order: 'name' }, 'c b a'],
  ['numbers by their size, what has none last', { bind: 'agents', order: 'turns' }, 'b a c'],
  ['the other way round, what has none still last', { bind: 'agents', order: '-turns' }, 'a b c'],
  ['the first of them', { bind: 'agents', order: 'name', limit: 1 }, 'c'],
  ['none of an empty store', { bind: 'rules', limit: 1 }, ''],
])('a binding names %s', (_, binding, ids) => {
  expect(
    boundEntities(binding, entities)
      .map(({ id }) => id)
      .join(' '),
  ).toBe(ids);
});

test('a text is itself, or how many there are', () => {
  expect(boundText('two', entities)).toBe('two');
  expect(boundText({ bind: 'agents', where: { status: 'working' }, count: true }, entities)).toBe('2');
});

test.each([
  ['{name} on {worktree.branch}', 'docs on main'],
  ['{name}{gone} {no.such} {worktree}', 'docs  main'],
  ['{ name } {} {constructor}', '{ name } {} '],
])('the template %s is filled', (template, expected) => {
  expect(filledTemplate(template, entities.agents[0] ?? {})).toBe(expected);
});

test('fields are told as people read them', () => {
  const nowMs = new Date(2026, 10, 21, 20, 0).getTime();
  const record = { ended_at: nowMs - 3_600_000, made_at: nowMs - 86_400_000, on: true, argv: ['npm', 'test'], n: null };
  const text = (field: string) => fieldText(record, field, nowMs);
  expect(['ended_at', 'made_at', 'on', 'argv', 'n'].map(text)).toEqual([
    ...['19:00:00', '2026-11-20 20:00', 'yes', 'npm test', ''],
  ]);
});

test('what names an entity is its key, its id or its module', () => {
  const names = [...entities.agents, ...entities.processes, ...entities.lua_files, { name: 'x' }].map(keyOfRecord);
  expect(names).toEqual(['a', 'b', 'c', '7:1', 'user.layout', undefined]);
});

test('A row of a list is an item of its own, an entity by an item, or an entity by what it is called', () => {
  expect(rowOfItem({ title: 'A' }, 1)).toEqual({ key: '2', title: 'A' });
  expect(rowOfItem({ title: 'A', key: 'a' }, 1)).toEqual({ key: 'a', title: 'A' });
  const [agent, , idle] = entities.agents;
  const item = { title: '{name}!', detail: '{worktree.branch}', tone: 'muted' as const };
  expect(rowOfRecord(agent ?? {}, item, 0)).toEqual({ key: 'a', title: 'docs!', detail: 'main', tone: 'muted' });
  expect(rowOfRecord(idle ?? {}, undefined, 2)).toEqual({ key: 'c', title: 'api' });
  expect(rowOfRecord(entities.lua_files[0] ?? {}, undefined, 0)).toEqual({ key: 'user.layout', title: 'user.layout' });
  expect(rowOfRecord({}, undefined, 4)).toEqual({ key: '5', title: '5' });
});
