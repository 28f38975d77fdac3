import { Notification } from 'electron';
import { fail, ok } from '../../shared/result';
import type { Notification as Told } from '../../shared/vocabulary';
import { notificationMarkup } from '../node';
import type { Notifier } from '../ports';

export interface ElectronNotifierOptions {
  readonly icon: string;
  /** A notification was clicked. */
  onClick(about: Told['about']): void;
}

/** An object that nobody holds is forgotten, and a click on its notification with it. */
const mostHeld = 100;

/** Notifications of the system, through Electron. */
export function createElectronNotifier({ icon, onClick }: ElectronNotifierOptions): Notifier {
  const held = new Set<Notification>();
  return {
    async show({ title, message, silent, about }) {
      if (!Notification.isSupported()) {
        const remedy = 'On Linux a notification service is needed, such as dunst or that of your desktop.';
        return fail('cannot-notify', `This desktop shows no notifications. ${remedy}`);
      }
      const shown = makeNotification({ title, message, silent, icon });
      shown.on('click', () => onClick(about));
      shown.on('close', () => void held.delete(shown));
      held.add(shown);
      for (const oldest of held) {
        if (held.size <= mostHeld) break;
        held.delete(oldest);
      }
      shown.show();
      return ok(undefined);
    },
  };
}

/** A desktop that shows nothing is not waited for longer. */
const patienceMs = 1_000;

/** Shows a last word before the app ends. Resolves once it is on the screen, or will not be. */
export function showLastWord(word: { title: string; message: string; icon: string }): Promise<void> {
  return new Promise((resolve) => {
    if (!Notification.isSupported()) return resolve();
    const shown = makeNotification({ ...word, silent: true });
    shown.on('show', () => resolve());
    shown.on('failed', () => resolve());
    setTimeout(resolve, patienceMs);
    shown.show();
  });
}

function makeNotification(told: { title: string; message: string; silent: boolean; icon: string }): Notification {
  const { title, message, silent, icon } = told;
  // Electron hands the text over to libnotify as it is.
  const body = process.platform === 'linux' ? notificationMarkup(message) : message;
  return new Notification({ title, body, silent, icon });
}
