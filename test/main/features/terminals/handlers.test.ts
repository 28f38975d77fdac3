import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { terminalsHandlers } from '../../../../src/main/features/terminals';
import { createGateway } from '../../../../src/main/gateway';
import type { TerminalHosts, TerminalLine } from '../../../../src/main/ports';
import { createCell, createEmitter } from '../../../../src/shared/event';
import {
  type Connection,
  createConnection,
  FrameKind,
  messagePortChannel,
  type TerminalFrame,
} from '../../../../src/shared/link';
import { fail, ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Terminal } from '../../../../src/shared/vocabulary';
import { silentLog } from '../../../fixtures/silent-log';

const terminal: Terminal = { id: 't', pid: 1, cwd: '/', cols: 80, rows: 24, startedAt: 0 };
const size = { cols: 10, rows: 5 };

/** Lines that note what they are told. */
function fakeLines() {
  const lines: { readonly told: unknown[]; readonly emit: (frame: TerminalFrame) => void }[] = [];
  function line(): TerminalLine {
    const told: unknown[] = [];
    const frames = createEmitter<TerminalFrame>();
    lines.push({ told, emit: frames.emit });
    return {
      frames,
      sendFrame: ({ kind, stream, payload }) => void told.push([kind, stream, Buffer.from(payload).toString()]),
      attach: async ({ id }) => (id === 't' ? ok({ stream: 3, offset: 7, terminal }) : fail('not-found', 'gone')),
      detach: (stream) => void told.push(['detach', stream]),
      snapshot: (stream) => void told.push(['snapshot', stream]),
      resize: (id) => void told.push(['resize', id]),
      close: () => void told.push('close'),
    };
  }
  return { lines, line };
}

let scope: Scope;
let connect: () => Connection;
let lines: ReturnType<typeof fakeLines>['lines'];

let typed: unknown[];

beforeEach(() => {
  typed = [];
  scope = createScope();
  const fake = fakeLines();
  lines = fake.lines;
  const hosts = {
    ...{ terminals: createCell([terminal]), line: fake.line, colors: () => {} },
    screen: async (id: string) =>
      id === 't'
        ? ok({ lines: ['x'], alternate: false, cursor: { x: 0, y: 0, visible: true } })
        : fail('not-found', 'gone'),
    search: async () => fail('bad-pattern', 'Unterminated group'),
  } as unknown as TerminalHosts;
  const accept = createGateway(
    { terminals: terminalsHandlers(hosts, (...what) => typed.push(what)) },
    silentLog,
    scope,
  );
  connect = () => {
    const { port1, port2 } = new MessageChannel();
    accept(messagePortChannel(port1), { transport: 'message-port' });
    return scope.use(createConnection({ connect: async () => messagePortChannel(port2), reconnect: false }));
  };
});
afterEach(() => scope.close());

test('each connection has a line of its own, which frames pass in both directions, and which closes with it', async () => {
  const [one, two] = [connect(), connect()];
  expect(await one.client.terminals.attach({ id: 't' })).toEqual({ stream: 3, offset: 7, terminal });
  await two.client.terminals.attach({ id: 't' });
  const frame = { kind: FrameKind.data, last: false, stream: 3, offset: 7, payload: new Uint8Array([0, 255]) };
  const came = new Promise<TerminalFrame>((resolve) => one.frames.on(resolve));
  lines[0]?.emit(frame);
  expect(await came).toEqual(frame);
  one.sendFrame({ ...frame, kind: FrameKind.input, payload: Buffer.from('ls') });
  await one.client.terminals.resize({ id: 't', size });
  await one.client.terminals.snapshot({ stream: 3 });
  await one.client.terminals.detach({ stream: 3 });
  one.close();
  await expect.poll(() => lines[0]?.told.at(-1)).toBe('close');
  expect(lines[0]?.told).toEqual([
    [FrameKind.input, 3, 'ls'],
    ['resize', 't'],
    ['snapshot', 3],
    ['detach', 3],
    'close',
  ]);
  expect(lines[1]?.told).toEqual([]);
  expect(typed).toEqual([['t', 'ls']]);
});

test('failures come with their names', async () => {
  const { client } = connect();
  const codeOf = async (call: Promise<unknown>) => {
    const error: unknown = await call.catch((error: unknown) => error);
    return error instanceof ORPCError && error.defined ? error.code : error;
  };
  expect(await codeOf(client.terminals.attach({ id: 'x' }))).toBe('NOT_FOUND');
  expect(await codeOf(client.terminals.resize({ id: 'x', size }))).toBe('NOT_FOUND');
  expect(await codeOf(client.terminals.screen({ id: 'x', lines: 1 }))).toBe('NOT_FOUND');
  expect(await codeOf(client.terminals.search({ text: '(', regex: true }))).toBe('BAD_PATTERN');
});
