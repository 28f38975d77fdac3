import { expect, test } from 'vitest';
import { allViews, listedViews, placeKeys, shownView } from '../../../src/renderer/app/shown-views';
import type { LuaState } from '../../../src/shared/contract';

const views: LuaState['views'] = [
  { name: 'layout', title: 'Layout', module: 'default.layout' },
  { name: 'usage', title: 'Usage', icon: 'gauge', module: 'user.usage' },
  { name: 'status', title: 'Status', terminal: true, module: 'default.terminal_views' },
  { name: 'agents', title: 'My agents', module: 'user.agents' },
];
const namesOf = (listed: readonly string[]) => listedViews(listed, views).map(({ view }) => view);

test('all views are the window’s own and Lua’s, without its layout and what is for the terminal alone', () => {
  expect(allViews(views).map(({ view, title, lua }) => `${view} ${title} ${lua}`)).toEqual([
    ...['activity Activity undefined', 'rules Rules undefined', 'agents My agents agents', 'lua Lua undefined'],
    ...['status Status undefined', 'settings Settings undefined', 'view/usage Usage usage'],
  ]);
});

test.each([
  ['views by their names, in that order', ['status', 'view/usage', 'agents'], ['status', 'view/usage', 'agents']],
  ['each once', ['usage', 'view/usage', 'rules', 'rules'], ['view/usage', 'rules']],
  ['none that is not there', ['gone', 'layout', 'lua'], ['lua']],
  ['the window’s own when none is there', ['gone'], ['activity', 'rules', 'agents', 'lua', 'status', 'settings']],
])('a layout lists %s', (_, listed, expected) => {
  expect(namesOf(listed)).toEqual(expected);
});

test('an address of a view that is not there (any more) still names it', () => {
  expect(shownView('view/a%20b', views)).toMatchObject({ title: 'a b', lua: 'a b' });
  expect(shownView('view/50%', views)).toMatchObject({ lua: '50%' });
});

test('the keys 1 to 9 lead to the listed views in their order', () => {
  const keys = placeKeys(listedViews(['usage', 'rules'], views)).map((binding) => `${binding.keys} ${binding.command}`);
  expect(keys).toEqual([...['1 window.view/usage', 'Mod+1 window.view/usage', '2 window.rules', 'Mod+2 window.rules']]);
});
