import { fail, ok, type Result } from '../../shared/result';
import type { Child, Notifier, Processes } from '../ports';

const longestTitle = 200;
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
      const texts = [title.slice(0, longestTitle), markup(message.slice(0, longestText))];
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

/** The body of a notification may have markup, so the text's own signs are written as entities. */
function markup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
