import { type BrowserWindow, dialog } from 'electron';

/** A page that hangs is not waited for. */
const patienceMs = 3_000;

export interface Closable {
  /** Closes the window. False when something is not saved, and the person wants to go on with it. */
  close(): Promise<boolean>;
}

/**
 * Asks before changes that are not saved are lost: when the window is closed, and when its page is loaded anew. Electron
 * itself does not ask, its window just stays. The hub goes on meanwhile, so the question is no blocking one.
 */
export function askWhenUnsaved(window: BrowserWindow): Closable {
  const { webContents } = window;
  let waiting: ((closed: boolean) => void)[] = [];
  let patience: NodeJS.Timeout | undefined;
  let closing = false;
  let asking = false;
  let mayReload = false;

  function settle(closed: boolean): void {
    clearTimeout(patience);
    closing = false;
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(closed);
  }

  async function ask(): Promise<void> {
    asking = true;
    // One does not see the question of a window that is minimized.
    window.show();
    const { response } = await dialog.showMessageBox(window, question);
    asking = false;
    if (window.isDestroyed()) return;
    if (response !== discard) return settle(false);
    if (closing) return window.destroy();
    mayReload = true;
    webContents.reload();
  }

  window.on('close', () => {
    closing = true;
  });
  window.on('closed', () => settle(true));
  webContents.on('will-prevent-unload', (event) => {
    clearTimeout(patience);
    if (mayReload) event.preventDefault();
    else if (!asking) void ask();
    mayReload = false;
  });

  return {
    close: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        window.close();
        clearTimeout(patience);
        if (!asking && !window.isDestroyed()) patience = setTimeout(() => window.destroy(), patienceMs);
      }),
  };
}

const discard = 0;
const question = {
  type: 'warning' as const,
  message: 'Leave without saving?',
  detail: 'You have changed rules and not saved them. These changes would be lost.',
  buttons: ['Discard changes', 'Keep editing'],
  defaultId: 1,
  cancelId: 1,
  noLink: true,
};
