import { mkdtempSync, realpathSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { bundledActions, createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope, { LANG: 'C', VIBEROT_TOKEN: 'secret', ELECTRON_RUN_AS_NODE: '1' });
});
afterEach(async () => {
  await scope.close();
  expect([...rig.guarded], 'groups that are left').toEqual([]);
});

const types = () => rig.events.map(({ type }) => type);
/** Runs until its input ends, after writing down what is asked for. */
const untilInputEnds = 'echo end >> out; cat';
const idle = { running: 0, waiting: 0, started: 0, failed: 0, dropped: 0, waitingAtMost: 10_000 };

describe('Starting', () => {
  test('an action gets the environment of the hub without secrets, and what it is started for', async () => {
    rig.script('actions/play', 'env > out; echo end >> out');
    rig.match({ path: 'play' }, { pid: 4711, argv: ['npm', 'i', 'a\n b', 'ü'] }, 'npm');
    const lines = (await rig.read('out')).split('\n').filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line));
    expect(lines.sort()).toEqual(
      [
        '',
        ' b ü',
        'LANG=C',
        `PATH=${process.env.PATH}`,
        `VIBEROT_ACTIONS=${rig.home}/actions`,
        'VIBEROT_CAUSES=npm',
        'VIBEROT_COMMAND=npm i a',
        `VIBEROT_HOME=${rig.home}`,
        'VIBEROT_PID=4711',
        'VIBEROT_PID_TYPE=real',
        'VIBEROT_RULE=npm',
        'VIBEROT_RUN=run-1',
        'VIBEROT_TIMESTAMP=1970-01-01T00:00:01.000Z',
        `VIBEROT_WORKING_DIRECTORY=${rig.home}`,
        'end',
      ].sort(),
    );
  });

  test('a run is told from its start to its end', async () => {
    rig.script('actions/play', 'exit 3');
    rig.match({ path: 'play', args: ['--loud'] });
    expect(rig.actions.runsOf('rule')).toBe(1);
    const run = await rig.untilState('ended');
    expect(types()).toEqual(['action.started', 'action.ended']);
    expect(run).toMatchObject({ id: 'run-1', ruleId: 'rule', label: 'play --loud', exit: { code: 3 } });
    expect(run).not.toHaveProperty('message');
    expect(run.endedAt).toBeGreaterThanOrEqual(run.startedAt);
    expect(rig.events[0]?.run).toMatchObject({ state: 'running', pid: run.pid });
    expect(rig.actions.runsOf('rule')).toBe(0);
    expect(rig.actions.counts.value).toEqual({ ...idle, running: 0, started: 1, failed: 1 });
    expect(rig.logged).toContainEqual(expect.objectContaining({ message: 'An action ended with an error' }));
  });

  test('an action runs in the folder of the command', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'actions-cwd-')));
    rig.script('actions/play', 'pwd -P > "$VIBEROT_HOME/out"; echo end >> "$VIBEROT_HOME/out"');
    rig.match({}, { cwd: folder });
    expect(await rig.read('out')).toBe(`${folder}\nend\n`);
    await rig.untilState('ended');
    rmdirSync(folder);
  });

  test.each([['has gone'], ['is unknown']])('an action runs at home when the folder of the command %s', async (how) => {
    rig.script('actions/play', 'pwd -P > "$VIBEROT_HOME/out"; echo end >> "$VIBEROT_HOME/out"');
    rig.match({}, { cwd: how === 'has gone' ? '/no/such/folder' : undefined });
    expect(await rig.read('out')).toBe(`${rig.home}\nend\n`);
  });

  test('a name that is not among the actions is looked up in the PATH', async () => {
    rig.match({ path: 'sh', args: ['-c', 'echo "$1" end > out; echo end >> out', 'sh', 'a  b'] });
    expect(await rig.read('out')).toBe('a  b end\nend\n');
  });

  test('a command line of the shell finds its arguments', async () => {
    rig.match({
      path: 'printf "%s|" "$0" "$@" > out && echo >> out; echo end >> out',
      args: ['a b', '$HOME'],
      shell: true,
    });
    expect(await rig.read('out')).toBe('sh|a b|$HOME|\nend\n');
  });

  test('without a shell, arguments are what they are', async () => {
    rig.script('actions/play', 'printf "%s|" "$@" > out; echo >> out; echo end >> out');
    rig.match({ args: ['a b', '$HOME', '; rm x', ''] });
    expect(await rig.read('out')).toBe('a b|$HOME|; rm x||\nend\n');
  });

  test('a command line that is too long for the environment is cut', async () => {
    rig.script('actions/play', `echo "\${#VIBEROT_COMMAND} $VIBEROT_COMMAND_TRUNCATED" > out; echo end >> out`);
    rig.match({}, { argv: ['x'.repeat(1_000_000)] });
    expect(await rig.read('out')).toBe('102400 1\nend\n');
  });
});

describe('What does not start is told, with what to do:', () => {
  test.each<[string, { path: string }, string]>([
    [
      'a name that is nowhere',
      { path: 'nothing' },
      'There is no HOME/actions/nothing, no APP/nothing and no nothing in the PATH. Put the program there, or correct the rule.',
    ],
    ['a path', { path: 'a/b' }, 'There is no HOME/a/b. Put the program there, or correct the rule.'],
    [
      'an action that is not executable',
      { path: 'plain' },
      'HOME/actions/plain is not executable. Mend it with: chmod +x HOME/actions/plain',
    ],
  ])('%s', async (_, action, why) => {
    rig.script('actions/plain', 'exit', 0o644);
    rig.match(action, {}, 'music');
    const run = await rig.untilState('failed', 'music');
    const message = `The action "${action.path}" of rule "music" (line 3) did not start. ${why}`;
    expect(run.message?.replaceAll(rig.home, 'HOME').replaceAll(bundledActions, 'APP')).toBe(message);
    expect(types()).toEqual(['action.ended']);
    expect(rig.logged.at(-1)).toMatchObject({ fields: { message: run.message, rule: 'music', run: 'run-1' } });
    expect(rig.actions.counts.value).toEqual({ ...idle, running: 0, started: 0, failed: 1 });
    expect(rig.actions.runsOf('music')).toBe(0);
  });
});

describe('Ending', () => {
  test('the input of an action is closed when the watched process ends, and not before', async () => {
    rig.script('actions/play', `${untilInputEnds}; echo closed`);
    const watched = rig.match({});
    const other = rig.match({ path: 'sh', args: ['-c', 'cat'] }, {}, 'other');
    await rig.read('out');
    rig.exit(other);
    await rig.untilState('ended', 'other');
    expect(rig.actions.counts.value).toEqual({ ...idle, running: 1, started: 2, failed: 0 });
    rig.exit(watched);
    const run = await rig.untilState('ended');
    expect(run).toMatchObject({ exit: { code: 0 } });
    expect(run.message).toBeUndefined();
    expect(rig.logged.at(-1)?.fields).toEqual({ rule: 'rule', run: 'run-1', stream: 'stdout', line: 'closed' });
  });

  test('a process that ends before its action has started ends the action all the same', async () => {
    rig.script('actions/play', untilInputEnds);
    rig.exit(rig.match({}));
    expect(await rig.untilState('ended')).toMatchObject({ exit: { code: 0 } });
  });

  test('an action that ignores the end of its input is asked to end', async () => {
    rig.script('actions/play', 'sleep 60 & echo end > out; wait');
    const watched = rig.match({});
    await rig.read('out');
    rig.exit(watched);
    const run = await rig.untilState('ended');
    expect(run).toMatchObject({
      exit: { signal: 15 },
      message: 'It did not end within 0.3 s of its input being closed, so it was sent SIGTERM.',
    });
    expect(rig.living(run.pid ?? 0)).toBe(0);
  });

  test('an action that ignores that too is killed with all that it started', async () => {
    rig.script(
      'actions/play',
      'trap "" TERM; (sleep 60; sleep 60) & sh -c "sleep 60; :" & echo end > out; wait; sleep 60',
    );
    const watched = rig.match({});
    await rig.read('out');
    const pid = rig.events[0]?.run.pid ?? 0;
    expect(rig.living(pid)).toBeGreaterThan(3);
    rig.exit(watched);
    const run = await rig.untilState('ended');
    expect(run).toMatchObject({
      exit: { signal: 9 },
      message:
        'It did not end within 0.3 s of its input being closed, so it was sent SIGTERM, and after 0.3 s more SIGKILL.',
    });
    expect(rig.living(pid)).toBe(0);
  });

  test('what an action leaves in the background is ended with the watched process', async () => {
    rig.script('actions/play', 'sleep 60 & echo end > out');
    const watched = rig.match({});
    await rig.read('out');
    const run = await rig.untilState('ended');
    expect(run).toMatchObject({ exit: { code: 0 } });
    expect(rig.actions.runsOf('rule')).toBe(0);
    expect([rig.living(run.pid ?? 0), [...rig.guarded]]).toEqual([1, [run.pid]]);
    rig.exit(watched);
    await rig.untilGroupGone(run.pid ?? 0);
    expect(rig.living(run.pid ?? 0)).toBe(0);
    expect(types()).toEqual(['action.started', 'action.ended']);
  });

  test('what an action leaves in the background may end by itself when the input closes', async () => {
    rig.script('actions/play', 'exec 3<&0; { cat <&3; echo end >> out; } & exit');
    const watched = rig.match({});
    const run = await rig.untilState('ended');
    rig.exit(watched);
    expect(await rig.read('out')).toBe('end\n');
    await rig.untilGroupGone(run.pid ?? 0);
    expect(rig.logged).toEqual([]);
  });

  test('all actions end with the hub, the stubborn ones by force', async () => {
    rig.script('actions/play', untilInputEnds);
    rig.script('actions/stubborn', 'trap "" TERM; echo end > stubborn; while :; do sleep 1; done');
    rig.match({});
    rig.match({ path: 'stubborn' }, {}, 'stubborn');
    await Promise.all([rig.read('out'), rig.read('stubborn')]);
    const pids = rig.events.map(({ run }) => run.pid ?? 0);
    const before = performance.now();
    await scope.close();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(pids.map(rig.living)).toEqual([0, 0]);
    expect(rig.actions.counts.value).toEqual({ ...idle, running: 0, started: 2, failed: 0 });
  });

  test('a hub that ends starts nothing more', async () => {
    await scope.close();
    rig.match({ path: 'sh' });
    expect(rig.actions.runsOf('rule')).toBe(0);
  });
});

describe('What an action prints', () => {
  const lines = () => rig.logged.filter(({ message }) => message === 'action output').map(({ fields }) => fields.line);

  test('is logged by line and stream', async () => {
    rig.script('actions/play', 'echo "ü one"; echo two >&2; printf three');
    rig.match({});
    const run = await rig.untilState('ended');
    await rig.untilGroupGone(run.pid ?? 0);
    const fields = rig.logged.map(({ fields: { stream, line } }) => `${stream}: ${line}`);
    expect(fields.sort()).toEqual(['stderr: two', 'stdout: three', 'stdout: ü one']);
  });

  test('is cut when it is a flood, and the log says by how much', async () => {
    rig.match({ path: 'seq 100000', shell: true });
    const run = await rig.untilState('ended');
    await rig.untilGroupGone(run.pid ?? 0);
    expect(lines().length).toBeLessThan(2_000);
    const texts = lines().map(String);
    expect(texts.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, n) => String(n + 1)));
    const leftOut = texts.map((text) => Number(/^… (\d+) lines left out$/.exec(text)?.[1] ?? 0));
    const said = leftOut.filter((count) => count > 0);
    expect(texts.length - said.length + said.reduce((sum, count) => sum + count, 0)).toBe(100_000);
  });
});
