import { dialog, app as electron } from 'electron';
import { createConnection } from '../../shared/link';
import { messageOf } from '../../shared/result';
import { createScope, type Scope } from '../../shared/scope';
import { startHub } from '../hub';
import { type App, connectLocalSocket, onCrash, onEndRequest, readSession } from '../node';
import type { Home } from '../ports';
import { createElectronDesktop } from './desktop';
import { setApplicationMenu } from './menu';
import { acceptMessagePorts } from './message-port';
import { createElectronNotifier } from './notifier';
import { showOverlays } from './overlays';
import { registerPageScheme, servePages } from './page-scheme';
import { createTray } from './tray';
import { createMainWindow } from './window';

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
  const window = createMainWindow({ preload, icon: icons.window });
  const started = await startHub(
    {
      app,
      home,
      host: process.versions.chrome === 'stand-in' ? 'stand-in' : 'electron',
      desktop: createElectronDesktop(window.show),
      notifier: createElectronNotifier({ icon: icons.window, onClick: window.showProcess }),
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
    void window.close().then((closed) => closed && end(0));
  });
  // A page in an overlay would be shown the first certificate that the person has.
  electron.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
  electron.on('activate', () => window.show());

  acceptMessagePorts(hub.accept);
  setApplicationMenu(window.show);
  createTray(hub, { icon: icons.tray, show: window.show, quit: () => electron.quit() }, scope);
  showOverlays({ hub, pages: hub.overlayPages, preload }, scope);
  window.show();
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
