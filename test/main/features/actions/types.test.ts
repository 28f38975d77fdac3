import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail, ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Action, LogAction, NotifyAction, SoundAction } from '../../../../src/shared/vocabulary';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(async () => {
  await scope.close();
  expect([...rig.guarded], 'groups that are left').toEqual([]);
});

const notify = (more: Partial<NotifyAction> = {}): Action => ({ type: 'notify', at: 'start', silent: false, ...more });
const log = (more: Partial<LogAction> = {}): Action => ({
  ...{ type: 'log', message: '{command} {exit}', level: 'warn', at: 'start' },
  ...more,
});
const sound = (more: Partial<SoundAction> = {}): Action => ({ type: 'sound', sound: 'done', at: 'start', ...more });
const ended = { exit: { code: 2 }, endedAt: 81_000 };

describe('When it is done:', () => {
  const messages = () => rig.notifier.shown.map(({ message }) => message);

  test.each<[NotifyAction['at'], string[], string[]]>([
    ['start', ['make all has started'], []],
    ['end', [], ['make all has ended after 1.0 s']],
    ['both', ['make all has started'], ['make all has ended after 1.0 s']],
  ])('at %s', async (at, before, after) => {
    const watched = rig.matchRule({ actions: [notify({ at })] });
    await new Promise(setImmediate);
    expect(messages()).toEqual(before);
    rig.exit(watched);
    await expect.poll(messages).toEqual([...before, ...after]);
    expect(new Set(rig.events.map(({ run }) => run.id)).size).toBe(before.length + after.length);
  });

  test.each(['start', 'end', 'both'] as const)('at once, and once, when the command has ended (%s)', async (at) => {
    const watched = rig.matchRule({ on: 'failure', actions: [notify({ at })] }, {}, ended);
    rig.exit(watched);
    await rig.untilState('ended');
    expect(messages()).toEqual(['make all failed after 1 min 20 s (exit code 2)']);
  });

  test('a storm that fails is told, and does not fill the log', async () => {
    rig.notifier.answer = fail('cannot-notify', 'No.');
    for (let n = 0; n < 500; n++) rig.matchRule({ actions: [notify()] });
    await expect.poll(() => rig.logged.at(-1)?.fields, { timeout: 5_000 }).toEqual({ count: 490 });
    expect(rig.logged).toHaveLength(11);
    expect(rig.actions.counts.value).toMatchObject({ failed: 500 });
  });

  test('never when the command ends with the hub', async () => {
    const watched = rig.matchRule({ actions: [notify({ at: 'end' })] });
    await scope.close();
    rig.exit(watched);
    expect(await rig.untilState('dropped')).toMatchObject({ message: 'VibeRot ended before its turn.' });
    expect(messages()).toEqual([]);
  });

  test('a rule with several actions does each, in their order', async () => {
    rig.matchRule({ actions: [log({ message: 'one' }), notify(), log({ message: 'two' })] });
    expect(rig.actions.runsOf('rule')).toBe(1);
    await expect.poll(() => rig.actions.runsOf('rule')).toBe(0);
    expect(rig.events.filter(({ type }) => type === 'action.started').map(({ run }) => run.label)).toEqual([
      'one',
      'make all has started',
      'two',
    ]);
    expect(rig.actions.counts.value).toMatchObject({ running: 0, started: 3, failed: 0 });
  });
});

describe('A notification', () => {
  test('says what the rule says, with its placeholders', async () => {
    const action = notify({
      title: '{program} by {agent}',
      message: '{command} in {cwd}: {exit} {{exit}',
      silent: true,
    });
    rig.matchRule({ name: 'Builds', actions: [action] }, { pid: 77, argv: ['/usr/bin/make', 'a\nb'], cwd: '/w' });
    await rig.untilState('ended');
    expect(rig.notifier.shown).toEqual([
      {
        ...{ id: 'run-1', about: { process: '77:1' }, silent: true },
        ...{ title: 'make by Claude Code', message: '/usr/bin/make a b in /w:  {exit}' },
      },
    ]);
    expect(rig.actions.output('run-1')?.text).toBe('make by Claude Code\n/usr/bin/make a b in /w:  {exit}\n');
  });

  test.each<[object, string]>([
    [{ code: 0 }, 'make all has ended after 1 min 20 s'],
    [{ code: 7 }, 'make all failed after 1 min 20 s (exit code 7)'],
    [{ signal: 9 }, 'make all was ended by SIGKILL after 1 min 20 s'],
    [{ unknown: true }, 'make all has ended after 1 min 20 s'],
  ])('says by itself how the command ended: %j', async (exit, message) => {
    rig.matchRule(
      { name: 'Builds', on: 'exit', actions: [notify()] },
      {},
      { ...ended, exit: exit as { code: number } },
    );
    await rig.untilState('ended');
    expect(rig.notifier.shown).toMatchObject([{ title: 'Builds', message }]);
  });

  test('is no longer than a desktop shows, has a title, and tells no secret', async () => {
    const action = notify({ title: '{exit}', message: '{command}' });
    rig.matchRule({ name: 'Builds', actions: [action] }, { argv: ['a', '--token=s3cret', 'x'.repeat(1_000_000)] });
    await rig.untilState('ended');
    const [{ title = '', message = '' } = {}] = rig.notifier.shown;
    expect(title).toBe('Builds');
    expect(message).toMatch(/^a --token=••• xxx.*…$/);
    expect(message).toHaveLength(1_000);
  });

  test('may take a program, which rules leave alone', async () => {
    rig.notifier.show = async (_, onProgram) => {
      onProgram?.(6_000_000);
      expect([...rig.guarded]).toEqual([6_000_000]);
      const process = { pid: 6_000_000, start: 1, argv: ['notify-send'], startedAt: 0 };
      const { causes } = rig.actions.observe({ type: 'process.started', process, existing: false });
      expect(causes).toEqual(['rule']);
      return ok(undefined);
    };
    rig.matchRule({ actions: [notify()] });
    await rig.untilState('ended');
    expect([...rig.guarded]).toEqual([]);
  });

  test('that nobody shows is a failure that says what to do', async () => {
    rig.notifier.answer = fail('cannot-notify', 'Nobody shows notifications. Open the page.');
    rig.matchRule({ actions: [notify()] });
    expect(await rig.untilState('failed')).toMatchObject({ message: 'Nobody shows notifications. Open the page.' });
    expect(rig.actions.counts.value).toMatchObject({ running: 0, started: 1, failed: 1 });
  });

  test('that is never shown ends with its time-out, or with the hub', async () => {
    rig.notifier.show = () => new Promise(() => {});
    rig.matchRule({ actions: [notify({ timeoutMs: 20 })] });
    expect(await rig.untilState('failed')).toMatchObject({ message: 'It was not done within its time-out.' });
    rig.matchRule({ id: 'second', actions: [notify()] });
    await scope.close();
    expect(await rig.untilState('failed', 'second')).toMatchObject({ message: 'VibeRot ended before it was done.' });
  });
});

describe('A line', () => {
  test('goes into the hub’s log, on one line', async () => {
    rig.matchRule({ actions: [log()] }, { argv: ['a\n{"level":"error"}'] });
    await rig.untilState('ended');
    const fields = { rule: 'rule', run: 'run-1' };
    expect(rig.logged).toEqual([{ message: 'a {"level":"error"} ', fields }]);
  });

  test('is added with its time to a file of VibeRot’s folder, which only its owner reads', async () => {
    const actions = [log({ file: 'mine.log', at: 'both' })];
    const watched = rig.matchRule({ actions }, { argv: ['a\nb'] });
    rig.exit(watched, { code: 3 });
    const path = join(rig.home, 'mine.log');
    await expect.poll(() => rig.events.filter(({ run }) => run.state === 'ended').length).toBe(2);
    expect(readFileSync(path, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z a b \n\d{4}-[\dT:.-]+Z a b 3\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['no/such/folder.log', /^The line could not be written to .*\/no\/such\/folder.log: ENOENT/],
    ['/dev/null', /^The line could not be written to \/dev\/null: \/dev\/null is not a regular file/],
    [['$', '{NOWHERE}/x'].join(''), /^The variable NOWHERE is not set/],
  ])('that cannot be written to %s is a failure', async (file, message) => {
    rig.matchRule({ actions: [log({ file })] });
    expect((await rig.untilState('failed')).message).toMatch(message);
  });
});

describe('A sound', () => {
  /** Programs in place of the system's players, on a PATH with nothing else of the kind. */
  function players(scripts: Record<string, string>): Rig {
    const folder = join(rig.home, 'actions');
    for (const [name, lines] of Object.entries(scripts)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    return createRig(scope, { PATH: folder, OUT: join(rig.home, 'played') });
  }
  const played = () => readFileSync(join(rig.home, 'played'), 'utf8').trim();

  test('is played by the first player that is there and works', async () => {
    const broken = 'echo no server >&2; exit 1';
    const withPlayers = players({ paplay: broken, aplay: 'echo "$0 $*" >> "$OUT"', ffplay: 'exit 0' });
    withPlayers.matchRule({ actions: [sound()] });
    const run = await withPlayers.untilState('ended');
    expect(played()).toMatch(/\/aplay -q .*\/resources\/sounds\/done\.wav$/);
    expect(withPlayers.events).toHaveLength(2);
    expect(withPlayers.actions.output(run.id)?.text).toBe('no server\n');
    expect([...withPlayers.guarded]).toEqual([]);
  });

  test('of another kind than WAV is not given to a player that makes noise of it', async () => {
    const withPlayers = players({ aplay: 'echo "$*" >> "$OUT"', ffplay: 'echo "$*" >> "$OUT"' });
    withPlayers.matchRule({ actions: [sound({ sound: 'mine.ogg' })] });
    await withPlayers.untilState('ended');
    expect(played()).toBe(`-nodisp -autoexit -loglevel error ${withPlayers.home}/mine.ogg`);
  });

  test('that no player can play is a failure that tells what each said', async () => {
    const withPlayers = players({ paplay: 'echo no server; exit 1', aplay: 'exit 3' });
    withPlayers.matchRule({ actions: [sound()] });
    const { message } = await withPlayers.untilState('failed');
    expect(message).toMatch(/done\.wav could not be played\. paplay: no server; aplay: it ended with 3$/);
  });

  test('is played for a command line of any length', async () => {
    const withPlayers = players({ aplay: 'exit 0' });
    withPlayers.matchRule({ actions: [sound()] }, { argv: ['make', 'x'.repeat(1_000_000)] });
    await withPlayers.untilState('ended');
  });

  test('without any player is a failure that says what to install', async () => {
    const silent = players({});
    silent.matchRule({ actions: [sound()] });
    expect((await silent.untilState('failed')).message).toBe(
      'There is no program that plays sounds. Install one of pw-play, paplay, aplay and ffplay.',
    );
    expect(silent.actions.counts.value).toMatchObject({ started: 0, failed: 1 });
  });

  test('goes on when the command has ended, and is cut off by its time-out', async () => {
    const withPlayers = players({ aplay: 'exec /bin/sleep 60' });
    const watched = withPlayers.matchRule({ actions: [sound({ timeoutMs: 150 })] });
    const { pid = 0 } = await withPlayers.untilState('running');
    withPlayers.exit(watched);
    const run = await withPlayers.untilState('failed');
    expect(run).toMatchObject({ message: 'It was not done within its time-out.' });
    expect((run.endedAt ?? 0) - run.startedAt).toBeGreaterThanOrEqual(145);
    expect(withPlayers.living(pid)).toBe(0);
  });
});
