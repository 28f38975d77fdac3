import { isDefinedError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJournal, type Journal, journalHandlers } from '../../../src/main/features/journal';
import { createGateway, implementer } from '../../../src/main/gateway';
import { createClock } from '../../../src/main/node/clock';
import type { Accept } from '../../../src/main/ports';
import type { EventBatch } from '../../../src/shared/contract';
import {
  type Channel,
  type Connection,
  ConnectionLost,
  createConnection,
  FrameKind,
  follow,
  type TerminalFrame,
} from '../../../src/shared/link';
import { createScope, type Scope } from '../../../src/shared/scope';
import { silentLog } from '../../fixtures/silent-log';
import { type Transport, transports } from './transports';

/** One suite for all transports: whoever speaks the contract can't tell which of them carries it. */
describe.each(Object.entries(transports))('the contract over a %s', (_name, serve) => {
  let scope: Scope;
  let journal: Journal;
  let transport: Transport;
  let echoed: number;
  const channels: Channel[] = [];

  beforeEach(async () => {
    scope = createScope();
    echoed = 0;
    channels.length = 0;
    journal = newJournal('first');
    transport = await serve(gateway(), scope);
  });
  afterEach(() => scope.close());

  const newJournal = (epoch: string) => createJournal({ clock: createClock(), epoch, capacity: 1000 });

  /** A gateway on the parts of the contract that the suite needs, with handlers that answer at once. */
  function gateway(): Accept {
    const router = {
      hub: {
        events: implementer.hub.events.handler(({ input, signal }) => journal.read({ ...input, signal })),
        show: implementer.hub.show.handler(async () => ({ window: true })),
      },
      rules: {
        test: implementer.rules.test.handler(({ input }) => {
          echoed++;
          return { command: input.argv.join(' '), matches: [], rejected: [] };
        }),
        openFile: implementer.rules.openFile.handler(({ errors }) => {
          throw errors.CANNOT_OPEN({ data: { reason: 'no editor' } });
        }),
        // A call that never ends, until its connection does.
        state: implementer.rules.state.handler(
          ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', reject)),
        ),
      },
      terminals: {
        attach: implementer.terminals.attach.handler(({ context, errors }) => {
          context.connection.frames.on((frame) => void context.connection.sendFrame(frame));
          throw errors.NOT_FOUND({ data: { id: 'echo' } });
        }),
      },
    };
    return createGateway(router, silentLog, scope);
  }

  function connect(reconnect = true): Connection {
    const connection = createConnection({
      async connect() {
        const channel = await transport.connect();
        channels.push(channel);
        return channel;
      },
      reconnect,
    });
    scope.use(connection);
    return connection;
  }

  const breakConnection = () => channels.at(-1)?.close();
  const appendEvents = (count: number) => {
    for (let i = 0; i < count; i++) journal.append({ type: 'probe.lost', where: 'test', count: i });
  };

  test('a call is answered', async () => {
    const { client } = connect();
    expect(await client.rules.test({ argv: ['npm', 'install'] })).toMatchObject({ command: 'npm install' });
  });

  test('many calls at once get their own answers', async () => {
    const { client } = connect();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => client.rules.test({ argv: [`${i}`, 'x'.repeat(i * 50)] })),
    );
    expect(answers.map((answer) => answer.command.split(' ')[0])).toEqual(answers.map((_, i) => `${i}`));
  });

  test('text of every kind survives', async () => {
    const { client } = connect();
    const text = '\u0000\n"\\é漢😀\u2028\udc80 end';
    expect((await client.rules.test({ argv: [text] })).command).toBe(text);
  });

  test('input that breaks the contract never reaches a handler', async () => {
    const { client } = connect();
    const wrong = { argv: [] as string[] };
    await expect(client.rules.test(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(echoed).toBe(0);
  });

  test('an error that the contract names arrives with its data', async () => {
    const { client } = connect();
    const error = await client.rules.openFile().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CANNOT_OPEN', defined: true, data: { reason: 'no editor' } });
    expect(isDefinedError(error)).toBe(true);
  });

  test('a stream brings everything in order', async () => {
    const { client } = connect();
    appendEvents(1000);
    const seen: number[] = [];
    for await (const { events } of await client.hub.events({ follow: false }))
      seen.push(...events.map(({ seq }) => seq));
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  test('a stream that breaks goes on where it ended: nothing twice, nothing left out', async () => {
    const connection = connect();
    const seen: number[] = [];
    const abort = new AbortController();
    appendEvents(10);
    for await (const batch of followEvents(connection, abort.signal)) {
      expect(batch.lost).toBe(0);
      seen.push(...batch.events.map(({ seq }) => seq));
      if (seen.length === 10 || seen.length === 20) {
        appendEvents(5);
        breakConnection();
        appendEvents(5);
      }
      if (seen.length === 30) abort.abort();
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(channels.length).toBe(3);
  });

  test('a stream that was away too long says how much it lost', async () => {
    const connection = connect();
    const abort = new AbortController();
    appendEvents(1);
    let lost = 0;
    let last = -1;
    for await (const batch of followEvents(connection, abort.signal)) {
      lost += batch.lost;
      last = batch.events.at(-1)?.seq ?? last;
      if (last === 0) {
        breakConnection();
        appendEvents(1500);
      }
      if (last === 1500) abort.abort();
    }
    expect(lost).toBe(500);
  });

  test('a stream that finds another run of the hub says so', async () => {
    const connection = connect();
    const abort = new AbortController();
    appendEvents(3);
    const restarts: boolean[] = [];
    for await (const batch of followEvents(connection, abort.signal)) {
      restarts.push(batch.restarted);
      if (restarts.length === 1) {
        journal = newJournal('second');
        appendEvents(1);
        breakConnection();
      } else abort.abort();
    }
    expect(restarts).toEqual([false, true]);
  });

  test('calls under way when the connection breaks fail; later ones wait for the next connection', async () => {
    const { client } = connect();
    await client.hub.show();
    const pending = client.rules.state();
    await client.hub.show();
    breakConnection();
    await expect(pending).rejects.toBeInstanceOf(ConnectionLost);
    expect(await client.hub.show()).toEqual({ window: true });
  });

  test('without reconnecting, calls after a break fail', async () => {
    const { client } = connect(false);
    await client.hub.show();
    breakConnection();
    await expect(client.hub.show()).rejects.toBeInstanceOf(ConnectionLost);
  });

  test('terminal bytes go both ways unchanged and in order, beside calls', async () => {
    const connection = connect();
    await connection.client.terminals.attach({ id: 'echo' }).catch(() => {});
    const received: TerminalFrame[] = [];
    const all = new Promise<void>((resolve) => {
      connection.frames.on((frame) => {
        received.push(frame);
        if (received.length === 100) resolve();
      });
    });
    const payload = Uint8Array.from({ length: 256 }, (_, i) => i);
    const calls: Promise<unknown>[] = [];
    for (let i = 0; i < 100; i++) {
      connection.sendFrame({ kind: FrameKind.data, stream: i * 600, last: false, offset: 2 ** 40 + i, payload });
      if (i % 10 === 0) calls.push(connection.client.hub.show());
    }
    await Promise.all([all, ...calls]);
    expect(received.map(({ offset }) => offset - 2 ** 40)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(received.map(({ stream }) => stream)).toEqual(Array.from({ length: 100 }, (_, i) => i * 600));
    for (const frame of received) expect([...frame.payload]).toEqual([...payload]);
  });

  test.each([
    ['text that is no call', '{"nonsense'],
    ['bytes that are no frame', new Uint8Array([9, 9, 9])],
  ])('%s ends that connection and no other', async (_what, message) => {
    const other = connect();
    await other.client.hub.show();
    const rogue = await transport.connect();
    const closed = new Promise<void>((resolve) => void rogue.onClose(resolve));
    void rogue.send(message);
    await closed;
    expect(await other.client.hub.show()).toEqual({ window: true });
  });

  test('a client that asks without end and waits for no answer is cut off', async () => {
    const greedy = connect(false);
    await greedy.client.hub.show();
    const pending = Array.from({ length: 600 }, () => greedy.client.rules.state());
    const outcomes = await Promise.allSettled(pending);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await connect().client.hub.show()).toEqual({ window: true });
  });

  test('when the hub ends, every connection is told', async () => {
    const connection = connect(false);
    await connection.client.hub.show();
    const closed = new Promise<void>((resolve) => {
      connection.state.on((state) => {
        if (state === 'closed') resolve();
      });
    });
    await scope.close();
    await closed;
  });

  function followEvents(connection: Connection, signal: AbortSignal) {
    return follow<EventBatch>((last) => connection.client.hub.events({ after: last?.position }, { signal }), signal);
  }
});

test('the journal handler is what the contract names', () => {
  expect(Object.keys(journalHandlers(createJournal({ clock: createClock(), epoch: 'x' })))).toEqual(['events']);
});
