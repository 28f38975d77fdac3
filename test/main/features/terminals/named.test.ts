import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStage, type FakePty, type Stage, size } from './stage';

let stage: Stage;
beforeEach(() => {
  stage = createStage();
});
afterEach(() => stage.scope.close());

const request = { name: 'fixer', command: ['claude'], env: { VIBEROT_RULE: 'r' }, onExit: () => {} };

function start(more: Partial<Parameters<Stage['terminals']['start']>[0]> = {}): FakePty {
  const started = stage.terminals.start({ ...request, ...more });
  const pty = stage.ptys.opened.at(-1);
  if (!started.ok || !pty) throw new Error('No terminal was opened');
  return pty;
}
const send = (text: string, enter = true) => stage.terminals.send('fixer', text, { enter });

test('A terminal that an action opens has a name, and is told what it is for', () => {
  const exits: string[] = [];
  const pty = start({ cwd: '/w', onExit: () => exits.push('exit') });
  expect(stage.terminals.state.value).toMatchObject([{ name: 'fixer', title: 'claude', cwd: '/w', pid: pty.pid }]);
  expect(pty.request).toMatchObject({ file: 'claude', args: [], env: { HOME: '/home/me', VIBEROT_RULE: 'r' } });
  expect(exits).toEqual([]);
  pty.end({ code: 0 });
  expect(exits).toEqual(['exit']);
});

describe('A prompt is typed', () => {
  test('when the program has printed something and is quiet, then Enter', () => {
    const pty = start({ prompt: 'fix it' });
    stage.clock.pass(1_000);
    expect(pty.written).toBe('');
    pty.print('Welcome');
    stage.clock.pass(200);
    pty.print('!');
    stage.clock.pass(249);
    expect(pty.written).toBe('');
    stage.clock.pass(1);
    expect(pty.written).toBe('fix it');
    stage.clock.pass(50);
    expect(pty.written).toBe('fix it\r');
    pty.print('more');
    stage.clock.pass(10_000);
    expect(pty.written).toBe('fix it\r');
  });

  test.each([
    ['prints nothing', () => {}],
    ['never stops to print', (pty: FakePty) => pty.print('.')],
  ])('after two seconds when the program %s', (_, each) => {
    const pty = start({ prompt: 'fix it' });
    for (let ms = 0; ms < 1_990; ms += 10) {
      each(pty);
      stage.clock.pass(10);
    }
    expect(pty.written).toBe('');
    stage.clock.pass(100);
    expect(pty.written).toBe('fix it\r');
  });
});

describe('Text that is sent', () => {
  test.each<[string, string[], string]>([
    ['as it is', [], 'go on\r'],
    ['marked as pasted when the program asked for that', ['\x1b[?2004h'], '\x1b[200~go on\x1b[201~\r'],
    ['also when it asked in pieces', ['x\x1b[?20', '04h$ '], '\x1b[200~go on\x1b[201~\r'],
    ['no longer when it no longer wants it', ['\x1b[?2004h', 'y', '\x1b[?2004l'], 'go on\r'],
  ])('is typed %s', (_, printed, written) => {
    const pty = start();
    for (const text of printed) pty.print(text);
    expect(send('go on')).toEqual({ ok: true, value: undefined });
    stage.clock.pass(50);
    expect(pty.written).toBe(written);
  });

  test('can do no more than be typed', () => {
    const pty = start();
    pty.print('\x1b[?2004h');
    send('a\x1b[201~\x03\u009b; rm x\nb\tc', false);
    stage.clock.pass(1_000);
    expect(pty.written).toBe('\x1b[200~a[201~; rm x\rb c\x1b[201~');
  });

  test('is not mixed with what is sent at the same time, nor with the prompt', () => {
    const pty = start({ prompt: 'one' });
    send('two');
    send('three', false);
    stage.clock.pass(5_000);
    expect(pty.written).toBe('one\rtwo\rthree');
  });

  test('is refused when very much waits to be typed', () => {
    const pty = start({ prompt: 'p' });
    for (let n = 0; n < 100; n++) expect(send('x')).toMatchObject({ ok: true });
    expect(send('x')).toMatchObject({ ok: false, message: '100 texts wait to be typed, which is the most.' });
    stage.clock.pass(60_000);
    expect(pty.written).toBe(`p\r${'x\r'.repeat(100)}`);
  });

  test('goes to the newest of that name that runs', () => {
    const first = start();
    const second = start();
    start({ name: 'other' });
    send('one', false);
    second.end({ code: 0 });
    send('two', false);
    expect([first.written, second.written]).toEqual(['two', 'one']);
    first.end({ code: 0 });
    expect(send('three')).toMatchObject({
      ok: false,
      message: 'No terminal "fixer" is running. An action with start = […] opens one.',
    });
  });
});

test('An ended terminal of an action makes room for the next; those of a person do not', () => {
  for (let n = 0; n < 48; n++) stage.open().pty.end({ code: 0 });
  const old = start();
  start();
  expect(stage.terminals.start(request)).toMatchObject({ ok: false });
  old.end({ code: 0 });
  expect(start().closed).toBe(false);
  expect(old.closed).toBe(true);
  expect(stage.terminals.state.value).toHaveLength(50);
  expect(stage.terminals.open({ size })).toMatchObject({ ok: false });
});
