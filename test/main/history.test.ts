import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScope, type Scope } from '../../src/shared/scope';
import type { HistoryEntry } from '../../src/shared/vocabulary';
import { untilStatus, untilWatching } from '../fixtures/hub-client';
import { makeHome, type RunningHub, startHub, viberot } from '../fixtures/running-hub';

/** The history of a whole hub: a real process with a real probe, that can be killed. */
let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const lines = <T>(stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

async function watchingHub(home: string): Promise<RunningHub> {
  const hub = await startHub(home, scope);
  await untilStatus(home, ({ probe, history }) => probe.state === 'running' && history.state === 'open');
  return hub;
}

const listed = (home: string, words: string) =>
  lines<HistoryEntry>(viberot(home, 'history', 'list', '--json', '--search', words).stdout);

test('what ran and what rules did outlives the hub, also when it is killed', { timeout: 90_000 }, async () => {
  const mark = `mark-${process.pid}-${Date.now()}`;
  const home = makeHome(
    scope,
    `[[rules]]\nid = "log"\ncommand = "sh -c * ${mark} *"\naction = { type = "exec", path = "true" }\n`,
  );
  const hub = await watchingHub(home);
  for (const code of [0, 3]) spawnSync('sh', ['-c', `exit ${code}`, mark, '--token', 'hunter2']);
  await eventually(() => {
    const entries = listed(home, mark).filter(({ program }) => program === 'sh');
    expect(entries).toMatchObject([
      { command: `sh -c exit 3 ${mark} --token •••`, exit: { code: 3 }, firings: 1 },
      { command: `sh -c exit 0 ${mark} --token •••`, exit: { code: 0 }, firings: 1 },
    ]);
  });
  await eventually(() => {
    expect(lines(viberot(home, 'rules', 'history', 'log', '--json').stdout)).toMatchObject([
      { ruleId: 'log', state: 'ended', command: `sh -c exit 3 ${mark} --token •••` },
      { ruleId: 'log', state: 'ended', command: `sh -c exit 0 ${mark} --token •••` },
    ]);
  });
  expect(statSync(join(home, 'history.db')).mode & 0o777).toBe(0o600);

  await hub.end('SIGKILL');
  expect(listed(home, mark).filter(({ program }) => program === 'sh')).toHaveLength(2);
  const next = await watchingHub(home);
  expect(listed(home, mark).filter(({ program }) => program === 'sh')).toHaveLength(2);

  spawnSync('sh', ['-c', 'exit 4', mark]);
  await eventually(() => expect(viberot(home, 'events').stdout).toContain(`exit 4 ${mark}`));
  expect(await next.end('SIGTERM')).toBe(0);
  expect(
    listed(home, `exit 4 ${mark}`).some(({ exit }) => exit !== undefined && 'code' in exit && exit.code === 4),
  ).toBe(true);
  expect(statSync(join(home, 'history.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
});

test('what is under way when a hub is killed is told its end by the next one', { timeout: 90_000 }, async () => {
  const seconds = `9${process.pid}`;
  const home = makeHome(scope, '');
  const hub = await watchingHub(home);
  const sleeper = spawn('sleep', [seconds], { stdio: 'ignore' });
  scope.defer(() => void sleeper.kill('SIGKILL'));
  const ends = () =>
    listed(home, seconds)
      .filter(({ program }) => program === 'sleep')
      .map(({ endedAt }) => endedAt !== undefined);
  await eventually(() => expect(ends()).toEqual([false]));
  await hub.end('SIGKILL');
  await watchingHub(home);
  sleeper.kill();
  await eventually(() => expect(ends()).toEqual([true]));
});

test('a hub without a history does everything else, and says why it has none', async () => {
  const home = makeHome(scope, '');
  spawnSync('mkdir', [join(home, 'history.db')]);
  await startHub(home, scope);
  const { history, notices } = await untilWatching(home);
  expect(history).toMatchObject({ state: 'unavailable' });
  expect(notices.map(({ id }) => id)).toContain('history');
  expect(viberot(home, 'history', 'list')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cannot be used'),
  });
});

test('turned off in config.toml, nothing is written', async () => {
  const home = makeHome(scope, '[history]\nenabled = false\n');
  await startHub(home, scope);
  await untilStatus(home, ({ history }) => history.state === 'off');
  expect(viberot(home, 'history', 'status').stdout).toContain('history: off');
  expect(existsSync(join(home, 'history.db'))).toBe(false);
  writeFileSync(join(home, 'config.toml'), '[history]\nenabled = true\n');
  await untilStatus(home, ({ history }) => history.state === 'open');
  expect(viberot(home, 'history', 'status').stdout).toContain('history: open');
});
