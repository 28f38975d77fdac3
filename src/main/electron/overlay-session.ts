import { type Session, session } from 'electron';
import type { ServedOverlayPages } from '../node';
import { overlayHost, pageScheme } from './page-scheme';

/** Sessions for pages that are not ours: without our cookies, files, permissions or downloads, and empty at first. */
export interface OverlaySessions {
  take(): LentSession;
}

export interface LentSession {
  readonly session: Session;
  /** Forgets all that the page has left. */
  giveBack(): void;
}

/** Electron keeps a session for as long as it runs, so they are used again once they are empty. */
export function createOverlaySessions(pages: Pick<ServedOverlayPages, 'read'>): OverlaySessions {
  const free: Session[] = [];
  let made = 0;
  return {
    take() {
      const taken = free.pop() ?? makeSession(`overlay-${++made}`, pages);
      return {
        session: taken,
        giveBack() {
          Promise.all([taken.clearStorageData(), taken.clearCache()]).then(
            () => void free.push(taken),
            () => {
              // One that can't be emptied is never used again.
            },
          );
        },
      };
    },
  };
}

/** Kept in memory only, as its name has no "persist:". */
function makeSession(partition: string, pages: Pick<ServedOverlayPages, 'read'>): Session {
  const made = session.fromPartition(partition);
  made.setPermissionRequestHandler((_contents, _permission, grant) => grant(false));
  made.setPermissionCheckHandler(() => false);
  made.on('will-download', (event) => event.preventDefault());
  made.protocol.handle(pageScheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === overlayHost ? await pages.read(pathname) : undefined;
    return file ? new Response(file.body, { headers: file.headers }) : new Response('Not found', { status: 404 });
  });
  return made;
}
