import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHooks } from '../../../src/main/features/agents/hooks';
import { createAgentHooks, createFiles } from '../../../src/main/node';
import { createScope, type Scope } from '../../../src/shared/scope';
import { silentLog } from '../../fixtures/silent-log';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let person: string;
let home: string;
beforeEach(() => {
  scope = createScope();
  person = realpathSync(temporaryDirectory(scope));
  home = join(person, "it's home");
  for (const folder of [home, join(home, 'run'), join(person, '.claude'), join(person, '.codex')]) mkdirSync(folder);
});
afterEach(() => scope.close());

const resource = (name: string) => join(import.meta.dirname, '../../../resources', name);

function open(own = scope) {
  const hooks = createAgentHooks({ app: { resource }, home: { directory: home }, person, env: {}, platform: 'linux' });
  const service = createHooks({ hooks, files: createFiles(), log: silentLog }, own);
  const heard: string[] = [];
  service.events.on(({ agent, event }) => heard.push(`${agent} ${event.type}`));
  return { hooks, service, heard };
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const stop = (more: object = {}) => JSON.stringify({ hook_event_name: 'Stop', session_id: 's', ...more });

/** Runs a command as a tool runs its hooks. */
function run(command: string, input: string, env: object, args: readonly string[] = []) {
  return spawnSync('sh', ['-c', command, ...args], {
    input,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
}
const quiet = { status: 0, stdout: '', stderr: '' };

test('a hook in the settings of Claude Code is heard in our agents, and nowhere else', async () => {
  const { service, heard, hooks } = open();
  const file = join(person, '.claude', 'settings.json');
  writeFileSync(file, '{\n  "model": "opus"\n}\n', { mode: 0o640 });
  expect(await service.set('claude', true)).toEqual({ ok: true, value: undefined });
  expect(await service.states()).toMatchObject([
    { tool: 'claude', state: 'on', file },
    { tool: 'codex', state: 'off' },
    { tool: 'gemini', state: 'unavailable' },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  const { command } = JSON.parse(readFileSync(file, 'utf8')).hooks.Stop[0].hooks[0];

  expect(run(command, stop(), {})).toMatchObject(quiet);
  expect(run(command, stop(), { ...service.environment('k3f9-2m'), VIBEROT_AGENT_ID: '../x' })).toMatchObject(quiet);
  expect(run(command, stop(), { VIBEROT_AGENT_ID: 'a', VIBEROT_AGENT_SPOOL: '/nowhere' })).toMatchObject(quiet);
  expect(run(command, stop(), service.environment('k3f9-2m'))).toMatchObject(quiet);
  await eventually(() => expect(heard).toEqual(['k3f9-2m finished']));
  await eventually(() => expect(readdirSync(hooks.spool)).toEqual([]));

  expect(await service.set('claude', false)).toMatchObject({ ok: true });
  expect(readFileSync(file, 'utf8')).toBe('{\n  "model": "opus"\n}\n');
  expect(existsSync(hooks.script)).toBe(false);
  // Settings that were copied somewhere else still have it.
  expect(run(command, stop(), service.environment('k3f9-2m'))).toMatchObject(quiet);
});

test('Codex tells by its notify, with the text as last argument', async () => {
  const { service, heard } = open();
  const file = join(person, '.codex', 'config.toml');
  writeFileSync(file, 'model = "o3"\n\n[tui]\nx = 1\n');
  expect(await service.set('codex', true)).toMatchObject({ ok: true });
  const [, words = ''] = /^notify = (.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  const [program = '', ...args] = JSON.parse(words) as string[];
  const text = JSON.stringify({ type: 'agent-turn-complete', 'thread-id': 't' });
  const env = { PATH: process.env.PATH, ...service.environment('a-1') };
  expect(spawnSync(program, [...args, text], { env, encoding: 'utf8' })).toMatchObject(quiet);
  await eventually(() => expect(heard).toEqual(['a-1 finished']));
  expect((await service.states())[1]).toMatchObject({ tool: 'codex', state: 'on' });
  expect(await service.set('codex', false)).toMatchObject({ ok: true });
  expect(readFileSync(file, 'utf8')).toBe('model = "o3"\n\n[tui]\nx = 1\n');
});

test('hooks at the same time, and large ones, do not disturb each other', async () => {
  const { service, heard, hooks } = open();
  await hooks.place();
  const env = { PATH: process.env.PATH, ...service.environment('many') };
  const large = stop({ last_assistant_message: 'x'.repeat(300_000) });
  const runs = Array.from({ length: 12 }, (_, index) => {
    const child = spawn('sh', [hooks.script, 'claude'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.end(index % 3 === 0 ? large : stop());
    return once(child, 'exit');
  });
  for (const [code] of await Promise.all(runs)) expect(code).toBe(0);
  await eventually(() => expect(heard).toHaveLength(12));
});

test('what came while no hub ran is told to the next one, but not without end', async () => {
  const first = createScope();
  const { hooks, service } = open(first);
  await hooks.place();
  await first.close();
  const env = service.environment('late');
  expect(
    run(`sh "$0" claude`, JSON.stringify({ hook_event_name: 'UserPromptSubmit' }), env, [hooks.script]),
  ).toMatchObject(quiet);
  expect(run(`sh "$0" claude`, stop(), env, [hooks.script])).toMatchObject(quiet);
  for (let at = 0; at < 250; at++) writeFileSync(join(hooks.spool, `full.claude.${at}`), '');
  expect(run(`sh "$0" claude`, stop(), { ...env, VIBEROT_AGENT_ID: 'full' }, [hooks.script])).toMatchObject(quiet);
  expect(readdirSync(hooks.spool)).toHaveLength(252);
  const { heard } = open();
  await eventually(() => expect(heard).toEqual(['late prompted', 'late finished']));
});

test('a record that is too large is dropped, and its hook goes on', () => {
  const { hooks, service } = open();
  mkdirSync(join(home, 'agent-hooks'));
  writeFileSync(hooks.script, readFileSync(resource('agent-hooks/hook.sh')));
  const input = stop({ last_assistant_message: 'x'.repeat(3_000_000) });
  expect(run(`sh "$0" claude`, input, service.environment('a'), [hooks.script])).toMatchObject(quiet);
});

test('whatever lies in the spool, others are heard, and nothing outside of it is touched', async () => {
  const { heard, hooks } = open();
  const outside = join(person, 'outside');
  writeFileSync(outside, 'mine');
  const put = (name: string, text: string) => writeFileSync(join(hooks.spool, name), text);
  mkdirSync(join(hooks.spool, 'a.claude.1'));
  mkdirSync(join(hooks.spool, 'b.claude.2', 'deep'), { recursive: true });
  symlinkSync(outside, join(hooks.spool, 'c.claude.3'));
  execFileSync('mkfifo', [join(hooks.spool, 'd.claude.4')]);
  put('e.claude.5', `${'['.repeat(700_000)}\0`);
  put('f.claude.6', '\0'.repeat(1_400_000));
  put('g.claude.7', '{"hook_event_name":"Stop","__proto__":{"agent_id":"x"},"session_id":{"a":[1]}}\0');
  put('h.claude.8', `{"hook_event_name":["Stop"]}\0null\0"x"\0${`${stop()}\0`.repeat(3)}`);
  put('../i.claude.9', `${stop()}\0`);
  put('j.claude.10', stop());
  await eventually(() => expect([...heard].sort()).toEqual(['g finished', 'h finished', 'h finished', 'h finished']));
  await eventually(() => expect(readdirSync(hooks.spool).sort()).toEqual(['b.claude.2', 'j.claude.10']));
  expect(readFileSync(outside, 'utf8')).toBe('mine');
});

test('a link in place of the spool is replaced, and what it leads to stays as it is', async () => {
  const theirs = join(person, 'theirs');
  mkdirSync(theirs, { mode: 0o755 });
  writeFileSync(join(theirs, 'a.claude.1'), `${stop()}\0`);
  writeFileSync(join(theirs, 'letter'), 'old');
  utimesSync(join(theirs, 'letter'), 1, 1);
  symlinkSync(theirs, join(home, 'run', 'agent-hooks'));
  const { heard, hooks } = open();
  expect(lstatSync(hooks.spool).isDirectory()).toBe(true);
  rmdirSync(hooks.spool);
  symlinkSync(theirs, hooks.spool);
  await eventually(() => expect(lstatSync(hooks.spool).isDirectory()).toBe(true));
  writeFileSync(join(hooks.spool, 'b.claude.1'), `${stop()}\0`);
  await eventually(() => expect(heard).toEqual(['b finished']));
  expect(readdirSync(theirs).sort()).toEqual(['a.claude.1', 'letter']);
  expect(statSync(theirs).mode & 0o777).toBe(0o755);
});

test('settings that cannot be read are left alone, with a reason', async () => {
  const { service } = open();
  const file = join(person, '.claude', 'settings.json');
  writeFileSync(file, '{ "a": \n oops }');
  expect(await service.set('claude', true)).toMatchObject({
    ok: false,
    message: expect.stringMatching(/line 2.* is not JSON/),
  });
  expect(readFileSync(file, 'utf8')).toBe('{ "a": \n oops }');
  expect((await service.states())[0]).toMatchObject({ state: 'unavailable', why: expect.stringContaining(file) });
  expect(await service.set('aider', true)).toMatchObject({ ok: false });
  expect(await service.set('gemini', true)).toMatchObject({
    ok: false,
    message: expect.stringContaining('Gemini CLI'),
  });
});
