import { BrowserWindow, type BrowserWindowConstructorOptions, type Session, type WebPreferences } from 'electron';
import type { Overlay } from '../../shared/vocabulary';
import type { Rectangle } from './overlay-places';
import { overlayHost, pageScheme, pageUrl } from './page-scheme';

export interface OverlayWindowOptions {
  readonly bounds: Rectangle;
  /** For our own page. */
  readonly preload: string;
  /** For pages that are not ours. */
  readonly foreign: Session | undefined;
}

/** A small window above all others that never takes the keyboard. It is shown as soon as there is something to see. */
export function openOverlayWindow(overlay: Overlay, { bounds, preload, foreign }: OverlayWindowOptions): BrowserWindow {
  const preferences = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true };
  const window = new BrowserWindow({
    ...{ ...bounds, title: overlay.title, show: false, ...looksOf(overlay) },
    webPreferences: { ...preferences, spellcheck: false, ...(foreign ? ofForeign(foreign) : { preload }) },
  });
  if (overlay.clickThrough) window.setIgnoreMouseEvents(true);
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  window.on('ready-to-show', () => window.showInactive());
  keepAtHome(window);
  // An address that does not answer leaves an empty window, which goes with its command.
  window.loadURL(addressOf(overlay)).catch(() => {});
  return window;
}

/** A page that is not ours opens no dialogs: they would take the keyboard. */
function ofForeign(session: Session): WebPreferences {
  return { session, disableDialogs: true };
}

function looksOf({ content }: Overlay): BrowserWindowConstructorOptions {
  return {
    ...{ frame: false, hasShadow: false, resizable: false, minimizable: false, maximizable: false },
    ...{ fullscreenable: false, focusable: false, skipTaskbar: true, alwaysOnTop: true },
    // Pages of the web count on a white ground.
    ...(content.type === 'url' ? { backgroundColor: '#ffffff' } : { transparent: true }),
  };
}

function addressOf({ id, content, address = '' }: Overlay): string {
  if (content.type === 'url') return content.url;
  if (content.type === 'page') return `${pageScheme}://${overlayHost}/${address}`;
  return `${pageUrl}#/overlay/${id}`;
}

/** It opens no windows, stays where it is on the screen, and goes nowhere but on its own site. */
function keepAtHome({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // By window.moveTo() and resizeTo() it could cover the screen.
  webContents.on('content-bounds-updated', (event) => event.preventDefault());
  webContents.on('will-navigate', (event, url) => {
    if (siteOf(url) !== siteOf(webContents.getURL())) event.preventDefault();
  });
}

function siteOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
