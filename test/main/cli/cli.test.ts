import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../src/shared/scope';
import { luaInThisThread } from '../../fixtures/lua-in-this-thread';
import { temporaryDirectory } from '../gateway/transports';
import { createRig, expectNoControlCharacters, type Rig, rules } from './rig';

const conditional = `
[[rules]]
id = "failing"
command = "npm *"
not = "* install"
on = "failure"
action.notify = true

[[rules]]
id = "late"
command = "npm *"
priority = 1
cwd = "~/code"
min_duration = "2s"
action.sound = "attention"
`;

/** Commands that need no hub. */
let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

describe('exit codes', () => {
  test.each([
    [['--help'], 0],
    [['--version'], 0],
    [['rules', '--help'], 0],
    [['serve', '--help'], 0],
    [['nonsense'], 2],
    [['status', '--nonsense'], 2],
    [['rules', 'nonsense'], 2],
    [['rules', 'test'], 2],
    [['serve', '--port', 'many'], 2],
    [['serve', '--port', '70000'], 2],
    [['serve', '--port', ''], 2],
    [['serve', '--home', ''], 2],
    [['--home', '', 'status'], 2],
    [['rules', '--home=', 'check'], 2],
    [['events'], 1],
    [['open'], 1],
  ])('viberot %j ends with %i', async (argv, code) => {
    expect(await rig.run(...argv)).toBe(code);
  });

  test('a misspelt command is answered with the right one', async () => {
    await rig.run('stauts');
    expect(rig.errors.join('\n')).toContain('Did you mean status?');
  });
});

test('serve passes on what was asked', async () => {
  expect(await rig.run('serve', '--port', '8080', '--no-open', '--home', rig.directory)).toBe(0);
  expect(rig.served).toMatchObject({ port: 8080, open: false, home: { directory: rig.directory } });
});

describe('rules check', () => {
  test('a good file is said to be good', async () => {
    rig.config(rules);
    expect(await rig.run('rules', 'check')).toBe(0);
    expect(rig.out[0]).toContain('2 rules, nothing wrong');
  });

  test('a bad file is named with line and column', async () => {
    const path = rig.config('[[rules]]\ncomand = "x"\n', 'other.toml');
    expect(await rig.run('rules', 'check', path)).toBe(1);
    expect(rig.errors.join('\n')).toContain(`${path}:2:1:`);
    expect(rig.errors.join('\n')).toContain('did you mean "command"?');
  });

  test('Lua that stands in it is compiled', async () => {
    Object.assign(rig.host.lua, { domains: luaInThisThread });
    const path = rig.config("[[rules]]\ncommand = 'x'\naction.lua = '''\nviberot.log('a')\nlocal =\n'''\n");
    expect(await rig.run('rules', 'check')).toBe(1);
    expect(rig.errors.join()).toContain(`${path}:5:1: <name> expected near '='`);
  });

  test('a file that is not there is a failure that says so', async () => {
    expect(await rig.run('rules', 'check', '/nowhere.toml')).toBe(1);
    expect(rig.errors).toEqual(['/nowhere.toml does not exist']);
  });

  test('a file that cannot be read is named once, without line and column', async () => {
    expect(await rig.run('rules', 'check', rig.directory)).toBe(1);
    expect(rig.errors.join('\n')).toMatch(new RegExp(`^${rig.directory} can't be read: `));
  });

  test.each([
    ['before the group', (home: string) => ['--home', home, 'rules', 'check']],
    ['before the command', (home: string) => ['rules', '--home', home, 'check']],
    ['after the command', (home: string) => ['rules', 'check', '--home', home]],
  ])('--home is taken %s', async (_, argv) => {
    const home = temporaryDirectory(scope);
    writeFileSync(join(home, 'config.toml'), rules);
    expect(await rig.run(...argv(home))).toBe(0);
    expect(rig.out[0]).toContain(`${join(home, 'config.toml')}: 2 rules`);
  });

  test('--json tells rules and problems', async () => {
    rig.config(rules);
    await rig.run('rules', 'check', '--json');
    expect(JSON.parse(rig.out[0] ?? '')).toMatchObject({ rules: ['sleepers', 'install'], problems: [] });
  });
});

describe('rules test', () => {
  test('tells which rules match and why the others do not', async () => {
    rig.config(rules);
    expect(await rig.run('rules', 'test', '--json', '--', 'sleep', '5')).toBe(0);
    const verdicts = JSON.parse(rig.out[0] ?? '');
    expect(verdicts).toEqual({
      command: 'sleep 5',
      matches: [{ id: 'sleepers', form: 'line', text: 'sleep 5', pattern: 'sleep *', assuming: [] }],
      rejected: [{ id: 'install', why: expect.any(String) }],
    });
  });

  test('a command line in one argument is the same', async () => {
    rig.config(rules);
    await rig.run('rules', 'test', '--json', '--', 'sleep 5');
    expect(JSON.parse(rig.out[0] ?? '').matches).toMatchObject([{ id: 'sleepers', form: 'line' }]);
  });

  test('options of the tested command are not ours', async () => {
    rig.config(rules);
    await rig.run('rules', 'test', '--json', '--', 'npm', 'install', '--json', '--home');
    expect(JSON.parse(rig.out[0] ?? '').command).toBe('npm install --json --home');
  });

  test('--config uses the rules of another file', async () => {
    const path = rig.config(rules.replace('sleep *', 'doze *'), 'other.toml');
    await rig.run('rules', 'test', '--config', path, '--json', '--', 'doze', '1');
    expect(JSON.parse(rig.out[0] ?? '').matches).toHaveLength(1);
  });

  test('people get sentences', async () => {
    rig.config(rules);
    await rig.run('rules', 'test', '--', 'npm', 'install');
    expect(rig.out.join('\n')).toMatch(/matches\s+install: npm install \(as line\)/);
  });

  test('people see the form that matched, its pattern, and what is not known', async () => {
    rig.config(conditional);
    await rig.run('rules', 'test', '--', '/usr/bin/npm', 'install');
    expect(rig.out).toEqual([
      '/usr/bin/npm install',
      '  matches  late: npm * (as program: npm install)',
      expect.stringMatching(/^ {11}if .*\/person\/code.*, and it still runs after 2\.0 s$/),
      '  not      failing: its exception "* install" matches',
    ]);
  });

  test.each<[options: string[], matches: string[]]>([
    [['--cwd', '/elsewhere'], []],
    [['--duration', '1s'], []],
    [['--duration', '3s'], ['late']],
  ])('what is known about the command decides: %j', async (options, matches) => {
    rig.config(conditional);
    expect(await rig.run('rules', 'test', ...options, '--json', '--', 'npm', 'install')).toBe(0);
    expect(JSON.parse(rig.out[0] ?? '').matches.map(({ id }: { id: string }) => id)).toEqual(matches);
  });

  test.each([
    ['--exit-code', 'one'],
    ['--duration', 'long'],
  ])('%s %s is wrong usage', async (...option) => {
    expect(await rig.run('rules', 'test', ...option, '--', 'x')).toBe(2);
  });

  test('control characters of a rule or a command line do not reach the terminal', async () => {
    rig.config(rules.replace('"sleepers"', '"sleep\\u001b[2J\\u0007\\u009bers"'));
    await rig.run('rules', 'test', '--', 'sleep', '5\u001b[31m');
    expect(rig.out).toContain('  matches  sleep [2J ers: sleep * (as line)');
    expectNoControlCharacters(rig);
  });
});

test('rules schema prints the JSON Schema that comes with the app', async () => {
  expect(await rig.run('rules', 'schema')).toBe(0);
  const resource = join(import.meta.dirname, '../../../resources/config.schema.json');
  expect(JSON.parse(rig.out.join('\n'))).toEqual(JSON.parse(readFileSync(resource, 'utf8')));
});

describe('status without a hub', () => {
  test('tells that none runs, and what the files say', async () => {
    rig.config(rules);
    expect(await rig.run('status', '--json')).toBe(0);
    expect(JSON.parse(rig.out[0] ?? '')).toMatchObject({ running: false, rules: { count: 2 }, problems: [] });
  });

  test('shows what is wrong with the file', async () => {
    const path = rig.config('[[rules]\n');
    await rig.run('status');
    expect(rig.out.join('\n')).toMatch(new RegExp(`${path}:1:\\d+: `));
  });

  test('a home that was never started is no error', async () => {
    expect(await rig.run('status')).toBe(0);
    expect(rig.out.join('\n')).toContain(
      `  config     ${join(rig.directory, 'config.toml')} (not there yet; it is written at the first start)`,
    );
    expect(rig.out.join('\n')).not.toContain('error');
    rig.out.length = 0;
    await rig.run('status', '--json');
    expect(JSON.parse(rig.out[0] ?? '')).toMatchObject({ running: false, problems: [] });
  });
});

test('the help of every command says what it is for', async () => {
  for (const command of [
    [],
    ['serve'],
    ['open'],
    ['status'],
    ['events'],
    ['rules'],
    ['rules', 'check'],
    ['rules', 'test'],
    ['rules', 'schema'],
  ]) {
    rig.out.length = 0;
    await rig.run(...command, '--help');
    expect(rig.out.join('\n')).toMatch(/Usage: viberot/);
  }
  expect(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')).toContain('"viberot"');
});
