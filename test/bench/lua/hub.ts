import { join, resolve } from 'node:path';
import { compose } from '../../../src/main/compose';
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
} from '../../../src/main/node';
import { fail } from '../../../src/shared/result';
import type { Scope } from '../../../src/shared/scope';
import { clientOf } from '../../fixtures/client-of';
import { createFakeInstaller } from '../../fixtures/fake-installer';
import { noAgents } from '../../fixtures/no-agents';
import { noLua } from '../../fixtures/no-lua';
import { noScreen } from '../../fixtures/no-screen';
import { noShells } from '../../fixtures/no-shells';
import { silentLog } from '../../fixtures/silent-log';

/** Lua's workers, files and watchers. */
export function luaPorts(worker: string) {
  return { luaDomains: createLuaDomains({ worker }), textTrees: createTextTrees(), fileBoxes: createFileBoxes() };
}

/** A hub in this process, of which nothing is real but Lua, if it is given. */
export async function openHub(
  home: string,
  lua: Partial<ReturnType<typeof luaPorts>>,
  shippedLua: string,
  scope: Scope,
) {
  const historyFile = join(home, 'history.db');
  const paths = { home, config: join(home, 'config.toml'), log: '', socket: '' };
  const without = async () => fail('cannot-start', 'This benchmark sees no processes.');
  const hub = await compose(
    {
      ...{ clock: createClock(), log: silentLog, files: createFiles(), processes: createProcesses() },
      ...{ environments: createEnvironments(), http: createHttp(), users: createUsers() },
      ...{ probeInstaller: createFakeInstaller(), ...noShells, ...noScreen, ...noAgents(), ...noLua },
      probeHost: { helper: async () => ({ path: '/nowhere' }), start: without },
      ...lua,
      historyStore: createHistoryStore({ file: historyFile, worker: resolve('out/main/history-worker.js') }),
      guard: { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} },
    },
    {
      about: { version: '0', pid: 1, startedAt: Date.now(), host: 'node', platform: 'linux x64', versions: {}, paths },
      ...{ epoch: 'bench', shell: { file: '/bin/sh', args: [], cwd: '/' }, historyFile, shippedLua },
      resource: (name) => resolve('resources', name),
    },
    scope,
  );
  const client = clientOf(hub, scope);
  // Answered once all files were loaded.
  await client.lua.state();
  return client;
}
