import { type Connection, createConnection } from '../../shared/link';
import { openChannel } from './open-channel';
import { takeToken, tokenInHash } from './token';

/** The page's connection to the hub; it reconnects by itself for as long as the page lives. */
export function connect(): Connection {
  const token = takeToken({ location, history, storage: sessionStorage });
  // A new address with a token, entered in this tab, only changes the fragment: begin anew with it.
  window.addEventListener('hashchange', () => {
    if (tokenInHash(location.hash) !== undefined) location.reload();
  });
  return createConnection({ connect: () => openChannel(token), reconnect: true });
}
