import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../../src/main/cli';
import { createGateway, implementer } from '../../../../src/main/gateway';
import type { LuaState, LuaView } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { madeUpLua } from '../../../e2e/made-up-lua';
import { statusOf } from '../../../fixtures/hub-status';
import { silentLog } from '../../../fixtures/silent-log';
import { transports } from '../../gateway/transports';
import { createRig, type Rig } from '../rig';

/** `viberot lua view` with a hub that has two views. */
const drawn: Readonly<Record<string, LuaView>> = {
  board: {
    tree: {
      ...{ kind: 'column', gap: 1 },
      children: [
        { kind: 'heading', text: 'Board' },
        {
          kind: 'row',
          children: [
            { kind: 'button', label: 'Go', on_click: '1.1' },
            { kind: 'badge', text: { bind: 'agents', count: true }, tone: 'accent' },
          ],
        },
        { kind: 'list', items: [{ title: 'one' }, { title: 'two', badge: 'new' }] },
        { kind: 'sidebar', views: ['agents', 'board'] },
      ],
    },
  },
  broken: { problem: { message: 'view broken: text › tone: must be …', path: '/lua/user/board.lua', line: 5 } },
};
const views: LuaState['views'] = [
  { name: 'board', title: 'Board', module: 'user.board' },
  { name: 'broken', title: 'Broken', terminal: true, module: 'user.board' },
];

let scope: Scope;
let rig: Rig;
let host: CliHost;
beforeEach(async () => {
  scope = createScope();
  rig = createRig(scope);
  const lua = {
    state: implementer.lua.state.handler(() => ({ ...madeUpLua(0), views })),
    watchView: implementer.lua.watchView.handler(async ({ input: { view }, errors }) => {
      const now = drawn[view];
      if (!now) throw errors.NO_VIEW({ data: { view } });
      return (async function* () {
        yield now;
      })();
    }),
  };
  const hub = { status: implementer.hub.status.handler(() => statusOf()) };
  const gateway = createGateway({ hub, lua }, silentLog, scope);
  const transport = await transports['message port']?.(gateway, scope);
  if (!transport) throw new Error('There is no such transport');
  host = { ...rig.host, openHub: () => () => transport.connect() };
});
afterEach(() => scope.close());

const view = (...argv: string[]) => runCli(['lua', 'view', ...argv], host);

test('prints the tree of a view, a node in a line', async () => {
  expect(await view('board')).toBe(0);
  expect(rig.out).toEqual([
    'column gap=1',
    '  heading "Board"',
    '  row',
    '    button "Go" on_click()',
    '    badge {"bind":"agents","count":true} tone="accent"',
    '  list',
    '    items:',
    '      {"title":"one"}',
    '      {"title":"two","badge":"new"}',
    '  sidebar views=["agents","board"]',
  ]);
});

test('prints it as JSON, too', async () => {
  expect(await view('board', '--json')).toBe(0);
  expect(rig.out.map((line) => JSON.parse(line))).toEqual([{ ok: true, ...drawn.board }]);
});

test('says why a view cannot be drawn, and where', async () => {
  expect(await view('broken')).toBe(1);
  expect(rig.errors).toEqual(['/lua/user/board.lua:5: view broken: text › tone: must be …']);
  expect(await view('broken', '--json')).toBe(1);
  expect(rig.out.map((line) => JSON.parse(line))).toEqual([{ ok: false, ...drawn.broken }]);
});

test('names the views that there are', async () => {
  expect(await view()).toBe(0);
  expect(rig.out).toEqual([
    'VIEW    TITLE   MODULE',
    'board   Board   user.board',
    'broken  Broken  user.board  terminal only',
  ]);
  expect(await view('bord')).toBe(1);
  expect(rig.errors).toEqual(['Lua has no view "bord". There are: board, broken.']);
  // What was typed, or named by a file, does not steer the terminal.
  expect(await view('\u001b[2Jbord')).toBe(1);
  expect(rig.errors.at(-1)).toBe('Lua has no view " [2Jbord". There are: board, broken.');
});
