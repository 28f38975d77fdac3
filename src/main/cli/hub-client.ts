import type { Client } from '../../shared/contract';
import { type Connection, createConnection } from '../../shared/link';
import type { Invocation } from './run';

/** How long a hub may take for its first answer; a busy one needs some tens of milliseconds. */
const firstAnswerMs = 5_000;

/**
 * Calls `use` with a client of the running hub, which has answered once; what `use` asks may take its time.
 * @returns undefined when no hub runs; what a hub killed a moment ago left behind counts as none.
 * @throws when the hub is there but hangs
 */
export async function withHub<T>(
  { host, home: asked }: Invocation,
  use: (client: Client, connection: Connection) => Promise<T>,
): Promise<T | undefined> {
  const home = host.locateHome(asked);
  const open = host.openHub(home);
  if (!open) return undefined;
  let reached = false;
  let hangs = false;
  const connection = createConnection({
    connect: async () => {
      const channel = await open();
      reached = true;
      return channel;
    },
    reconnect: false,
  });
  const timer = setTimeout(() => {
    hangs = true;
    connection.close();
  }, host.firstAnswerMs ?? firstAnswerMs);
  try {
    await connection.client.hub.status();
    clearTimeout(timer);
    return await use(connection.client, connection);
  } catch (error) {
    if (hangs)
      throw new Error(`VibeRot holds ${home.directory} but does not answer. End its process, then start it again.`);
    if (!reached) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}

/** The sentence for commands that need a hub. */
export async function sayNotRunning({ host }: Invocation): Promise<number> {
  await host.error('VibeRot is not running here. Start it with: npm start (or viberot serve)');
  return 1;
}
