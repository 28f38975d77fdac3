import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createScope } from '../../../../src/shared/scope';
import type { Agent, LuaValue } from '../../../../src/shared/vocabulary';
import { findOnScreen } from '../../../../src/shared/vocabulary';
import { buildLuaWorker } from '../../../fixtures/lua-worker';
import { temporaryDirectory } from '../../gateway/transports';
import { eventually, openRig, type Rig } from './rig';

/** What decides about agents: the Lua that comes with the app, and a person's files that change it while it runs. */
const scope = createScope();
let rig: Rig;
beforeAll(async () => {
  const worker = await buildLuaWorker();
  scope.defer(worker.remove);
  const shipped = join(import.meta.dirname, '../../../../lua');
  rig = await openRig({ home: temporaryDirectory(scope), worker: worker.path, shipped });
  scope.use(rig.scope);
}, 60_000);
afterAll(() => scope.close());

const agent: Agent = {
  ...{ id: 'a1', name: 'fixer', profile: 'review', tool: 'claude', color: 'gray', icon: 'bot', notes: '' },
  ...{ command: ['claude'], cwd: '/', createdAt: 1, startedAt: 1, status: 'exited', statusSource: 'process' },
  ...{ statusAt: 1, unseen: false, lost: false, autoRestart: 'always', restarts: 0, exit: { code: 1 } },
};

const statusOf = (line: string, ...names: string[]) =>
  findOnScreen(rig.lua.screens.rules.of(names)?.screen ?? [], [line]).map(({ status }) => status);

/** What a file of the person's changes, and that it is as before when the file has gone. */
async function changes<T>(
  { name, text }: { name: string; text: string },
  look: () => T | Promise<T>,
  { before, after }: { before: T; after: T },
): Promise<void> {
  expect(await look()).toEqual(before);
  rig.write(`user/${name}.lua`, text);
  await eventually(async () => expect(await look()).toEqual(after));
  rmSync(join(rig.home, 'lua/user', `${name}.lua`));
  await eventually(async () => expect(await look()).toEqual(before));
}

test('rules for the screens of a tool are added to, live', () =>
  changes(
    {
      name: 'mine',
      text: `status.rules("claude", { screen = { { status = "failed", pattern = "^(?i)out of credits" } } })`,
    },
    () => [statusOf('Out of credits', 'claude'), statusOf('esc to interrupt', 'review', 'claude')],
    { before: [[], ['working']], after: [['failed'], ['working']] },
  ));

test('rules of a tool are replaced as a whole, and those of a profile are its own', () =>
  changes(
    {
      name: 'status_rules',
      text: `require("shipped.status_rules")
        status.rules("claude", { screen = { { status = "needs-input", pattern = "^Ask" } } }, { replace = true })
        status.rules("review", { titles = { { status = "working", pattern = "^R" } } })`,
    },
    () => [
      statusOf('esc to interrupt', 'claude'),
      statusOf('Ask?', 'claude'),
      rig.lua.screens.rules.of(['review', 'claude'])?.titles.length,
    ],
    { before: [['working'], [], 2], after: [[], ['needs-input'], 1] },
  ));

test('a file with a pattern that is none is refused with its place, and what was said before holds', async () => {
  const file = `local M = {}\nstatus.rules("claude", { screen = { { status = "working", pattern = "(" } } })\nreturn M`;
  rig.write('user/broken.lua', file);
  await rig.until('user.broken', 'failed');
  expect((await rig.file('user.broken'))?.problem).toMatchObject({
    line: 2,
    message: expect.stringContaining('screen[1]: the pattern ( is none of RE2: missing closing )'),
  });
  expect(statusOf('esc to interrupt', 'claude')).toEqual(['working']);
  rmSync(join(rig.home, 'lua/user/broken.lua'));
});

const restartAfter = async () => {
  const made = await rig.lua.intercept('agent_sequel', {
    agent: { id: 'a1', auto_restart: 'always', exit: { code: 1 } },
    ran_ms: 5,
  });
  return (made?.value as { readonly [name: string]: LuaValue })?.restart_after_ms;
};

test('when an agent is started again is decided, and decided otherwise', () =>
  changes(
    {
      name: 'calm',
      text: `hooks.intercept("agent_sequel", "calm", function(ended)
        ended.restart_after_ms = 20000
        return ended
      end, { priority = -1 })`,
    },
    restartAfter,
    { before: 1_000, after: 20_000 },
  ));

test('people are told what a person’s own file says', async () => {
  const told = (status: Agent['status']) => {
    const { length } = rig.asked;
    rig.lua.tell('agent_attention', () => [
      { id: 'a1', name: 'fixer', status, status_source: 'hook', profile: 'claude', tool: 'claude' },
      { before: 'working', looked_at: false, news: true },
    ]);
    return eventually(() => expect(rig.asked.length).toBe(length + 1)).then(() => rig.asked.at(-1));
  };
  expect(await told('failed')).toBe('notify fixer: It could not finish.');
  rig.write('user/loud.lua', 'require("default.notifications").says.failed = "Help!"');
  await rig.until('user.loud', 'running');
  expect(await told('failed')).toBe('notify fixer: Help!');
});

test('lines are told to who listens for them', async () => {
  const { lines } = rig.lua.screens;
  expect(lines.want(['a1', 'claude'])).toBe(false);
  rig.write(
    'user/ear.lua',
    `hub.on_match("claude", "^error: ", function(agent, line) hub.notify { title = agent.name, message = line } end)`,
  );
  await rig.until('user.ear', 'running');
  expect([lines.want(['a1', 'claude']), lines.want(['a1', 'codex'])]).toEqual([true, false]);
  lines.take(agent, ['a1', 'review', 'claude'], ['fine', 'error: no disk']);
  lines.take(agent, ['a1', 'codex'], ['error: of another']);
  await eventually(() => expect(rig.asked).toContain('notify fixer: error: no disk'));
  expect(rig.asked.join()).not.toContain('another');
});
