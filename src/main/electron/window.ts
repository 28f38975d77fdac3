import type { BrowserWindow } from 'electron';
import { pageUrl } from './page-scheme';
import { bringForward, openPageWindow, type PageWindowOptions } from './page-window';
import { askWhenUnsaved, type Closable } from './unsaved';

/** The app's main window: made when it is first shown; closing it leaves the hub watching. */
export interface MainWindow {
  show(): void;
  /** At a place in its page, such as "#/activity/123:456". */
  showAt(hash: string): void;
  /** Closes it if it is open. False when the person wants to stay, as something is not saved. */
  close(): Promise<boolean>;
}

const looks = {
  name: 'main',
  title: 'VibeRot',
  size: { width: 1280, height: 800 },
  least: { width: 640, height: 480 },
};

export function createMainWindow(options: PageWindowOptions): MainWindow {
  let window: BrowserWindow | undefined;
  let closable: Closable | undefined;

  function show(hash = ''): void {
    if (!window) {
      window = openPageWindow(options, { ...looks, hash });
      closable = askWhenUnsaved(window);
      window.on('closed', () => {
        window = undefined;
        closable = undefined;
      });
      return;
    }
    // Only the fragment differs, so the page stays.
    if (hash !== '') window.loadURL(`${pageUrl}${hash}`).catch(() => {});
    bringForward(window);
  }

  return {
    show: () => show(),
    showAt: show,
    close: async () => closable?.close() ?? true,
  };
}
