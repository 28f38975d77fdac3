import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameKind } from '../../../../src/shared/link';
import { createStage, fakeConnection } from './stage';

const kb = 1024;
const mb = 1024 * kb;
/** Bytes that tell where they are. */
const numbered = (from: number, length: number) => numbers.subarray(from % 65_536, (from % 65_536) + length);
const numbers = Buffer.from(Uint8Array.from({ length: 11 * mb }, (_, at) => at * 31 + (at >> 8)));

function watched() {
  const stage = createStage();
  const connection = fakeConnection();
  const { id, pty } = stage.open();
  const { stream } = stage.attach(connection, id);
  const lengths = () => connection.sent.map(({ payload }) => payload.length);
  return { ...stage, connection, id, pty, stream, lengths };
}

describe('pace', () => {
  test('the first bytes go at once, the next ones together after 4 ms', () => {
    const { pty, clock, lengths } = watched();
    for (const text of ['a', 'bb', 'ccc']) pty.print(text);
    expect(lengths()).toEqual([0, 1]);
    clock.pass(4);
    expect(lengths()).toEqual([0, 1, 5]);
    clock.pass(100);
    pty.print('d');
    expect(lengths()).toEqual([0, 1, 5, 1]);
  });

  test('a full frame does not wait, and no frame is longer', () => {
    const { pty, lengths } = watched();
    pty.print('a');
    pty.print(new Uint8Array(150 * kb));
    expect(lengths()).toEqual([0, 1, 64 * kb, 64 * kb]);
  });

  test('before the terminal gets another size, what was written for the old one goes out', () => {
    const { terminals, id, pty, lengths } = watched();
    pty.print('a');
    pty.print('bb');
    terminals.resize(id, { cols: 10, rows: 5 });
    expect(lengths()).toEqual([0, 1, 2]);
    expect(pty.calls).toEqual(['resize 10×5']);
    expect(terminals.state.value).toMatchObject([{ cols: 10, rows: 5 }]);
  });

  test('the end is told at once, after the last byte, with their number', () => {
    const { pty, connection, stream } = watched();
    pty.print('a');
    pty.print('bb');
    pty.end({ code: 3 });
    const [last, end] = connection.sent.slice(-2);
    expect(last).toMatchObject({ kind: FrameKind.data, offset: 1 });
    expect(end).toMatchObject({ kind: FrameKind.exit, stream, offset: 3 });
    expect(JSON.parse(Buffer.from(end?.payload ?? []).toString())).toEqual({ code: 3 });
  });
});

describe('flow control', () => {
  test('without acknowledgements the process is stopped and little is on its way; with them it goes on', () => {
    const { pty, connection, stream, clock } = watched();
    let printed = 0;
    const printAll = () => {
      for (; !pty.paused && printed < 10 * mb; printed += 4 * kb) pty.print(numbered(printed, 4 * kb));
      clock.pass(4);
    };
    printAll();
    expect(printed).toBeLessThanOrEqual(260 * kb);
    expect(connection.bytes(stream).length).toBeLessThanOrEqual(256 * kb);
    for (let rounds = 0; printed < 10 * mb && rounds < 1000; rounds++) {
      connection.acknowledge(stream);
      printAll();
    }
    expect(connection.bytes(stream).equals(numbered(0, 10 * mb))).toBe(true);
  });

  test('a stopped process goes on when less than 64 KB are left to parse', () => {
    const { pty, connection, stream } = watched();
    pty.print(new Uint8Array(300 * kb));
    expect(pty.paused).toBe(true);
    connection.acknowledge(stream, 230 * kb);
    expect(pty.paused).toBe(true);
    connection.acknowledge(stream, 240 * kb);
    expect(pty.paused).toBe(false);
  });

  test('an acknowledgement that was lost is healed by the next, and one of bytes never sent counts as all', () => {
    const { pty, connection, stream, clock } = watched();
    pty.print(new Uint8Array(300 * kb));
    connection.acknowledge(stream, 10 ** 12);
    clock.pass(4);
    connection.acknowledge(stream, 5);
    expect(connection.bytes(stream).length).toBe(300 * kb);
    expect(pty.paused).toBe(false);
  });

  test('a terminal that nobody views is never stopped', () => {
    const { terminals, connection, pty, stream } = watched();
    terminals.detach(stream, connection);
    for (let printed = 0; printed < 4 * mb; printed += 64 * kb) pty.print(new Uint8Array(64 * kb));
    expect(pty.calls).toEqual([]);
  });

  test.each(['detaching', 'disconnecting'])('%s lets a stopped process go on', (how) => {
    const { terminals, connection, pty, stream } = watched();
    pty.print(new Uint8Array(300 * kb));
    expect(pty.paused).toBe(true);
    if (how === 'detaching') terminals.detach(stream, connection);
    else connection.disconnect();
    expect(pty.paused).toBe(false);
  });

  test('the slower of two views holds the process back, until it has been silent for 10 s', () => {
    const { attach, id, pty, connection: fast, stream, clock } = watched();
    const slow = fakeConnection();
    attach(slow, id);
    const flood = () => {
      while (!pty.paused && fast.bytes(stream).length < 4 * mb) {
        pty.print(new Uint8Array(16 * kb));
        clock.pass(4);
        fast.acknowledge(stream);
      }
    };
    flood();
    expect(fast.bytes(stream).length).toBeLessThan(300 * kb);
    clock.pass(10_000);
    expect(pty.paused).toBe(false);
    flood();
    expect(fast.bytes(stream).length).toBe(4 * mb);
    expect(slow.sent.reduce((sum, { payload }) => sum + payload.length, 0)).toBeLessThanOrEqual(256 * kb);
  });

  test('a view that was silent for long and comes back goes on with what is still kept', () => {
    const { pty, connection, stream, clock } = watched();
    pty.print(new Uint8Array(300 * kb));
    clock.pass(10_000);
    for (let at = 0; at < 40; at++) pty.print(new Uint8Array(64 * kb));
    const before = connection.sent.length;
    connection.acknowledge(stream, 256 * kb);
    const [next] = connection.sent.slice(before);
    expect(next?.offset).toBe(300 * kb + 40 * 64 * kb - mb);
    expect(pty.paused).toBe(true);
  });

  test('all terminals of a connection share 512 KB, in turns', () => {
    const { open, attach, connection, pty, stream } = watched();
    const others = [open(), open(), open()].map(({ id, pty }) => ({ pty, ...attach(connection, id) }));
    const all = [{ pty, stream }, ...others];
    for (const { pty } of all) pty.print(new Uint8Array(300 * kb));
    const sent = () => all.map(({ stream }) => connection.bytes(stream).length);
    expect(sent().reduce((sum, length) => sum + length)).toBe(512 * kb);
    for (let round = 0; round < 10; round++) for (const { stream } of all) connection.acknowledge(stream);
    expect(Math.min(...sent())).toBeGreaterThanOrEqual(256 * kb);
    expect(all.some(({ pty }) => pty.paused)).toBe(false);
  });

  test('a connection that asks to wait gets nothing more until it has room', async () => {
    const { pty, connection, clock, lengths } = watched();
    let makeRoom = () => {};
    connection.room = new Promise((resolve) => {
      makeRoom = resolve;
    });
    pty.print('a');
    pty.print('bb');
    clock.pass(100);
    expect(lengths()).toEqual([0, 1]);
    const { room } = connection;
    connection.room = undefined;
    makeRoom();
    await room;
    expect(lengths()).toEqual([0, 1, 2]);
  });
});

describe('attaching', () => {
  test('at any offset continues at that very byte, as often as one likes', () => {
    const step = fc.record({
      print: fc.integer({ min: 0, max: 100 * kb }),
      back: fc.integer({ min: 0, max: 100 * kb }),
      acknowledge: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const { open, attach, terminals, clock } = createStage();
        const { id, pty } = open();
        let printed = 0;
        for (const { print, back, acknowledge } of steps) {
          const connection = fakeConnection();
          const from = Math.max(0, printed - back);
          const { stream, offset, lost } = attach(connection, id, from);
          expect({ offset, lost }).toEqual({ offset: from, lost: 0 });
          if (!pty.paused) pty.print(numbered(printed, print));
          else printed -= print;
          printed += print;
          clock.pass(4);
          if (acknowledge) connection.acknowledge(stream);
          const received = connection.bytes(stream);
          expect(received.equals(numbered(from, received.length))).toBe(true);
          expect(received.length).toBe(Math.min(printed - from, 256 * kb));
          terminals.detach(stream, connection);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('late begins with what is kept, says what is lost, and begins with a whole line', () => {
    const { open, attach } = createStage();
    const { id, pty } = open();
    for (let at = 0; at < 20; at++) pty.print(new Uint8Array(64 * kb));
    pty.print(`${'x'.repeat(2000)}\nline`);
    pty.print(new Uint8Array(mb - 1000));
    const all = 20 * 64 * kb + 2005 + mb - 1000;
    const lineStart = 20 * 64 * kb + 2001;
    expect(lineStart - (all - mb)).toBe(996);
    expect(attach(fakeConnection(), id)).toMatchObject({ offset: lineStart, lost: lineStart });
    expect(attach(fakeConnection(), id, 100)).toMatchObject({ offset: lineStart, lost: lineStart - 100 });
    expect(attach(fakeConnection(), id, 10 ** 12)).toMatchObject({ offset: all, lost: 0 });
  });

  test('marks where the past ends by a frame without bytes', () => {
    const { open, attach, clock } = createStage();
    const { id, pty } = open();
    pty.print('past');
    const connection = fakeConnection();
    attach(connection, id);
    pty.print('present');
    clock.pass(4);
    const frames = connection.sent.map(({ offset, payload }) => [offset, Buffer.from(payload).toString()]);
    expect(frames).toEqual([
      [0, 'past'],
      [4, ''],
      [4, 'present'],
    ]);
  });

  test('to a terminal that has ended gives its output and its end', () => {
    const { open, attach } = createStage();
    const { id, pty } = open();
    pty.print('all');
    pty.end({ signal: 9 });
    const connection = fakeConnection();
    const { stream } = attach(connection, id);
    expect(connection.bytes(stream).toString()).toBe('all');
    expect(connection.sent.at(-1)).toMatchObject({ kind: FrameKind.exit, offset: 3 });
  });

  test('gives streams of their own to two views in one connection, and to each what it types', () => {
    const { open, attach } = createStage();
    const [one, two] = [open(), open()];
    const connection = fakeConnection();
    const streams = [one, two, one].map(({ id }) => attach(connection, id).stream);
    expect(new Set(streams).size).toBe(3);
    streams.forEach((stream, at) => void connection.type(stream, `${at}`));
    connection.type(999, 'nobody');
    expect([one.pty.written, two.pty.written]).toEqual(['02', '1']);
  });

  test('by a call that outlived its connection sends nothing and stops nobody', () => {
    const { open, attach } = createStage();
    const { id, pty } = open();
    const connection = fakeConnection();
    connection.disconnect();
    attach(connection, id);
    pty.print(new Uint8Array(mb));
    expect(pty.paused).toBe(false);
    expect(connection.sent).toEqual([]);
  });
});
