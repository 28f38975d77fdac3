import { BrowserWindow, shell } from 'electron';
import { pageUrl } from './page-scheme';
import type { WindowMemory } from './window-memory';

export interface PageWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly memory: WindowMemory;
}

export interface PageWindow {
  /** By which it is remembered. */
  readonly name: string;
  readonly title: string;
  /** Of the page, such as "#/agents". */
  readonly hash: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly least: { readonly width: number; readonly height: number };
}

/** A window with our own page: where it was before, shown as soon as there is something to see. */
export function openPageWindow(
  { preload, icon, memory }: PageWindowOptions,
  { name, title, hash, size, least }: PageWindow,
): BrowserWindow {
  const window = new BrowserWindow({
    ...{ ...size, ...memory.place(name), minWidth: least.width, minHeight: least.height },
    ...{ show: false, title, icon, autoHideMenuBar: true },
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  memory.follow(name, window);
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
  // A window that was closed meanwhile has nothing to load.
  window.loadURL(`${pageUrl}${hash}`).catch(() => {});
  return window;
}

/** Brings a window forward, wherever it is. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The page needs the clipboard for its terminal, and no camera, notification or other permission of the web. */
function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'clipboard-read';
}
