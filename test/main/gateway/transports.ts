import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import WebSocket from 'ws';
import { connectLocalSocket, serveLocalSocket } from '../../../src/main/node/local-socket';
import { serveWeb } from '../../../src/main/node/web-server';
import { webSocketChannel } from '../../../src/main/node/web-socket-channel';
import type { Accept } from '../../../src/main/ports';
import { type Channel, messagePortChannel } from '../../../src/shared/link';
import type { Scope } from '../../../src/shared/scope';
import { noOverlays } from '../../fixtures/no-screen';
import { silentLog } from '../../fixtures/silent-log';

/** A way to reach a gateway, as a client of it sees it. */
export interface Transport {
  connect(): Promise<Channel>;
}

/** Serves `accept` on a transport, with real sockets and ports. */
export type Serve = (accept: Accept, scope: Scope) => Promise<Transport>;

export const transports: Readonly<Record<string, Serve>> = {
  'message port': async (accept) => ({
    async connect() {
      const { port1, port2 } = new MessageChannel();
      accept(messagePortChannel(port1 as unknown as MessagePort), { transport: 'message-port' });
      return messagePortChannel(port2 as unknown as MessagePort);
    },
  }),

  WebSocket: async (accept, scope) => {
    const served = await serveWeb(
      { port: 0, pages: temporaryDirectory(scope), overlays: noOverlays, token: 'secret', accept, log: silentLog },
      scope,
    );
    if (!served.ok) throw new Error(served.message);
    const { port } = served.value;
    return {
      connect: () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket(`ws://127.0.0.1:${port}/link`, ['viberot.v1', 'token.secret']);
          socket.once('open', () => resolve(webSocketChannel(socket)));
          socket.once('error', reject);
        }),
    };
  },

  'local socket': async (accept, scope) => {
    const path = join(temporaryDirectory(scope), 'hub.sock');
    await serveLocalSocket({ path, token: 'secret', accept, log: silentLog }, scope);
    return { connect: () => connectLocalSocket(path, 'secret') };
  },
};

export function temporaryDirectory(scope: Scope): string {
  const directory = mkdtempSync(join(tmpdir(), 'viberot-test-'));
  scope.defer(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
