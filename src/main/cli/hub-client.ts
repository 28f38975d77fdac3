import type { Client } from '../../shared/contract';
import { createConnection } from '../../shared/link';
import type { Invocation } from './run';

/**
 * Calls `use` with a client of the running hub.
 * @returns undefined when no hub runs; what a hub killed a moment ago left behind counts as none.
 */
export async function withHub<T>(
  { host, home }: Invocation,
  use: (client: Client) => Promise<T>,
): Promise<T | undefined> {
  const open = host.openHub(host.locateHome(home));
  if (!open) return undefined;
  let reached = false;
  const connection = createConnection({
    connect: async () => {
      const channel = await open();
      reached = true;
      return channel;
    },
    reconnect: false,
  });
  try {
    return await use(connection.client);
  } catch (error) {
    if (!reached) return undefined;
    throw error;
  } finally {
    connection.close();
  }
}

/** The sentence for commands that need a hub. */
export async function sayNotRunning({ host }: Invocation): Promise<number> {
  await host.error('VibeRot is not running here. Start it with: npm start (or viberot serve)');
  return 1;
}
