// There are no named pipes here: a Unix socket that is made after a while stands in for one. To connect is the same.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNamedPipeLine } from '../../../src/main/node/named-pipe-line';
import type { PrivateLine } from '../../../src/main/node/private-line';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let path: string;
let line: PrivateLine;

beforeEach(() => {
  scope = createScope();
  path = join(temporaryDirectory(scope), 'pipe');
  line = createNamedPipeLine(path);
  scope.defer(() => line.close());
});
afterEach(() => scope.close());

/** What a helper does: makes the pipe, and takes the first who comes. */
async function makePipe(): Promise<{ server: Server; connection: Promise<Socket> }> {
  const server = createServer().listen(path);
  const connection = once(server, 'connection').then(([socket]) => socket as Socket);
  scope.defer(async () => {
    server.close();
  });
  await once(server, 'listening');
  return { server, connection };
}

function heard(): { text: () => string; says: (part: string) => Promise<void> } {
  let text = '';
  line.data.on((chunk) => {
    text += chunk;
  });
  const says = (part: string) =>
    new Promise<void>((done) => {
      const look = () => void (text.includes(part) && done());
      line.data.on(look);
      look();
    });
  return { text: () => text, says };
}

test('the app connects as soon as the pipe is there, and hears all that is said', async () => {
  const { text, says } = heard();
  expect(await line.listen('')).toBe(path);
  await after(50);
  const { connection } = await makePipe();
  const helper = await connection;
  const bytes = Buffer.from('{"t":"exec","comm":"日本"}\n');
  helper.write(bytes.subarray(0, 21));
  await says('comm');
  helper.write(bytes.subarray(21));
  await says('}\n');
  expect(text()).toBe(bytes.toString());
  helper.destroy();
});

test('the last words of a helper that has gone are heard', async () => {
  const { text } = heard();
  await line.listen('');
  const { connection } = await makePipe();
  const helper = await connection;
  helper.end(`${'x'.repeat(200_000)} bye`);
  await once(helper, 'finish');
  await line.drain();
  expect(text()).toMatch(/x bye$/);
});

test('after the line is closed nobody connects any more', async () => {
  await line.listen('');
  line.close();
  const { connection } = await makePipe();
  expect(await Promise.race([connection, after(100, 'nobody')])).toBe('nobody');
});

test('there is nothing to wait for when the helper never made its pipe', async () => {
  await line.listen('');
  await line.drain();
  line.close();
});

test('its name is another one each time, of the kind that Windows wants', async () => {
  const names = [createNamedPipeLine(), createNamedPipeLine()];
  const paths = await Promise.all(names.map((one) => one.listen('')));
  for (const one of names) one.close();
  expect(new Set(paths).size).toBe(2);
  for (const one of paths) expect(one).toMatch(/^\\\\\.\\pipe\\viberot-[0-9a-f]{32}$/);
});
