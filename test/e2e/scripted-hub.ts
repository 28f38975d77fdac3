// A whole hub behind a real page, whose helper and whose person are scripted: what a test of one machine, with its one
// user and without a desktop that asks for passwords, cannot have for real.
import { join } from 'node:path';
import { compose } from '../../src/main/compose';
import {
  createClock,
  createEnvironments,
  createFiles,
  createHistoryStore,
  createHttp,
  createOverlayPages,
  createProcesses,
  createUsers,
  serveWeb,
} from '../../src/main/node';
import type { Scope } from '../../src/shared/scope';
import { createFakeInstaller, type FakeInstaller, installedPath } from '../fixtures/fake-installer';
import { noAgents } from '../fixtures/no-agents';
import { noLua } from '../fixtures/no-lua';
import { noScreen } from '../fixtures/no-screen';
import { noShells } from '../fixtures/no-shells';
import { makeHome } from '../fixtures/running-hub';
import { silentLog } from '../fixtures/silent-log';
import { createFakeHost, type FakeHost } from '../main/features/probes/fake-host';
import { snapend } from '../main/features/probes/messages';
import { projectRoot } from './targets';

export interface ScriptedHub {
  /** Leads a browser in. */
  readonly url: string;
  readonly home: string;
  readonly installer: FakeInstaller;
  readonly host: FakeHost;
}

export async function startScriptedHub(scope: Scope, home = makeHome(scope, '')): Promise<ScriptedHub> {
  const installer = createFakeInstaller();
  const host = greetingHost();
  const unused = { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} };
  const paths = { home, config: join(home, 'config.toml'), log: join(home, 'log'), socket: join(home, 'socket') };
  const versions = { node: process.versions.node };
  const overlays = createOverlayPages({ except: join(home, 'run') });
  const historyFile = join(home, 'history.db');
  const historyWorker = join(projectRoot, 'out/main/history-worker.js');
  const hub = await compose(
    {
      ...{ clock: createClock(), log: silentLog, files: createFiles(), processes: createProcesses() },
      ...{ guard: unused, probeHost: host, probeInstaller: installer, ...noShells, ...noAgents(), ...noLua },
      ...{ environments: createEnvironments(), http: createHttp(), users: createUsers() },
      ...{ ...noScreen, overlayPages: overlays },
      historyStore: createHistoryStore({ file: historyFile, worker: historyWorker }),
    },
    {
      about: { version: '0', pid: 1, startedAt: Date.now(), host: 'node', platform: 'linux x64', versions, paths },
      epoch: 'scripted',
      shell: { file: '/bin/sh', args: [], cwd: home },
      resource: (name) => join(projectRoot, 'resources', name),
      historyFile,
      shippedLua: join(projectRoot, 'lua'),
    },
    scope,
  );
  const pages = join(projectRoot, 'out/renderer');
  const web = { port: 0, pages, overlays, token: 'scripted', accept: hub.accept, log: silentLog };
  const served = await serveWeb(web, scope);
  if (!served.ok) throw new Error(served.message);
  return { url: served.value.url, home, installer, host };
}

/** Its helpers greet at once: the installed one with full capture, the app's own without. */
function greetingHost(): FakeHost {
  const host = createFakeHost();
  const start = host.start;
  host.start = async (path, token) => {
    const started = await start(path, token);
    const { latest } = host;
    setImmediate(() => {
      if (path === installedPath) latest.greets({ src: 'ebpf', why: 'eBPF: every command with its arguments' });
      else
        latest.greets({ src: 'netlink', why: 'netlink: every exec is reported; eBPF needs cap_bpf and cap_perfmon' });
      latest.says(snapend(0));
    });
    return started;
  };
  return host;
}
