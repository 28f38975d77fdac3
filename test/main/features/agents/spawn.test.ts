import { afterEach, describe, expect, test } from 'vitest';
import { ok } from '../../../../src/shared/result';
import { type Profile, usualSettings } from '../../../../src/shared/vocabulary';
import { settle } from '../../../fixtures/fake-clock';
import { createStage, type Stage, type StageOptions } from './stage';

let stage: Stage;
afterEach(() => stage.scope.close());
const open = async (options?: StageOptions) => {
  stage = await createStage(options);
  return stage;
};

const profile = (more: Partial<Profile>): Profile => ({
  ...{ id: 'own', name: 'Own', origin: 'file', command: ['own', '-x'], env: {}, color: 'blue', icon: 'bot' },
  ...{ statusRules: [], autoRestart: 'never', transcript: false, stuckAfterMs: 1 },
  ...more,
});

test('without anything said it is the shell of the person, in the home directory', async () => {
  const { agent, terminal } = await (await open()).spawn();
  expect(agent).toMatchObject({ name: 'Shell', profile: 'shell', command: ['/bin/sh', '-l'], cwd: '/home/me' });
  expect(agent).toMatchObject({ pid: terminal.pid, terminal: `${agent.id}.1` });
  expect(agent.id).toMatch(/^[0-9a-z]{4}-[0-9a-z]{2}$/);
  expect(terminal.request).toMatchObject({ file: '/bin/sh', args: ['-l'], cwd: '/home/me', scrollback: 10_000 });
});

test('its environment says which agent it is, and has what was asked for, but not what is the hub’s own', async () => {
  const { agent, terminal } = await (await open()).spawn({ name: 'fixer', env: { A: 'b' } });
  const { env } = terminal.request;
  expect(env).toMatchObject({ A: 'b', HOME: '/home/me', TERM: 'xterm-256color', PATH: '/own/bin:/bin' });
  expect(env).toMatchObject({
    ...{ VIBEROT_AGENT_ID: agent.id, VIBEROT_AGENT_NAME: 'fixer' },
    ...{ VIBEROT_HOME: '/home/me/.viberot', VIBEROT_AGENT_SPOOL: `/spool/${agent.id}` },
  });
  expect(env).not.toHaveProperty('TMUX');
});

describe('a command belongs to the tool that it runs, or to none', () => {
  test.each<[string[], string, string | undefined, string]>([
    [['/opt/claude', '--model', 'opus'], 'claude', 'claude', 'Claude Code'],
    [['codex'], 'codex', 'codex', 'Codex'],
    [['npm', 'run', 'dev'], 'command', undefined, 'npm'],
  ])('%j', async (command, id, tool, name) => {
    const { agent } = await (await open()).spawn({ command });
    expect(agent).toMatchObject({ profile: id, command, name });
    expect(agent.tool).toBe(tool);
  });
});

describe('a profile says', () => {
  const own = profile({ env: { OWN: '1', BOTH: 'profile' }, cwd: '~/code', transcript: true, autoRestart: 'always' });

  test('what is started, where, and with what, unless the request says otherwise', async () => {
    await open();
    stage.settings.value = { ...usualSettings, agents: { ...usualSettings.agents, profiles: [own] } };
    const { agent, terminal } = await stage.spawn({ profile: 'own', env: { BOTH: 'request' } });
    expect(agent).toMatchObject({ name: 'Own', command: ['own', '-x'], color: 'blue', autoRestart: 'always' });
    expect(terminal.request).toMatchObject({ file: 'own', args: ['-x'], cwd: '/home/me/code' });
    expect(terminal.request.env).toMatchObject({ OWN: '1', BOTH: 'request' });
    expect(terminal.request.transcript).toBe(`/home/me/.viberot/transcripts/${agent.id}.log`);
    const other = await stage.spawn({ profile: 'own', command: ['x'], cwd: '/w', autoRestart: 'never', name: 'n' });
    expect(other.agent).toMatchObject({ name: 'n', profile: 'own', command: ['x'], cwd: '/w', autoRestart: 'never' });
  });

  test('one that is not there is told, with those that are', async () => {
    await open({ programs: ['claude'] });
    expect(await stage.agents.spawn({ profile: 'nope' })).toMatchObject({
      ok: false,
      message: 'There is no profile "nope". There are: claude, shell.',
    });
  });

  test('one of the file replaces the detected one of its id', async () => {
    await open({ programs: ['claude', 'codex'] });
    const claude = profile({ id: 'claude', tool: 'claude', command: ['claude', '--fast'] });
    stage.settings.value = { ...usualSettings, agents: { ...usualSettings.agents, profiles: [claude, own] } };
    const profiles = await stage.agents.profiles();
    expect(profiles.map(({ id, origin }) => `${id} ${origin}`)).toEqual([
      ...['claude file', 'own file', 'codex detected', 'shell built-in'],
    ]);
    // What is known of the tool need not be written again.
    expect(profiles[0]?.resume).toEqual(['--resume', '{id}']);
  });
});

test('programs on the PATH are looked for again, but not all the time', async () => {
  const programs: string[] = [];
  await open({ programs });
  const ids = async () => (await stage.agents.profiles()).map(({ id }) => id);
  expect(await ids()).toEqual(['shell']);
  programs.push('gemini');
  expect(await ids()).toEqual(['shell']);
  stage.clock.pass(30_000);
  expect(await ids()).toEqual(['gemini', 'shell']);
});

test('names that nobody gave differ', async () => {
  await open();
  const names = [await stage.spawn(), await stage.spawn(), await stage.spawn({ name: 'Shell' })];
  expect(names.map(({ agent }) => agent.name)).toEqual(['Shell', 'Shell 2', 'Shell']);
});

test('what cannot be started leaves nothing behind', async () => {
  await open();
  stage.hosts.refuse = 'nope is not a program.';
  expect(await stage.agents.spawn({ command: ['nope'] })).toMatchObject({
    ok: false,
    message: 'nope is not a program.',
  });
  expect(stage.agents.state.value).toEqual([]);
  expect(stage.events).toEqual([]);
});

describe('in a worktree', () => {
  const worktree = { repository: '/r', path: '/w/fix', branch: 'fix', base: 'main' };

  test('it is made first, and the agent starts in it', async () => {
    const asked: object[] = [];
    const create = async (request: object) => {
      asked.push(request);
      return ok(worktree);
    };
    const { agent, terminal } = await (await open({ worktrees: { create } })).spawn({
      ...{ cwd: '/r/sub', worktree: { branch: 'fix', base: 'main' } },
    });
    expect(asked).toEqual([{ cwd: '/r/sub', branch: 'fix', base: 'main' }]);
    expect(agent).toMatchObject({ cwd: '/w/fix', worktree });
    expect(terminal.request.cwd).toBe('/w/fix');
  });

  test('it goes again when the agent cannot be started', async () => {
    const removed: string[] = [];
    await open({
      worktrees: {
        create: async () => ok(worktree),
        async remove({ path }) {
          removed.push(path);
          return { ok: true };
        },
      },
    });
    stage.hosts.refuse = 'no';
    expect(await stage.agents.spawn({ worktree: { branch: 'fix' } })).toMatchObject({ ok: false });
    expect(removed).toEqual(['/w/fix']);
  });

  test('without a repository it says so', async () => {
    await open();
    expect(await stage.agents.spawn({ worktree: { branch: 'x' } })).toMatchObject({
      message: 'There is no repository.',
    });
  });
});

test('at most 200 are kept: the oldest that has ended and holds nothing makes room', async () => {
  await open();
  const { agent: kept, terminal } = await stage.spawn({ notes: 'keep me' });
  terminal.end();
  const { agent: spare, terminal: ended } = await stage.spawn();
  for (let n = 2; n < 200; n++) await stage.agents.spawn({});
  expect(await stage.agents.spawn({})).toMatchObject({
    message: 'There are 200 agents, which is the most. Remove some that have ended first.',
  });
  ended.end();
  expect(await stage.agents.spawn({})).toMatchObject({ ok: true });
  expect(stage.agents.get(spare.id)).toBeUndefined();
  expect(stage.agents.get(kept.id)).toBeDefined();
  expect(stage.agents.state.value).toHaveLength(200);
});

test('names are one line that does nothing to who prints it', async () => {
  await open();
  const { agent } = await stage.spawn({ name: 'a\x1b[31m\nb\0\u202ec', command: ['true'] });
  expect(agent.name).toBe('a [31m b c');
  expect(stage.hosts.opened.at(-1)?.request.env.VIBEROT_AGENT_NAME).toBe('a [31m b c');
  expect(stage.agents.update(agent.id, { name: '\x07' })).toMatchObject({ value: { name: 'a [31m b c' } });
});

test('of a line without an end only the beginning is kept', async () => {
  await open();
  const { agent, terminal } = await stage.spawn({ command: ['true'] });
  terminal.show('x'.repeat(1_000_000));
  terminal.signal({ type: 'settled' });
  await stage.clock.advance(2_000);
  await settle();
  expect(stage.now(agent.id).lastLine).toBe('x'.repeat(300));
});
