import { dialog, app as electron } from 'electron';
import { createConnection } from '../../shared/link';
import { messageOf } from '../../shared/result';
import { createScope, type Scope } from '../../shared/scope';
import type { Agent } from '../../shared/vocabulary';
import { startHub } from '../hub';
import { type App, connectLocalSocket, createKeptValues, onCrash, onEndRequest, readSession } from '../node';
import type { Home } from '../ports';
import { type AgentWindows, createAgentWindows } from './agent-windows';
import { createElectronDesktop } from './desktop';
import { setApplicationMenu } from './menu';
import { acceptMessagePorts } from './message-port';
import { createElectronNotifier } from './notifier';
import { showOverlays } from './overlays';
import { registerPageScheme, servePages } from './page-scheme';
import { createQuitting } from './quitting';
import { createTray } from './tray';
import { createMainWindow, type MainWindow } from './window';
import { createWindowMemory } from './window-memory';

/** The hub in Electron's main process, with its window and tray. A start that fails is told, and ends the app. */
export async function runElectron(app: App, home: Home): Promise<void> {
  registerPageScheme();
  // Closing the window keeps watching; the tray brings it back, and quits.
  electron.on('window-all-closed', () => {});
  await electron.whenReady();
  const scope = createScope();
  try {
    await start(app, home, scope);
  } catch (error) {
    await scope.close().catch(() => {});
    dialog.showErrorBox('VibeRot cannot start', messageOf(error));
    electron.exit(1);
  }
}

async function start(app: App, home: Home, scope: Scope): Promise<void> {
  const icons = {
    window: app.resource('icon.png'),
    tray: app.resource(process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'),
  };
  // Before the hub can be asked to show the window.
  servePages(`${app.outDirectory}/renderer`);
  const preload = `${app.outDirectory}/preload/index.cjs`;
  const memory = await createWindowMemory(createKeptValues(home.directory), scope);
  const page = { preload, icon: icons.window, memory };
  const window = createMainWindow(page);
  const agentWindows = createAgentWindows(page);
  const started = await startHub(
    {
      app,
      home,
      host: process.versions.chrome === 'stand-in' ? 'stand-in' : 'electron',
      desktop: createElectronDesktop({ show: window.show, showAgent: agentWindows.show }),
      notifier: createElectronNotifier({
        icon: icons.window,
        onClick: (about) =>
          'agent' in about
            ? showAgent(about.agent, window, agentWindows)
            : window.showAt(`#/activity/${about.process}`),
      }),
    },
    scope,
  );
  if (!started.ok) {
    await scope.close();
    if (started.error === 'home-unusable') dialog.showErrorBox('VibeRot cannot start', started.message);
    else await showRunning(home);
    return electron.exit(started.error === 'home-unusable' ? 1 : 0);
  }
  const hub = started.value;

  let ended = false;
  const end = (code: number) => {
    if (ended) return;
    ended = true;
    scope.close().then(
      () => electron.exit(code),
      () => electron.exit(1),
    );
  };
  onEndRequest(() => end(0));
  onCrash((error) => {
    hub.log.error('VibeRot crashed', { error });
    process.stderr.write(`VibeRot crashed: ${messageOf(error)}. Details are in ${home.log}\n`);
    end(1);
  });
  // Asked twice, it still cleans up first; exit() comes without this event.
  electron.on('before-quit', (event) => {
    event.preventDefault();
    void quitting.quit();
  });
  // A page in an overlay would be shown the first certificate that the person has.
  electron.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
  electron.on('activate', () => window.show());

  const quitting = createQuitting({ agents: hub.agents, window, memory, icon: icons.window, end: () => end(0) });
  const quitAndEndAgents = () => void quitting.quitAndEndAgents();

  acceptMessagePorts(hub.accept);
  agentWindows.follow(hub.agents.state, scope);
  setApplicationMenu({ show: window.show, quitAndEndAgents });
  createTray(
    hub,
    {
      ...{ icon: icons.tray, show: window.show, quit: () => electron.quit(), quitAndEndAgents },
      showAgents: () => window.showAt('#/agents'),
      showAgent: (id) => showAgent(id, window, agentWindows),
    },
    scope,
  );
  showOverlays({ hub, pages: hub.overlayPages, preload }, scope);
  window.show();
}

/** In a window of its own if it has one, otherwise among the others. */
function showAgent(id: Agent['id'], window: MainWindow, agentWindows: AgentWindows): void {
  if (!agentWindows.showIfOpen(id)) window.showAt(`#/agents/${encodeURIComponent(id)}`);
}

/** Brings up the window of the hub that has this home already. */
async function showRunning(home: Home): Promise<void> {
  const session = readSession(home.session);
  if (!session) return;
  const connection = createConnection({
    connect: () => connectLocalSocket(session.socket, session.token),
    reconnect: false,
  });
  try {
    const { url } = await connection.client.hub.show();
    if (url) process.stdout.write(`VibeRot is running already. Open it at ${url}\n`);
  } catch (error) {
    process.stderr.write(`VibeRot is running already, but does not answer: ${messageOf(error)}\n`);
  } finally {
    connection.close();
  }
}
