import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Action, LuaAction } from '../../../../src/shared/vocabulary';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

const lua = (more: Partial<LuaAction> = {}): Action => ({
  ...{ type: 'lua', source: { from: 'code', code: 'viberot.log(\n  "hi")', below: 3 } },
  ...more,
});

test('It is told what it is for, and its run ends with its code', async () => {
  rig.matchRule({ actions: [lua()] }, { pid: 77, argv: ['make', 'all'] });
  expect(await rig.untilState('ended')).toMatchObject({ action: 'lua', label: 'viberot.log( …' });
  expect(rig.lua.asked).toMatchObject([
    {
      ...{ run: 'run-1', rule: { id: 'rule' }, agent: 'Claude Code', trial: false },
      process: { pid: 77, argv: ['make', 'all'] },
      source: { code: 'viberot.log(\n  "hi")', below: 3 },
    },
  ]);
  expect(rig.lua.told).toEqual([]);
});

test('What waits for the end of the command is told how it ended', async () => {
  rig.lua.begun = ok(true);
  const watched = rig.matchRule({ actions: [lua()] });
  await rig.untilState('running');
  expect(rig.actions.counts.value).toMatchObject({ running: 1 });
  rig.exit(watched, { code: 3 });
  await rig.untilState('ended');
  expect(rig.lua.told).toEqual([expect.stringMatching(/^finish {"code":3} \d+$/)]);
});

test('Of a command that has ended, it is told so at once', async () => {
  rig.lua.begun = ok(true);
  rig.matchRule({ on: 'exit', actions: [lua()] }, { startedAt: 1_000 }, { exit: { signal: 9 }, endedAt: 1_500 });
  await rig.untilState('ended');
  expect(rig.lua.asked[0]).toMatchObject({ exit: { signal: 9 }, durationMs: 500 });
  expect(rig.lua.told).toEqual(['finish {"signal":9} 500']);
});

test.each([
  ['its code', { begun: fail('failed', 'config.toml:4: no') }, 'failed', 'config.toml:4: no'],
  ['what it does in the end', { begun: ok(true), finished: fail('failed', 'too late') }, 'failed', 'too late'],
  ['too many', { begun: fail('busy', 'Too many.') }, 'dropped', 'Too many.'],
] as const)('It fails by %s', async (_, lua_, state, message) => {
  Object.assign(rig.lua, lua_);
  rig.exit(rig.matchRule({ actions: [lua()] }));
  expect(await rig.untilState(state)).toMatchObject({ message });
});

test('What it logs is shown as what it printed', async () => {
  rig.lua.begun = undefined;
  rig.matchRule({ actions: [lua()] });
  rig.lua.asked[0]?.print('hello\n');
  expect(rig.actions.output('run-1')?.text).toBe('hello\n');
});

test.each([
  ['its code', undefined],
  ['the end of the command', ok(true)],
])('Its time may be over while it waits for %s', async (_, begun) => {
  rig.lua.begun = begun;
  rig.matchRule({ actions: [lua({ timeoutMs: 20 })] });
  expect(await rig.untilState('failed')).toMatchObject({ message: 'It was not done within its time-out.' });
  expect(rig.lua.told).toEqual(['abandon']);
});

test('It ends with the hub', async () => {
  rig.lua.begun = ok(true);
  rig.matchRule({ actions: [lua()] });
  await scope.close();
  expect(await rig.untilState('failed')).toMatchObject({ message: 'VibeRot ended before it was done.' });
  expect(rig.lua.told).toEqual(['abandon']);
});

test('It is tried with a command that is made up, which ends', async () => {
  rig.lua.begun = ok(true);
  const tried = await rig.actions.tryAction(lua(), { command: { argv: ['make'], exitCode: 5 }, lastsMs: 10 });
  expect(tried.run.state).toBe('ended');
  expect(rig.lua.asked[0]).toMatchObject({ trial: true });
  expect(rig.lua.told).toEqual([expect.stringContaining('finish {"code":5}')]);
});

test.each<[LuaAction['source'], string]>([
  [{ from: 'file', file: 'tidy.lua' }, 'tidy.lua'],
  [{ from: 'registered', name: 'tidy' }, 'tidy'],
  [{ from: 'code', code: '\nlocal key = "--password=hunter2"\n' }, 'local key = "--password=•••"'],
])('Its label says what is run: %j', async (source, label) => {
  rig.matchRule({ actions: [lua({ source })] });
  expect((await rig.untilState('ended')).label).toBe(label);
});
