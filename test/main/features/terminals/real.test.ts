import { createHash } from 'node:crypto';
import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTerminals, type Terminals, terminalsHandlers } from '../../../../src/main/features/terminals';
import { createGateway } from '../../../../src/main/gateway';
import { createClock } from '../../../../src/main/node/clock';
import { createPtys } from '../../../../src/main/node/ptys';
import type { Accept } from '../../../../src/main/ports';
import {
  type Connection,
  createConnection,
  FrameKind,
  messagePortChannel,
  type TerminalFrame,
} from '../../../../src/shared/link';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { silentLog } from '../../../fixtures/silent-log';
import { size } from './stage';

/** Real processes on real pseudo-terminals, watched by clients of the contract. */
let scope: Scope;
let terminals: Terminals;
let accept: Accept;

beforeEach(() => {
  scope = createScope();
  const guard = { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} };
  const shell = { file: '/bin/sh', args: [], cwd: '/' };
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  terminals = createTerminals({ ptys: createPtys(), clock: createClock(), log: silentLog, guard, shell, env }, scope);
  accept = createGateway({ terminals: terminalsHandlers(terminals) }, silentLog, scope);
});
afterEach(() => scope.close());

function connect(): Connection {
  const { port1, port2 } = new MessageChannel();
  accept(messagePortChannel(port1), { transport: 'message-port' });
  return scope.use(createConnection({ connect: async () => messagePortChannel(port2), reconnect: false }));
}

interface End {
  readonly bytes: number;
  readonly exit: unknown;
  readonly md5: string;
}

/** Attaches, and acknowledges what comes as fast as it comes. */
function follow(connection: Connection, id: string) {
  const hash = createHash('md5');
  const seen = { bytes: 0, text: '' };
  const early: TerminalFrame[] = [];
  let stream: number | undefined;
  let finish = (_end: End) => {};
  const end = new Promise<End>((resolve) => {
    finish = resolve;
  });

  function take(frame: TerminalFrame): void {
    if (frame.stream !== stream) return;
    if (frame.offset !== seen.bytes) throw new Error(`Byte ${seen.bytes} was to come, but ${frame.offset} came`);
    if (frame.kind === FrameKind.exit) {
      const exit: unknown = JSON.parse(Buffer.from(frame.payload).toString());
      finish({ bytes: seen.bytes, exit, md5: hash.digest('hex') });
      return;
    }
    hash.update(frame.payload);
    seen.bytes += frame.payload.length;
    if (seen.bytes < 100_000) seen.text += Buffer.from(frame.payload).toString();
    connection.sendFrame({ kind: FrameKind.acknowledge, stream, offset: seen.bytes, payload: new Uint8Array() });
  }

  connection.frames.on((frame) => (stream === undefined ? void early.push(frame) : take(frame)));
  const attached = connection.client.terminals.attach({ id }).then((attachment) => {
    stream = attachment.stream;
    for (const frame of early.splice(0)) take(frame);
    return attachment;
  });
  return { end, attached, seen };
}

const open = (line: string) =>
  connect().client.terminals.open({ size, command: ['sh', '-c', `stty raw -echo; ${line}`] });

test('a flood arrives to the last byte, in two connections', async () => {
  const md5 = createHash('md5')
    .update(`ready\n${'y\n'.repeat(10_000_000)}`)
    .digest('hex');
  const { id } = await open('echo ready; read go; yes | head -c 20000000; exit 5');
  const typing = connect();
  const views = [follow(typing, id), follow(connect(), id)] as const;
  const { stream } = await views[0].attached;
  await views[1].attached;
  while (!views[0].seen.text.includes('ready')) await new Promise((resolve) => setTimeout(resolve, 5));
  typing.sendFrame({ kind: FrameKind.input, stream, offset: 0, payload: Buffer.from('go\n') });
  for (const { end } of views) expect(await end).toEqual({ bytes: 20_000_006, exit: { code: 5 }, md5 });
});

test('what a connection does not acknowledge is not sent, and waits in the process that writes it', async () => {
  const connection = connect();
  let received = 0;
  connection.frames.on(({ payload }) => {
    received += payload.length;
  });
  const { id } = await open('yes');
  await connection.client.terminals.attach({ id });
  while (received < 64 * 1024) await new Promise((resolve) => setTimeout(resolve, 10));
  for (let before = -1; before !== received; ) {
    before = received;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(received).toBeLessThanOrEqual(256 * 1024);
});

test('what is typed reaches the shell, and its answer comes back', async () => {
  const connection = connect();
  const { id } = await connection.client.terminals.open({ size: { cols: 91, rows: 27 } });
  const view = follow(connection, id);
  const { stream } = await view.attached;
  const type = (text: string) =>
    connection.sendFrame({ kind: FrameKind.input, stream, offset: 0, payload: Buffer.from(text) });
  type('stty size; echo "<$TERM_PROGRAM>"; exit 4\n');
  expect(await view.end).toMatchObject({ exit: { code: 4 } });
  expect(view.seen.text).toContain('27 91\r\n<VibeRot>');
  expect(await connection.client.terminals.list()).toMatchObject([{ id, exit: { code: 4 } }]);
});

test('failures come with their names and in words', async () => {
  const { client } = connect();
  const failureOf = async (call: Promise<unknown>) => {
    const error: unknown = await call.catch((error: unknown) => error);
    return error instanceof ORPCError && error.defined ? `${error.code}: ${error.message}` : error;
  };
  expect(await failureOf(client.terminals.open({ size, cwd: '/nowhere' }))).toMatch(
    /CANNOT_START: The folder \/nowhere/,
  );
  expect(await failureOf(client.terminals.attach({ id: 'x' }))).toMatch(/NOT_FOUND: There is no terminal x/);
  expect(await failureOf(client.terminals.resize({ id: 'x', size }))).toMatch(/NOT_FOUND/);
  expect(await failureOf(client.terminals.close({ id: 'x' }))).toMatch(/NOT_FOUND/);
});

test('closing by a call ends the process, and the list says so to whoever watches', async () => {
  const { client } = connect();
  const { id, pid } = await open('trap "" HUP; sleep 1000');
  const counts: number[] = [];
  for await (const list of await client.terminals.watch()) {
    counts.push(list.length);
    if (list.length === 0) break;
    await client.terminals.close({ id });
  }
  expect(counts).toEqual([1, 0]);
  expect(() => process.kill(pid, 0)).toThrow();
});
