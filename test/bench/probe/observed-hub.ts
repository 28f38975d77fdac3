import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectLocalSocket, locateHome, readSession } from '../../../src/main/node';
import type { Client } from '../../../src/shared/contract';
import { createConnection } from '../../../src/shared/link';
import type { Scope } from '../../../src/shared/scope';
import { makeHome, startHub } from '../../fixtures/running-hub';
import { pause } from '../measure';

/** How late the event loop of the hub was, in ms. */
export interface EventLoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** The built hub in a process of its own, and a client of it. */
export interface ObservedHub {
  readonly pid: number;
  /** The page, with the token. */
  readonly url: string;
  readonly client: Client;
  /** Since the last call. */
  eventLoopDelay(): Promise<EventLoopDelay>;
}

export interface ObservedHubOptions {
  /** The checkout, built. */
  readonly root: string;
  /** Where things can be put that last as long as the benchmark. */
  readonly folder: string;
  /** What it takes for its helper, instead of ours. */
  readonly helper?: string | undefined;
  readonly config: string;
}

export async function startObservedHub(options: ObservedHubOptions, scope: Scope): Promise<ObservedHub> {
  const { root, folder, helper, config } = options;
  const app = helper ? appWith(helper, root, folder) : root;
  const file = join(folder, 'event-loop.json');
  const observer = pathToFileURL(join(root, 'test', 'bench', 'probe', 'event-loop.mjs')).href;
  const env = { NODE_OPTIONS: `--import=${observer}`, BENCH_EVENT_LOOP_FILE: file };
  const home = makeHome(scope, config);
  const { pid, url } = await startHub(home, scope, env, join(app, 'bin', 'viberot.mjs'));
  return {
    pid,
    url,
    client: connect(home, scope),
    async eventLoopDelay() {
      rmSync(file, { force: true });
      process.kill(pid, 'SIGUSR2');
      while (!existsSync(file) || readFileSync(file, 'utf8') === '') await pause(10);
      return JSON.parse(readFileSync(file, 'utf8'));
    },
  };
}

/** The app as it is built, only that it finds another helper. */
function appWith(helper: string, root: string, folder: string): string {
  const app = join(folder, 'app');
  for (const part of ['package.json', 'bin', 'resources', 'out/main', 'out/renderer']) {
    cpSync(join(root, part), join(app, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
  mkdirSync(join(app, 'out', 'native'));
  writeFileSync(join(app, 'out', 'native', 'status.json'), JSON.stringify({ path: helper }));
  return app;
}

function connect(home: string, scope: Scope): Client {
  const session = readSession(locateHome(home).session);
  if (!session) throw new Error(`The hub of ${home} left no word of itself`);
  const connection = createConnection({
    connect: () => connectLocalSocket(session.socket, session.token),
    reconnect: false,
  });
  scope.use(connection);
  return connection.client;
}
