import { fail, ok, type Result } from '../shared/result';
import type { Scope } from '../shared/scope';
import type { HostKind } from '../shared/vocabulary';
import { compose, type Hub } from './compose';
import {
  type App,
  acquireLock,
  createAgentHooks,
  createClock,
  createCodeEditor,
  createEnvironments,
  createFileBoxes,
  createFiles,
  createFolders,
  createGit,
  createGuard,
  createHistoryStore,
  createHttp,
  createKeptValues,
  createKeyring,
  createLog,
  createLuaDomains,
  createOverlayPages,
  createProbeHost,
  createProbeInstaller,
  createProcesses,
  createPrograms,
  createPtys,
  createShellSetups,
  createShellSpool,
  createTerminalHosts,
  createTextTrees,
  createUsers,
  createWebClient,
  loginShell,
  prepareHome,
  randomToken,
  returnMemory,
  type ServedOverlayPages,
  serveLocalSocket,
  shellSpoolDirectory,
  writeSession,
} from './node';
import type { Desktop, Guard, Home, Log, Notifier } from './ports';

export interface HubOptions {
  readonly app: App;
  readonly home: Home;
  readonly host: HostKind;
  readonly desktop: Desktop;
  readonly notifier: Notifier;
}

export interface RunningHub extends Hub {
  /** Files of overlays, for the host to serve. */
  readonly overlayPages: ServedOverlayPages;
  readonly log: Log;
  readonly guard: Guard;
  /** Opens a channel to this run of the hub; given to clients by means that only this user can read. */
  readonly token: string;
}

/**
 * Starts the hub of a home directory on this machine's real parts, whatever the host.
 * Fails with `locked` (the message is the other hub's pid) when the directory has a hub already.
 */
export async function startHub(
  { app, home, host, desktop, notifier }: HubOptions,
  scope: Scope,
): Promise<Result<RunningHub, 'home-unusable' | 'locked'>> {
  const prepared = prepareHome(home);
  if (!prepared.ok) return prepared;
  const lock = acquireLock(home.lock);
  if (!lock.ok) return fail(lock.error === 'locked' ? 'locked' : 'home-unusable', lock.message);
  scope.use(lock.value);

  const log = createLog(home.log, scope);
  const guard = createGuard({ script: app.resource('guard.sh'), log }, scope);
  guard.watchLock(home.lock, lock.value.nonce);
  const spool = shellSpoolDirectory(home);
  for (const file of [home.session, home.socket, spool]) guard.watchFile(file);

  const clock = createClock();
  returnMemory(clock, scope);
  const about = {
    version: app.version,
    pid: process.pid,
    startedAt: clock.nowMs(),
    host,
    platform: `${process.platform} ${process.arch}`,
    versions: {
      node: process.versions.node,
      ...(process.versions.electron ? { electron: process.versions.electron } : {}),
    },
    paths: { home: home.directory, config: home.config, log: home.log, socket: home.socket },
  };
  log.info('VibeRot starts', { version: app.version, host, pid: process.pid });
  scope.defer(() => log.info('VibeRot ends'));

  const shell = loginShell();
  const probeHost = createProbeHost({ directory: home.runDirectory, outDirectory: app.outDirectory });
  const overlayPages = createOverlayPages({ except: home.runDirectory });
  const ports = {
    clock,
    log,
    files: createFiles(),
    processes: createProcesses(),
    environments: createEnvironments(),
    http: createHttp(),
    keptValues: createKeptValues(home.directory),
    programs: createPrograms({ shell }),
    git: createGit(),
    folders: createFolders(),
    codeEditor: createCodeEditor(desktop),
    users: createUsers(),
    guard,
    probeHost,
    probeInstaller: createProbeInstaller({
      script: app.resource('install-probe.sh'),
      helper: probeHost.helper,
      asking: 'screen',
    }),
    shellSpool: createShellSpool(spool),
    shellSetups: createShellSetups({ app, home }),
    agentHooks: createAgentHooks({ app, home }),
    terminalHosts: createTerminalHosts({ home, ...app.terminalHost, log: log.child({ part: 'terminals' }) }, scope),
    ...{ desktop, notifier, overlayPages },
    historyStore: createHistoryStore({ file: home.history, worker: app.historyWorker }),
    luaDomains: createLuaDomains({ worker: app.luaWorker }),
    ...{ textTrees: createTextTrees(), fileBoxes: createFileBoxes(), webClient: createWebClient(), ptys: createPtys() },
    keyring: createKeyring(),
  };
  const hub = await compose(
    ports,
    {
      ...{ about, epoch: randomToken(), shell, resource: app.resource },
      ...{ historyFile: home.history, shippedLua: app.luaFiles },
    },
    scope,
  );

  const token = randomToken();
  await serveLocalSocket({ path: home.socket, token, accept: hub.accept, log }, scope);
  writeSession(home.session, { pid: process.pid, socket: home.socket, token }, scope);
  return ok({ ...hub, overlayPages, log, guard, token });
}
