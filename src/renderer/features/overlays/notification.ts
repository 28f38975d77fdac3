import type { Notification as Notice } from '../../../shared/vocabulary';
import { showNotice } from '../../ui';

/** Shows a notification by the browser if the person has allowed that, otherwise in the page. */
export function showNotification(notice: Notice, onShow: (about: Notice['about']) => void): void {
  const show = () => onShow(notice.about);
  if (mayNotify() && notifyBySystem(notice, show)) return;
  showNotice({
    ...{ title: notice.title, text: notice.message, action: { label: 'Show', onClick: show } },
    // Asked for only when the person wants it: browsers ask once, and remember a no.
    ...(mayAsk() && {
      hint: { label: 'Allow notifications', onClick: () => void Notification.requestPermission().catch(() => {}) },
    }),
  });
}

const isThere = () => 'Notification' in window;
const mayNotify = () => isThere() && Notification.permission === 'granted';
const mayAsk = () => isThere() && Notification.permission === 'default';

/** @returns whether the browser has taken it */
function notifyBySystem({ id, title, message, silent }: Notice, onClick: () => void): boolean {
  try {
    // The same one in several tabs is shown once.
    const shown = new Notification(title, { body: message, silent, tag: id });
    shown.onclick = () => {
      window.focus();
      onClick();
      shown.close();
    };
    return true;
  } catch {
    // Browsers of phones have the function, but only for service workers.
    return false;
  }
}
