import { describe, expect, test } from 'vitest';
import { FrameKind } from '../../../src/shared/link';
import { settle } from '../../fixtures/fake-clock';
import { createStage, kb, mb, numbered, size, watched } from './stage';

describe('pace', () => {
  test('the first bytes go at once, the next ones together after 4 ms', async () => {
    const { pty, clock, lengths } = await watched();
    for (const text of ['a', 'bb', 'ccc']) pty.print(text);
    expect(lengths()).toEqual([1]);
    clock.pass(4);
    expect(lengths()).toEqual([1, 5]);
    clock.pass(100);
    pty.print('d');
    expect(lengths()).toEqual([1, 5, 1]);
  });

  test('a full frame does not wait, and no frame is longer', async () => {
    const { pty, lengths } = await watched();
    pty.print('a');
    pty.print(new Uint8Array(150 * kb));
    expect(lengths()).toEqual([1, 64 * kb, 64 * kb]);
  });

  test('before the terminal gets another size, what was written for the old one goes out', async () => {
    const { hub, id, pty, recorder, lengths } = await watched();
    pty.print('a');
    pty.print('bb');
    hub.say({ type: 'resize', id, size: { cols: 10, rows: 5 } });
    expect(lengths()).toEqual([1, 2]);
    expect(pty.calls).toEqual(['resize 10×5']);
    expect(recorder.asked).toEqual([{ cols: 10, rows: 5 }]);
  });

  test('the end is told at once, after the last byte, with their number', async () => {
    const { pty, hub, stream } = await watched();
    pty.print('a');
    pty.print('bb');
    pty.end({ code: 3 });
    const [last, end] = hub.frames.slice(-2);
    expect(last).toMatchObject({ kind: FrameKind.data, offset: 1 });
    expect(end).toMatchObject({ kind: FrameKind.exit, stream, offset: 3 });
    expect(JSON.parse(Buffer.from(end?.payload ?? []).toString())).toEqual({ code: 3 });
  });
});

describe('flow control', () => {
  test('without acknowledgements the process is stopped and little is on its way; with them it goes on', async () => {
    const { pty, hub, stream, clock } = await watched();
    let printed = 0;
    const printAll = () => {
      for (; !pty.paused && printed < 10 * mb; printed += 4 * kb) pty.print(numbered(printed, 4 * kb));
      clock.pass(4);
    };
    printAll();
    expect(printed).toBeLessThanOrEqual(516 * kb);
    expect(hub.bytes(stream).length).toBeLessThanOrEqual(512 * kb);
    for (let rounds = 0; printed < 10 * mb && rounds < 1000; rounds++) {
      hub.acknowledge(stream);
      printAll();
    }
    expect(hub.bytes(stream).equals(numbered(0, 10 * mb))).toBe(true);
  });

  test('a stopped process goes on when less than 256 KB are left to parse', async () => {
    const { pty, hub, stream } = await watched();
    pty.print(new Uint8Array(600 * kb));
    expect(pty.paused).toBe(true);
    hub.acknowledge(stream, 340 * kb);
    expect(pty.paused).toBe(true);
    hub.acknowledge(stream, 350 * kb);
    expect(pty.paused).toBe(false);
  });

  test('an acknowledgement that was lost is healed by the next, and one of bytes never sent counts as all', async () => {
    const { pty, hub, stream, clock } = await watched();
    pty.print(new Uint8Array(600 * kb));
    hub.acknowledge(stream, 10 ** 12);
    clock.pass(4);
    hub.acknowledge(stream, 5);
    expect(hub.bytes(stream).length).toBe(600 * kb);
    expect(pty.paused).toBe(false);
  });

  test.each(['detaching', 'disconnecting', 'giving the size away'])('%s lets a stopped process go on', async (how) => {
    const { hub, pty, stream, connect, id } = await watched();
    pty.print(new Uint8Array(600 * kb));
    expect(pty.paused).toBe(true);
    if (how === 'detaching') hub.say({ type: 'detach', stream });
    else if (how === 'disconnecting') hub.disconnect();
    else connect().say({ type: 'resize', id, size });
    expect(pty.paused).toBe(false);
  });

  test('the owner of the size holds the process back until it has been silent for 10 s; others never do', async () => {
    const { connect, id, pty, hub, stream, clock } = await watched();
    connect().attach(id, 0);
    pty.print(new Uint8Array(600 * kb));
    expect(pty.paused).toBe(true);
    hub.acknowledge(stream, 512 * kb);
    expect(pty.paused).toBe(false);
    pty.print(new Uint8Array(600 * kb));
    expect(pty.paused).toBe(true);
    clock.pass(10_000);
    expect(pty.paused).toBe(false);
    hub.acknowledge(stream, 600 * kb);
    expect(pty.paused).toBe(true);
  });

  test('while the recorder is under pressure the process is held back, views or none', async () => {
    const { open } = createStage();
    const { pty, recorder } = await open();
    recorder.pressed.value = true;
    expect(pty.paused).toBe(true);
    recorder.pressed.value = false;
    expect(pty.paused).toBe(false);
  });

  test('all terminals of a connection share 1 MB, in turns', async () => {
    const { open, hub, pty, stream } = await watched();
    const all = [{ pty, stream }];
    for (let more = 0; more < 3; more++) {
      const { id, pty } = await open();
      all.push({ pty, stream: hub.attach(id, 0) });
      hub.say({ type: 'resize', id, size });
    }
    for (const { pty } of all) pty.print(new Uint8Array(600 * kb));
    const sent = () => all.map(({ stream }) => hub.bytes(stream).length);
    expect(sent().reduce((sum, length) => sum + length)).toBe(mb);
    for (let round = 0; round < 10; round++) for (const { stream } of all) hub.acknowledge(stream);
    expect(Math.min(...sent())).toBeGreaterThanOrEqual(512 * kb);
    expect(all.some(({ pty }) => pty.paused)).toBe(false);
  });

  test('a connection that asks to wait gets nothing more until it has room', async () => {
    const { pty, hub, clock, lengths } = await watched();
    let makeRoom = () => {};
    hub.room = new Promise((resolve) => {
      makeRoom = resolve;
    });
    pty.print('a');
    pty.print('bb');
    clock.pass(100);
    expect(lengths()).toEqual([1]);
    hub.room = undefined;
    makeRoom();
    await settle();
    expect(lengths()).toEqual([1, 2]);
  });
});

describe('a view that cannot keep up', () => {
  test('gets a snapshot when it has shown what it had, not what it missed', async () => {
    const { open, connect, clock } = createStage();
    const { id, pty } = await open();
    const hub = connect();
    const stream = hub.attach(id, 0);
    for (let printed = 0; printed < 3 * mb; printed += 64 * kb) pty.print(new Uint8Array(64 * kb));
    expect(pty.calls).toEqual([]);
    expect(hub.bytes(stream).length).toBe(512 * kb);
    await settle();
    expect(hub.snapshots(stream)).toEqual([]);
    hub.acknowledge(stream);
    await settle();
    expect(hub.snapshots(stream).map(({ offset, last }) => [offset, last])).toEqual([
      [3 * mb, false],
      [3 * mb, true],
    ]);
    pty.print('on');
    clock.pass(4);
    expect(hub.bytes(stream).toString()).toBe('on');
  });

  test('gets at most ten of them in a second', async () => {
    const { open, connect, clock } = createStage();
    const { id, pty } = await open();
    const hub = connect();
    const stream = hub.attach(id, 0);
    for (let ms = 0; ms < 1000; ms += 10) {
      for (let chunk = 0; chunk < 20; chunk++) pty.print(new Uint8Array(64 * kb));
      hub.acknowledge(stream);
      await clock.advance(10);
    }
    const offsets = new Set(hub.snapshots(stream).map(({ offset }) => offset));
    expect(offsets.size).toBeGreaterThan(5);
    expect(offsets.size).toBeLessThanOrEqual(10);
  });

  test('was silent for long and comes back: it goes on with the present', async () => {
    const { pty, hub, stream, clock } = await watched();
    pty.print(new Uint8Array(600 * kb));
    clock.pass(10_000);
    for (let at = 0; at < 40; at++) pty.print(new Uint8Array(64 * kb));
    hub.acknowledge(stream);
    await settle();
    expect(hub.snapshots(stream).at(-1)?.offset).toBe(600 * kb + 40 * 64 * kb);
  });
});
