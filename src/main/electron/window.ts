import { BrowserWindow, shell } from 'electron';
import { pageUrl } from './page-scheme';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
}

/** The app's one window: made when it is first shown; closing it leaves the hub watching. */
export interface MainWindow {
  show(): void;
}

export function createMainWindow(options: WindowOptions): MainWindow {
  let window: BrowserWindow | undefined;
  return {
    show() {
      if (!window) {
        window = openWindow(options);
        window.on('closed', () => {
          window = undefined;
        });
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

function openWindow({ preload, icon }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'VibeRot',
    icon,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.on('ready-to-show', () => window.show());
  const { webContents } = window;
  webContents.setWindowOpenHandler(({ url }) => {
    if (/^https?:\/\//.test(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(pageUrl)) event.preventDefault();
  });
  webContents.session.setPermissionRequestHandler((_contents, permission, grant) => grant(isAllowed(permission)));
  webContents.session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  // A page that crashed would stay blank.
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') webContents.reload();
  });
  void window.loadURL(pageUrl);
  return window;
}

/** The page needs the clipboard for its terminal, and no camera, notification or other permission of the web. */
function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'clipboard-read';
}
