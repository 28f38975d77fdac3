import { expect, test } from 'vitest';
import { FrameKind } from '../../../src/shared/link';
import { settle } from '../../fixtures/fake-clock';
import { createStage, size } from './stage';

test('a terminal runs what was asked for, marked as ours', async () => {
  const { open, connect } = createStage();
  const { pty } = await open({ file: 'vim', args: ['x'] });
  expect(pty.request).toEqual({
    ...{ file: 'vim', args: ['x'], cwd: '/w', size, mark: 'VIBEROT_TERMINAL' },
    env: { HOME: '/h', VIBEROT_TERMINAL: 't1' },
  });
  const again = { id: 't1', file: 'sh', args: [], cwd: '/', env: {}, size, scrollback: 1 };
  expect(await connect().ask({ type: 'open', request: again })).toMatchObject({ ok: false, error: 'cannot-start' });
});

test('who watches is told what happens, with how much was written', async () => {
  const { open, connect } = createStage();
  const hub = connect({ watch: true });
  const { id, pty } = await open();
  pty.print('abc\x1b]2;Title\x07');
  hub.say({ type: 'resize', id, size: { cols: 10, rows: 5 } });
  pty.end({ code: 1 });
  await hub.ask({ type: 'remove', id });
  expect(hub.events).toMatchObject([
    { type: 'opened', terminal: { id, pid: 1000, cwd: '/w', ...size, startedAt: 0, end: 0 } },
    { type: 'signal', id, signal: { type: 'output' } },
    { type: 'changed', terminal: { title: 'Title', end: 13 } },
    { type: 'signal', id, signal: { type: 'title', title: 'Title' } },
    { type: 'changed', terminal: { cols: 10, rows: 5 } },
    { type: 'exited', terminal: { exit: { code: 1 }, end: 13 } },
  ]);
});

test('a hub that comes is told of all terminals; one that only looks is told nothing more', async () => {
  const { open, connect } = createStage();
  await open();
  const { pty } = await open();
  pty.end({ code: 0 });
  const hub = connect();
  await open();
  expect(hub.messages).toMatchObject([
    { type: 'hello', protocol: 1, build: 'b1', pid: 7, terminals: [{ id: 't1' }, { id: 't2', exit: { code: 0 } }] },
  ]);
});

test('what runs is known from outside, for who has to end it', async () => {
  const { open, running, clock } = createStage();
  const one = await open();
  await open();
  clock.pass(10);
  one.pty.end({ code: 0 });
  clock.pass(10);
  expect(running.map((trees) => trees.map(({ id }) => id))).toEqual([['t1', 't2'], ['t2']]);
  expect(running.at(-1)).toEqual([{ id: 't2', pid: 1001, start: '10010' }]);
});

test('what a terminal answers its program is typed, once, whoever views it', async () => {
  const { open, connect } = createStage();
  const { id, pty, recorder } = await open();
  for (let views = 0; views < 3; views++) connect().attach(id, 0);
  recorder.reply('\x1b[0n');
  expect(pty.written).toBe('\x1b[0n');
});

test('typing without a view is acknowledged as the program takes it', async () => {
  const { open, connect } = createStage();
  const { id, pty } = await open();
  const hub = connect();
  hub.say({ type: 'typing', stream: 5, id });
  hub.type(5, 'hello');
  expect(pty.written).toBe('hello');
  pty.take(2);
  pty.take(3);
  expect(hub.frames.map(({ kind, stream, offset }) => [kind, stream, offset])).toEqual([
    [FrameKind.acknowledge, 5, 2],
    [FrameKind.acknowledge, 5, 5],
  ]);
});

test('questions about the screen are answered', async () => {
  const { open, connect } = createStage();
  const { id } = await open();
  await open();
  const hub = connect();
  expect(await hub.ask({ type: 'screen', id, lines: 5 })).toMatchObject({ lines: ['text'] });
  expect(await hub.ask({ type: 'screen', id: 'x', lines: 5 })).toBeUndefined();
  expect(await hub.ask({ type: 'marksPastes', id })).toBe(true);
  const found = await hub.ask<{ id: string }[]>({ type: 'search', request: { text: 'a', ids: [id] } });
  expect(found).toHaveLength(200);
  expect(found[0]).toEqual({ id, line: 0, text: 'a', at: 0, length: 1 });
});

test('what a newer hub asks or says and this host does not know does no harm', async () => {
  const { open, connect } = createStage();
  const { id } = await open();
  const hub = connect();
  expect(await hub.ask({ type: 'teleport', id })).toBeUndefined();
  hub.say({ type: 'sparkle' } as never);
  expect(await hub.ask({ type: 'marksPastes', id })).toBe(true);
});

test('colours are for all terminals, also those to come', async () => {
  const { open, connect } = createStage();
  const colors = { foreground: '#000000', background: '#ffffff', cursor: '#000000', palette: [] };
  const { recorder } = await open();
  connect().say({ type: 'colors', colors });
  expect([recorder.asked, (await open()).recorder.asked]).toEqual([[colors], [colors]]);
});

test('a transcript gets all output, and is closed with the process', async () => {
  const { open, transcripts } = createStage();
  const { pty } = await open({ transcript: '/t' });
  pty.print('one ');
  pty.print('two');
  pty.end({ code: 0 });
  expect(transcripts.get('/t')).toBe('one two<end>');
});

test('killing ends the processes and keeps the terminal; removing forgets it, and no view holds on to it', async () => {
  const { open, connect } = createStage();
  const { id, pty, recorder } = await open();
  const hub = connect();
  const stream = hub.attach(id, 0);
  expect(await hub.ask({ type: 'kill', id })).toBe(true);
  expect(pty.closed).toBe(true);
  expect(await hub.ask({ type: 'screen', id, lines: 1 })).toBeDefined();
  expect(await hub.ask({ type: 'remove', id })).toBe(true);
  expect(recorder.asked).toContain('close');
  hub.type(stream, 'late');
  expect(pty.written).toBe('');
  expect(await hub.ask({ type: 'screen', id, lines: 1 })).toBeUndefined();
  expect(await hub.ask({ type: 'kill', id })).toBe(false);
});

test('a host ends when nothing runs and nobody has watched it for a moment', async () => {
  const { open, connect, clock, unused, host } = createStage();
  // The stage's own hub watches.
  clock.pass(60_000);
  expect(unused()).toBe(0);
  const { pty } = await open();
  const stage = createStage();
  const other = await stage.open();
  const watcher = stage.connect({ watch: true });
  expect([host.untold(), connect().events]).toEqual([[], []]);
  pty.end({ code: 0 });
  other.pty.end({ code: 5 });
  watcher.disconnect();
  stage.clock.pass(60_000);
  expect(stage.unused()).toBe(0);
  stage.quit();
  stage.clock.pass(999);
  expect(stage.unused()).toBe(0);
  stage.clock.pass(1);
  expect(stage.unused()).toBe(1);
});

test('what ended is remembered until a hub says that it has heard', async () => {
  const { open, connect, host } = createStage();
  const { id, pty } = await open();
  pty.end({ code: 5 });
  expect(host.untold()).toMatchObject([{ id, exit: { code: 5 } }]);
  connect().say({ type: 'heard', ids: [id] });
  expect(host.untold()).toEqual([]);
});

test('a retired host takes no new terminals and ends when the last one is removed', async () => {
  const { open, connect, clock, unused } = createStage();
  const { id, pty } = await open();
  const hub = connect({ watch: true });
  hub.say({ type: 'retire' });
  const request = { id: 'n', file: 'sh', args: [], cwd: '/', env: {}, size, scrollback: 1 };
  expect(await hub.ask({ type: 'open', request })).toMatchObject({ ok: false });
  pty.end({ code: 0 });
  clock.pass(60_000);
  expect(unused()).toBe(0);
  await hub.ask({ type: 'remove', id });
  await settle();
  clock.pass(0);
  expect(unused()).toBe(1);
});

test('with the scope all processes end', async () => {
  const { open, scope } = createStage();
  const all = [await open(), await open()];
  await scope.close();
  expect(all.map(({ pty }) => pty.closed)).toEqual([true, true]);
});
