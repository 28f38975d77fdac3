import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { compose } from '../../src/main/compose';
import {
  createClock,
  createEnvironments,
  createFileBoxes,
  createFiles,
  createHistoryStore,
  createHttp,
  createLuaDomains,
  createProcesses,
  createTextTrees,
  createUsers,
} from '../../src/main/node';
import { createScope, type Scope } from '../../src/shared/scope';
import { clientOf } from '../fixtures/client-of';
import { createFakeInstaller } from '../fixtures/fake-installer';
import { buildLuaWorker } from '../fixtures/lua-worker';
import { noAgents } from '../fixtures/no-agents';
import { noLua } from '../fixtures/no-lua';
import { noScreen } from '../fixtures/no-screen';
import { noShells } from '../fixtures/no-shells';
import { makeHome } from '../fixtures/running-hub';
import { silentLog } from '../fixtures/silent-log';
import { put } from './features/lua/rig';
import { createFakeHost } from './features/probes/fake-host';
import { line, snapend } from './features/probes/messages';

/** Lua in a hub, as a window sees it: real workers and files; only the helper and terminals say what a test tells them. */
let worker: Awaited<ReturnType<typeof buildLuaWorker>>;
beforeAll(async () => {
  worker = await buildLuaWorker();
}, 60_000);
afterAll(() => worker.remove());

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

async function open(files: Record<string, string>) {
  const home = makeHome(scope, '');
  for (const [path, text] of Object.entries(files)) put(join(home, 'lua', path), text);
  const probeHost = createFakeHost();
  const historyFile = join(home, 'history.db');
  const paths = { home, config: join(home, 'config.toml'), log: '', socket: '' };
  const hub = await compose(
    {
      ...{ clock: createClock(), log: silentLog, files: createFiles(), processes: createProcesses() },
      ...{ environments: createEnvironments(), http: createHttp(), users: createUsers() },
      ...{ probeHost, probeInstaller: createFakeInstaller(), ...noShells, ...noScreen, ...noAgents(), ...noLua },
      luaDomains: createLuaDomains({ worker: worker.path }),
      ...{ textTrees: createTextTrees(), fileBoxes: createFileBoxes() },
      historyStore: createHistoryStore({ file: historyFile, worker: resolve('out/main/history-worker.js') }),
      guard: { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} },
    },
    {
      about: { version: '0', pid: 1, startedAt: Date.now(), host: 'node', platform: 'linux x64', versions: {}, paths },
      ...{ epoch: 'test', shell: { file: '/bin/sh', args: [], cwd: '/' }, historyFile, shippedLua: resolve('lua') },
      resource: (name) => resolve('resources', name),
    },
    scope,
  );
  await eventually(() => expect(probeHost.started).toHaveLength(1));
  const helper = probeHost.latest;
  helper.greets({ clock: { mono: 0, real: Date.now() } });
  helper.says(snapend(0));
  const { lua, agents } = clientOf(hub, scope);
  await lua.state();
  const logged = async () => (await lua.logs({ limit: 100, module: 'user.a' })).map(({ text }) => text);
  return { home, lua, agents, logged, helper };
}

test('Lua hears of commands and agents, and has a say in how agents are started', async () => {
  const { agents, helper, logged } = await open({
    'user/a.lua': `
      events.on("process_started", function(process) log.info(process.command) end)
      events.on("agent_created", function(agent) log.info(agent.name .. " in " .. agent.cwd) end)
      hooks.intercept("before_agent_create", "tmp", function(request)
        if request.name == "never" then return nil end
        request.cwd = "/tmp"
        return request
      end)`,
  });
  helper.says(line('exec', { pid: 2_000_001, start: 2_000_001, ts: 1e6, argv: ['/bin/build', 'all'] }));
  await agents.spawn({ name: 'dev', command: ['sh'] });
  await expect(agents.spawn({ name: 'never', command: ['sh'] })).rejects.toMatchObject({ code: 'CANNOT_START' });
  await eventually(async () => expect((await logged()).sort()).toEqual(['/bin/build all', 'dev in /tmp']));
});

test('a window sees files, evaluates, runs commands, switches off, and goes back', async () => {
  const { home, lua, logged } = await open({
    'user/a.lua': 'commands.register("say", function() log.info("said") end)',
  });
  const state = await lua.state();
  expect(state.files.find(({ module }) => module === 'user.a')).toMatchObject({ state: 'running', registrations: 1 });
  expect(state.registrations).toContainEqual(
    expect.objectContaining({ kind: 'command', name: 'say', domain: 'trusted' }),
  );
  expect(await lua.evaluate({ code: '6 * 7' })).toEqual({ ok: true, value: ['42'] });
  expect(await lua.evaluate({ code: 'error("no")' })).toMatchObject({ ok: false });
  expect(await lua.run({ name: 'say' })).toEqual({ ok: true, value: null });
  await eventually(async () => expect(await logged()).toEqual(['said']));
  await expect(lua.run({ name: 'none' })).rejects.toMatchObject({ code: 'NO_COMMAND' });
  expect(await lua.setEnabled({ module: 'user.a', enabled: false })).toMatchObject({ state: 'disabled' });
  await expect(lua.run({ name: 'say' })).rejects.toMatchObject({ code: 'NO_COMMAND' });
  expect(await lua.setEnabled({ module: 'user.a', enabled: true })).toMatchObject({ state: 'running' });
  put(join(home, 'lua/user/a.lua'), 'error("broken")');
  expect(await lua.reload({})).toMatchObject({ problems: [{ module: 'user.a', line: 1 }] });
  expect(await lua.rollback({ module: 'user.a' })).toMatchObject({ state: 'running' });
  expect(await lua.run({ name: 'say' })).toEqual({ ok: true, value: null });
  await expect(lua.promote({ module: 'user.a' })).rejects.toMatchObject({ code: 'FAILED' });
  await expect(lua.reload({ modules: ['user.none'] })).rejects.toMatchObject({ code: 'NO_MODULE' });
});
