import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameKind } from '../../../src/shared/link';
import { settle } from '../../fixtures/fake-clock';
import { createStage, kb, numbered, watched } from './stage';

describe('attaching', () => {
  test('at any offset that is kept continues at that very byte, as often as one likes', async () => {
    const step = fc.record({
      print: fc.integer({ min: 0, max: 100 * kb }),
      back: fc.integer({ min: 0, max: 100 * kb }),
      acknowledge: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { open, connect, clock } = createStage();
        const { id, pty } = await open();
        let printed = 0;
        for (const { print, back, acknowledge } of steps) {
          const hub = connect();
          const from = Math.max(0, printed - back);
          const stream = hub.attach(id, from);
          pty.print(numbered(printed, print));
          printed += print;
          clock.pass(4);
          if (acknowledge) hub.acknowledge(stream);
          const received = hub.bytes(stream);
          expect(received.equals(numbered(from, received.length))).toBe(true);
          expect(received.length).toBe(Math.min(printed - from, 256 * kb));
          hub.disconnect();
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['without an offset', undefined],
    ['at one that is not kept any more', 100],
    ['at one that was never there', 10 ** 12],
  ])('%s begins with a snapshot of as many lines as asked for', async (_, from) => {
    const { open, connect } = createStage();
    const { id, pty, recorder } = await open();
    for (let at = 0; at < 40; at++) pty.print(new Uint8Array(64 * kb));
    const hub = connect();
    const stream = hub.attach(id, from, 50);
    pty.print('more');
    await settle();
    expect(hub.snapshots(stream).map(({ offset }) => offset)).toEqual([40 * 64 * kb, 40 * 64 * kb]);
    expect(recorder.asked).toEqual([{ lines: 50 }]);
    expect(hub.bytes(stream).toString()).toBe('more');
  });

  test('to a new terminal begins with an empty screen and all of its output', async () => {
    const { open, connect } = createStage();
    const { id, pty, recorder } = await open();
    pty.print('$ ');
    const hub = connect();
    const stream = hub.attach(id);
    await settle();
    expect(hub.frames[0]).toMatchObject({ kind: FrameKind.snapshot, last: true, offset: 0 });
    expect([...(hub.frames[0]?.payload ?? [])]).toEqual([0, 80, 0, 24]);
    expect(hub.bytes(stream).toString()).toBe('$ ');
    expect(recorder.asked).toEqual([]);
  });

  test('and asking for a snapshot brings all scrollback, and the data goes on after it', async () => {
    const { hub, stream, pty, recorder, clock } = await watched();
    pty.print('a');
    hub.acknowledge(stream);
    hub.say({ type: 'snapshot', stream });
    pty.print('b');
    await settle();
    pty.print('c');
    clock.pass(100);
    expect(recorder.asked).toEqual([{}]);
    expect(hub.snapshots(stream).at(-1)).toMatchObject({ last: true, offset: 1 });
    expect(hub.bytes(stream).toString()).toBe('bc');
  });

  test('and giving it another size at once brings what was written for the last one as a snapshot', async () => {
    const { open, connect, clock } = createStage();
    const { id, pty } = await open();
    pty.print('written for 24 rows');
    const hub = connect();
    const stream = hub.attach(id);
    hub.say({ type: 'resize', id, size: { cols: 80, rows: 40 } });
    await settle();
    hub.acknowledge(stream);
    clock.pass(200);
    await settle();
    expect(hub.snapshots(stream).at(-1)).toMatchObject({ last: true, offset: 19 });
  });

  test('and snapshots say whether another connection owns the size by then', async () => {
    const { open, connect, clock } = createStage();
    const { id } = await open();
    const [one, other] = [connect(), connect()];
    const stream = one.attach(id);
    await settle();
    const heard = () => one.snapshots(stream).at(-1)?.foreign ?? false;
    const nobodys = heard();
    one.acknowledge(stream);
    other.say({ type: 'resize', id, size: { cols: 100, rows: 30 } });
    clock.pass(200);
    await settle();
    const theirs = heard();
    one.acknowledge(stream);
    one.say({ type: 'snapshot', stream });
    one.say({ type: 'resize', id, size: { cols: 90, rows: 20 } });
    clock.pass(200);
    await settle();
    expect([nobodys, theirs, heard()]).toEqual([false, true, false]);
  });

  test('to a terminal that has ended gives its output and its end', async () => {
    const { open, connect } = createStage();
    const { id, pty } = await open();
    pty.print('all');
    pty.end({ signal: 9 });
    const hub = connect();
    const stream = hub.attach(id);
    await settle();
    expect(hub.bytes(stream).toString()).toBe('all');
    expect(hub.frames.at(-1)).toMatchObject({ kind: FrameKind.exit, offset: 3 });
  });

  test('gives to each of several views what it types', async () => {
    const { open, connect } = createStage();
    const [one, two] = [await open(), await open()];
    const hub = connect();
    const streams = [one, two, one].map(({ id }) => hub.attach(id, 0));
    streams.forEach((stream, at) => void hub.type(stream, `${at}`));
    hub.type(999, 'nobody');
    expect([one.pty.written, two.pty.written]).toEqual(['02', '1']);
  });
});
