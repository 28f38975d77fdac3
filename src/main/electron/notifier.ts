import { Notification } from 'electron';
import { fail, ok } from '../../shared/result';
import type { ProcessKey } from '../../shared/vocabulary';
import { notificationMarkup } from '../node';
import type { Notifier } from '../ports';

export interface ElectronNotifierOptions {
  readonly icon: string;
  /** A notification about the process was clicked. */
  onClick(process: ProcessKey): void;
}

/** An object that nobody holds is forgotten, and a click on its notification with it. */
const mostHeld = 100;

/** Notifications of the system, through Electron. */
export function createElectronNotifier({ icon, onClick }: ElectronNotifierOptions): Notifier {
  const held = new Set<Notification>();
  return {
    async show({ title, message, silent, process: about }) {
      if (!Notification.isSupported()) {
        const remedy = 'On Linux a notification service is needed, such as dunst or that of your desktop.';
        return fail('cannot-notify', `This desktop shows no notifications. ${remedy}`);
      }
      // Electron hands the text over to libnotify as it is.
      const body = process.platform === 'linux' ? notificationMarkup(message) : message;
      const shown = new Notification({ title, body, silent, icon });
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
