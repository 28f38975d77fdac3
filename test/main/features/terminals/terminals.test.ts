import { expect, test } from 'vitest';
import { createStage, fakeConnection, size } from './stage';

test('a terminal runs the shell in its folder, in an environment that says what we are', () => {
  const { terminals, ptys } = createStage();
  const opened = terminals.open({ size });
  expect(opened).toMatchObject({ ok: true, value: { title: 'sh', cwd: '/home/me', ...size } });
  expect(ptys.opened[0]?.request).toEqual({
    file: '/bin/sh',
    args: ['-l'],
    cwd: '/home/me',
    size,
    env: { HOME: '/home/me', TERM: 'xterm-256color', COLORTERM: 'truecolor', TERM_PROGRAM: 'VibeRot' },
  });
});

test('or a command, elsewhere', () => {
  const { terminals, ptys } = createStage();
  expect(terminals.open({ size, cwd: '/tmp', command: ['ls', '-l'] })).toMatchObject({ value: { title: 'ls -l' } });
  expect(ptys.opened[0]?.request).toMatchObject({ file: 'ls', args: ['-l'], cwd: '/tmp' });
});

test('the list tells of opening, ending and closing', async () => {
  const { terminals, open } = createStage();
  const seen: unknown[] = [];
  terminals.state.on((list) => void seen.push(list.map(({ pid, exit }) => [pid, exit])));
  const first = open();
  open();
  first.pty.end({ code: 1 });
  await terminals.close(first.id);
  expect(seen).toEqual([
    [[1000, undefined]],
    [
      [1000, undefined],
      [1001, undefined],
    ],
    [
      [1000, { code: 1 }],
      [1001, undefined],
    ],
    [[1001, undefined]],
  ]);
});

test('the guard knows the group of a terminal for as long as it runs', () => {
  const { open, guarded } = createStage();
  const { pty } = open();
  expect([...guarded]).toEqual([pty.pid]);
  pty.end({ code: 0 });
  expect([...guarded]).toEqual([]);
});

test('a closed terminal is unknown, and no connection holds on to it', async () => {
  const { terminals, open, attach } = createStage();
  const { id, pty } = open();
  const connection = fakeConnection();
  const { stream } = attach(connection, id);
  expect(await terminals.close(id)).toMatchObject({ ok: true });
  expect(pty.closed).toBe(true);
  connection.type(stream, 'late');
  expect(pty.written).toBe('');
  expect(terminals.attach(id, 0, connection)).toMatchObject({ ok: false, error: 'not-found' });
  expect(terminals.resize(id, size)).toMatchObject({ ok: false, error: 'not-found' });
  expect(await terminals.close(id)).toMatchObject({ ok: false, error: 'not-found' });
});

test('all end with the scope, and none starts after it', async () => {
  const { scope, terminals, open } = createStage();
  const opened = [open(), open()];
  await scope.close();
  expect(opened.map(({ pty }) => pty.closed)).toEqual([true, true]);
  expect(terminals.open({ size })).toMatchObject({ ok: false, error: 'cannot-start' });
});

test('the fifty-first terminal is refused, in words that say what to do', () => {
  const { terminals, open } = createStage();
  for (let at = 0; at < 50; at++) open();
  expect(terminals.open({ size })).toMatchObject({ ok: false, message: expect.stringContaining('Close one') });
});
