import { createEmitter } from '../../../shared/event';
import { fail, ok } from '../../../shared/result';
import type { Notification } from '../../../shared/vocabulary';
import type { Clock, Notifier } from '../../ports';

/** Notifications for whoever can show them: the person's desktop, or the pages that are open. */
export interface Notifications extends Notifier {
  /** What a page is to show, from now on until it leaves. */
  forPage(signal: AbortSignal): AsyncGenerator<Notification, void>;
}

export interface NotificationsOptions {
  readonly notifier: Notifier;
  readonly clock: Clock;
  /** The host has no desktop of its own: pages that are open come first. */
  readonly pagesFirst: boolean;
}

/** More would be noise, and so many programs that show them would stall the machine. */
const most = 20;
const inMs = 10_000;
/** What a page that does not read is to show when it reads again. */
const keptForPage = most;

export function createNotifications({ notifier, clock, pagesFirst }: NotificationsOptions): Notifications {
  const toPages = createEmitter<Notification>();
  let pages = 0;
  let shownAt: number[] = [];

  function isTooMany(): boolean {
    const now = clock.nowMs();
    shownAt = shownAt.filter((at) => at > now - inMs && at <= now);
    if (shownAt.length >= most) return true;
    shownAt.push(now);
    return false;
  }

  async function* forPage(signal: AbortSignal): AsyncGenerator<Notification, void> {
    const waiting: Notification[] = [];
    let wake = () => {};
    const notify = () => wake();
    const unsubscribe = toPages.on((notification) => {
      waiting.push(notification);
      if (waiting.length > keptForPage) waiting.shift();
      notify();
    });
    signal.addEventListener('abort', notify);
    pages++;
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      pages--;
      unsubscribe();
      signal.removeEventListener('abort', notify);
    }
  }

  return {
    async show(notification, onProgram) {
      if (isTooMany()) {
        const limit = `${most} notifications in ${inMs / 1_000} seconds`;
        return fail('cannot-notify', `There were more than ${limit}. Let fewer rules notify, or give them a cooldown.`);
      }
      if (!pagesFirst || pages === 0) return notifier.show(notification, onProgram);
      toPages.emit(notification);
      return ok(undefined);
    },
    forPage,
  };
}
