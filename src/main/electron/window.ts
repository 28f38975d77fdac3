import { BrowserWindow, shell } from 'electron';
import type { ProcessKey } from '../../shared/vocabulary';
import { pageUrl } from './page-scheme';
import { askWhenUnsaved, type Closable } from './unsaved';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
}

/** The app's one window: made when it is first shown; closing it leaves the hub watching. */
export interface MainWindow {
  show(): void;
  /** With the details of a process. */
  showProcess(process: ProcessKey): void;
  /** Closes it if it is open. False when the person wants to stay, as something is not saved. */
  close(): Promise<boolean>;
}

export function createMainWindow(options: WindowOptions): MainWindow {
  let window: BrowserWindow | undefined;
  let closable: Closable | undefined;

  function show(place = ''): void {
    if (!window) {
      window = openWindow(options, `${pageUrl}${place}`);
      closable = askWhenUnsaved(window);
      window.on('closed', () => {
        window = undefined;
        closable = undefined;
      });
      return;
    }
    // Only the fragment differs, so the page stays.
    if (place !== '') window.loadURL(`${pageUrl}${place}`).catch(() => {});
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  return {
    show: () => show(),
    showProcess: (process) => show(`#/activity/${process}`),
    close: async () => closable?.close() ?? true,
  };
}

function openWindow({ preload, icon }: WindowOptions, url: string): BrowserWindow {
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
  void window.loadURL(url);
  return window;
}

/** The page needs the clipboard for its terminal, and no camera, notification or other permission of the web. */
function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'clipboard-read';
}
