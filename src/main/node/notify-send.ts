import { fail, ok, type Result } from '../../shared/result';
import type { Child, Notifier, Processes } from '../ports';
import { notificationMarkup } from './notification-markup';

/** Of what it says when it fails. */
const longestText = 1_000;
/** It only hands the notification over; a desktop that does not answer must not keep it. */
const patienceMs = 5_000;

/**
 * Notifications by notify-send (libnotify), for a host without a desktop of its own. Its arguments, which everybody can
 * read, are the title and the text and nothing more.
 */
export function createNotifySend(processes: Processes, cwd: string): Notifier {
  return {
    async show({ title, message, silent }, onProgram) {
      const quiet = silent ? ['--hint=boolean:suppress-sound:true'] : [];
      // notify-send itself reads "\\n" and "\\074" in the text as the characters that they stand for in C.
      const texts = [title, notificationMarkup(message).replaceAll('\\', '\\\\')];
      const args = ['--app-name=VibeRot', ...quiet, '--', ...texts];
      const started = await processes.spawn({ file: 'notify-send', args, cwd, env: processes.env });
      if (!started.ok) {
        const missing = 'No page of VibeRot is open, and notify-send was not found.';
        return fail('cannot-notify', `${missing} Open the page (viberot open), or install libnotify-bin.`);
      }
      onProgram?.(started.value.pid);
      return ended(started.value);
    },
  };
}

async function ended(child: Child): Promise<Result<void, 'cannot-notify'>> {
  let said = '';
  child.output.on(({ chunk }) => {
    if (said.length < longestText) said += new TextDecoder().decode(chunk);
  });
  child.endInput();
  const timer = setTimeout(() => child.signalGroup('SIGKILL'), patienceMs);
  const exit = await child.exited;
  clearTimeout(timer);
  if ('code' in exit && exit.code === 0) return ok(undefined);
  const why = said.trim() || `it did not answer in ${patienceMs / 1_000} s`;
  return fail(
    'cannot-notify',
    `No page of VibeRot is open, and notify-send failed: ${why}. Open the page: viberot open`,
  );
}
