import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createFiles } from '../../../src/main/node/files';
import { locateHome } from '../../../src/main/node/home';
import { ok } from '../../../src/shared/result';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

/** Commands that need no hub; those that do are tested with a real one in test/main/hub.test.ts. */
let scope: Scope;
let directory: string;
let out: string[];
let errors: string[];
let served: unknown;

beforeEach(() => {
  scope = createScope();
  directory = temporaryDirectory(scope);
  out = [];
  errors = [];
});
afterEach(() => scope.close());

const host: CliHost = {
  version: '1.2.3',
  out: async (line) => void out.push(line),
  error: async (line) => void errors.push(line),
  locateHome: (asked) => locateHome(asked ?? directory),
  readText: createFiles().readText,
  openHub: () => undefined,
  openOnDesktop: async () => ok(undefined),
  serve: async (options) => {
    served = options;
    return 0;
  },
};
const run = (...argv: string[]) => runCli(argv, host);
const config = (text: string, name = 'config.toml') => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
};

const rules = `
[[rules]]
id = "sleepers"
command = ["sleep *", "nap *"]
action = { type = "exec", path = "echo" }

[[rules]]
id = "install"
command = "npm install"
action = { type = "exec", path = "echo" }
`;

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
    [['events'], 1],
    [['open'], 1],
  ])('viberot %j ends with %i', async (argv, code) => {
    expect(await run(...argv)).toBe(code);
  });

  test('a misspelt command is answered with the right one', async () => {
    await run('stauts');
    expect(errors.join('\n')).toContain('Did you mean status?');
  });
});

test('serve passes on what was asked', async () => {
  expect(await run('serve', '--port', '8080', '--no-open', '--home', directory)).toBe(0);
  expect(served).toMatchObject({ port: 8080, open: false, home: { directory } });
});

describe('rules check', () => {
  test('a good file is said to be good', async () => {
    config(rules);
    expect(await run('rules', 'check')).toBe(0);
    expect(out[0]).toContain('2 rules, nothing wrong');
  });

  test('a bad file is named with line and column', async () => {
    const path = config('[[rules]]\ncomand = "x"\n', 'other.toml');
    expect(await run('rules', 'check', path)).toBe(1);
    expect(errors.join('\n')).toContain(`${path}:2:1:`);
    expect(errors.join('\n')).toContain('did you mean "command"?');
  });

  test('a file that is not there is a failure that says so', async () => {
    expect(await run('rules', 'check', '/nowhere.toml')).toBe(1);
    expect(errors.join('\n')).toContain('/nowhere.toml');
  });

  test('--json tells rules and problems', async () => {
    config(rules);
    await run('rules', 'check', '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ rules: ['sleepers', 'install'], problems: [] });
  });
});

describe('rules test', () => {
  test('tells which rules match and why the others do not', async () => {
    config(rules);
    expect(await run('rules', 'test', '--json', '--', 'sleep', '5')).toBe(0);
    const verdicts = JSON.parse(out[0] ?? '');
    expect(verdicts).toEqual({
      command: 'sleep 5',
      matches: [{ id: 'sleepers', form: 'line' }],
      rejected: [{ id: 'install', why: expect.any(String) }],
    });
  });

  test('a command line in one argument is the same', async () => {
    config(rules);
    await run('rules', 'test', '--json', '--', 'sleep 5');
    expect(JSON.parse(out[0] ?? '').matches).toEqual([{ id: 'sleepers', form: 'line' }]);
  });

  test('options of the tested command are not ours', async () => {
    config(rules);
    await run('rules', 'test', '--json', '--', 'npm', 'install', '--json', '--home');
    expect(JSON.parse(out[0] ?? '').command).toBe('npm install --json --home');
  });

  test('--config uses the rules of another file', async () => {
    const path = config(rules.replace('sleep *', 'doze *'), 'other.toml');
    await run('rules', 'test', '--config', path, '--json', '--', 'doze', '1');
    expect(JSON.parse(out[0] ?? '').matches).toHaveLength(1);
  });

  test('people get sentences', async () => {
    config(rules);
    await run('rules', 'test', '--', 'npm', 'install');
    expect(out.join('\n')).toMatch(/matches\s+install \(as line\)/);
  });
});

describe('status without a hub', () => {
  test('tells that none runs, and what the files say', async () => {
    config(rules);
    expect(await run('status', '--json')).toBe(0);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ running: false, rules: { count: 2 }, problems: [] });
  });

  test('shows what is wrong with the file', async () => {
    const path = config('[[rules]\n');
    await run('status');
    expect(out.join('\n')).toMatch(new RegExp(`${path}:1:\\d+: `));
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
  ]) {
    out = [];
    await run(...command, '--help');
    expect(out.join('\n')).toMatch(/Usage: viberot/);
  }
  expect(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')).toContain('"viberot"');
});
