import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createWriter, editHandlers, parseConfig } from '../../../src/main/features/rules';
import { createGateway, implementer } from '../../../src/main/gateway';
import { createCell } from '../../../src/shared/event';
import { createScope, type Scope } from '../../../src/shared/scope';
import { statusOf } from '../../fixtures/hub-status';
import { ruleOf } from '../../fixtures/rules';
import { silentLog } from '../../fixtures/silent-log';
import { transports } from '../gateway/transports';
import { createRig, expectNoControlCharacters, type Rig } from './rig';

let scope: Scope;
let rig: Rig;
let file: string;

const text = `# mine
[[rules]]
id = "sleepers" # keep
command = ["sleep *", "nap *"]
action = { type = "exec", path = "echo" }

# about installing
[[rules]]
command = "npm install"
action.notify = "installed"
`;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  file = rig.config(text);
});
afterEach(() => scope.close());

const written = () => readFileSync(file, 'utf8');

/** Runs a command, and compares what it says and what becomes of the file. */
async function check(argv: string[], said: string, becomes: string, code = 0): Promise<void> {
  expect(await rig.run('rules', ...argv)).toBe(code);
  expect([...rig.out, ...rig.errors].join('\n')).toBe(said);
  expect(written()).toBe(becomes);
}

test('rules list shows what the file has', async () => {
  expect(await rig.run('rules', 'list')).toBe(0);
  expect(rig.out).toEqual([
    'ID           STATE  COMMANDS        ACTIONS',
    'sleepers     on     sleep *, nap *  exec',
    'npm-install  on     npm install     notify',
  ]);
  rig.out.length = 0;
  expect(await rig.run('rules', 'list', '--json')).toBe(0);
  expect(JSON.parse(rig.out[0] ?? '')).toMatchObject({
    running: false,
    rules: [{ id: 'sleepers', line: 2 }, {}],
    problems: [],
  });
});

test('rules list tells what is wrong with the file', async () => {
  rig.config('[[rules]]\ncomand = "a"\n');
  expect(await rig.run('rules', 'list')).toBe(1);
  expect(rig.errors.join()).toContain('did you mean "command"?');
});

describe('rules are changed in the file when no hub runs', () => {
  test('switched off and on', async () => {
    const off = text.replace('# keep\n', '# keep\nenabled = false\n');
    await check(['disable', 'sleepers'], 'sleepers: disabled', off);
    rig.out.length = 0;
    await check(['disable', 'sleepers'], 'sleepers: nothing to change', off);
    rig.out.length = 0;
    await check(
      ['enable', 'sleepers', 'npm-install', '--json'],
      '{"id":"sleepers","changed":true}\n{"id":"npm-install","changed":false}',
      off.replace('false', 'true'),
    );
  });

  test('removed, copied and moved', async () => {
    await check(['remove', 'sleepers'], 'sleepers: removed', text.slice(text.indexOf('# about')));
    rig.out.length = 0;
    file = rig.config(text);
    await check(
      ['move', 'npm-install', '--before', 'sleepers'],
      'npm-install: moved',
      `${text.slice(text.indexOf('# about'))}\n${text.slice(0, text.indexOf('\n# about'))}`,
    );
    rig.out.length = 0;
    file = rig.config(text);
    await check(
      ['duplicate', 'npm-install'],
      'npm-install-2: added',
      `${text}\n# about installing\n[[rules]]\nid = "npm-install-2"\ncommand = "npm install"\naction.notify = "installed"\n`,
    );
  });

  test('edited key by key', async () => {
    const becomes = text
      .replace('"sleep *"', '"doze"')
      .replace('path = "echo"', 'path = "echo", args = ["a b"]')
      .replace('action = {', 'exit_code = 1\non = "exit"\nstop = true\naction = {');
    await check(
      [
        'edit',
        'sleepers',
        '--set',
        'command=["doze", "nap *"]',
        '--set',
        'action.args=["a b"]',
        '--set',
        'on=exit',
        '--set',
        'exit_code=1',
        '--set',
        'stop=true',
      ],
      'sleepers: changed',
      becomes,
    );
    rig.out.length = 0;
    await check(
      ['edit', 'sleepers', '--unset', 'stop', '--unset', 'action.args'],
      'sleepers: changed',
      becomes.replace('stop = true\n', '').replace(', args = ["a b"]', ''),
    );
  });

  test.each([
    [['--set', 'comand=a'], 'There is no key comand. Did you mean command?', 2],
    [['--set', 'action.pat=a'], 'There is no key action.pat. Did you mean action.path?', 2],
    [['--set', 'priority=high'], 'priority=high: this key can’t have that value', 2],
    [['--set', 'action.1.path=a'], 'action.1.path: the rule has 1 actions, counted from 0', 2],
    [['--set', 'x'], 'x is not KEY=VALUE', 2],
    [['--set', 'cooldown=soon'], expect.stringMatching(/config\.toml:\d+:\d+: cooldown .*\nNothing was changed: /), 1],
  ])('not when %j is wrong', async (argv, said, code) => {
    expect(await rig.run('rules', 'edit', 'sleepers', ...argv)).toBe(code);
    expect(rig.errors.join('\n')).toEqual(said);
    expect(written()).toBe(text);
  });

  test.each(['edit', 'enable', 'disable', 'remove', 'duplicate', 'move'])('%s knows no other rules', async (name) => {
    await check(
      [name, 'sleeper', ...(name === 'edit' ? ['--set', 'name=x'] : [])],
      'There is no rule sleeper. Did you mean sleepers? "viberot rules list" shows them all.',
      text,
      1,
    );
  });

  test('added by flags', async () => {
    await check(
      [
        'add',
        '--command',
        'make *',
        'ninja *',
        '--exec',
        'say',
        '--arg',
        'made it',
        '--log',
        'made',
        '--name',
        'Builds',
        '--set',
        'on=failure',
      ],
      'make: added',
      `${text}\n[[rules]]\nid = "make"\nname = "Builds"\ncommand = ["make *", "ninja *"]\non = "failure"\n\n[[rules.action]]\ntype = "exec"\npath = "say"\nargs = ["made it"]\n\n[[rules.action]]\ntype = "log"\nmessage = "made"\n`,
    );
  });

  test('added as they are written', async () => {
    rig.config('# new\r\ncommand = "a"\r\naction.exec = "b" # c\r\n', 'new.toml');
    await check(
      ['add', '--toml', join(rig.directory, 'new.toml')],
      'a: added',
      `${text}\n[[rules]]\n# new\ncommand = "a"\naction.exec = "b" # c\n`,
    );
  });

  test('added from standard input', async () => {
    const host: CliHost = { ...rig.host, readInput: async () => '[[rule]]\ncommand = "b"\naction.sound = "done"\n' };
    expect(await runCli(['rules', 'add', '--toml', '-', '--json'], host)).toBe(0);
    expect(rig.out).toEqual(['{"ids":["b"]}']);
    expect(written()).toBe(`${text}\n[[rule]]\ncommand = "b"\naction.sound = "done"\n`);
  });

  test.each([['--command', 'x'], ['--exec', 'x'], []])('not added by %j alone', async (...argv) => {
    expect(await rig.run('rules', 'add', ...argv)).toBe(2);
    expect(rig.errors.join()).toContain('--command');
  });

  test('before the first start, in a file with examples', async () => {
    const home = join(rig.directory, 'person');
    expect(await rig.run('rules', 'add', '--home', home, '--command', 'x', '--notify', 'y')).toBe(0);
    expect(readFileSync(join(home, 'config.toml'), 'utf8')).toMatch(/^# VibeRot[\s\S]*\n\n\[\[rules\]\]\nid = "x"\n/);
  });
});

describe('with a hub', () => {
  async function hub(): Promise<CliHost> {
    const rule = ruleOf('sleepers', { commands: ['sleep *', `nap\u001b ${'x'.repeat(60)}`] });
    const counts = { sleepers: { matched: 12, held: 1, failed: 0, lastAt: new Date(2026, 0, 2, 3, 4, 5).getTime() } };
    const config = parseConfig(text, file);
    const state = createCell({
      ...{ file, revision: 1, version: 'v', loadedAt: 0, paused: false, pausedRules: ['off'] },
      ...{ rules: [rule, ruleOf('off')], problems: [] },
    });
    const writer = createWriter({ files: rig.host, file, previous: () => config });
    const router = {
      hub: { status: implementer.hub.status.handler(() => statusOf()) },
      rules: {
        counts: implementer.rules.counts.handler(() => counts),
        ...editHandlers({ rules: { config, state }, writer }),
        state: implementer.rules.state.handler(() => state.value),
      },
    };
    const transport = await transports['message port']?.(createGateway(router, silentLog, scope), scope);
    if (!transport) throw new Error('There is no such transport');
    return {
      ...rig.host,
      createText: async () => Promise.reject(new Error('The file is the hub’s')),
      openHub: () => () => transport.connect(),
    };
  }

  test('rules list tells how often each matched', async () => {
    expect(await runCli(['rules', 'list'], await hub())).toBe(0);
    expect(rig.out).toEqual([
      expect.stringMatching(/^ID {8}STATE {3}COMMANDS {40,}ACTIONS {2}MATCHED {2}LAST$/),
      expect.stringMatching(/^sleepers {2}on {6}sleep \*, nap. x+… {2}exec {5}12 {7}2026-01-02 03:04:05$/),
      expect.stringMatching(/^off {7}paused {2}\* +exec {5}0 {8}never$/),
    ]);
    expectNoControlCharacters(rig);
  });

  test('changes are made by the hub', async () => {
    expect(await runCli(['rules', 'disable', 'sleepers'], await hub())).toBe(0);
    expect(rig.out).toEqual(['sleepers: disabled']);
    expect(written()).toContain('enabled = false');
  });

  test('what the hub refuses is told', async () => {
    const connected = await hub();
    expect(await runCli(['rules', 'remove', 'sleper'], connected)).toBe(1);
    expect(await runCli(['rules', 'edit', 'sleepers', '--set', 'id=npm-install', '--set', 'command='], connected)).toBe(
      1,
    );
    expect(rig.errors[0]).toContain('Did you mean sleepers?');
    expect(rig.errors.at(-1)).toBe('Nothing was changed: the file would not be right.');
    expect(written()).toBe(text);
  });
});
