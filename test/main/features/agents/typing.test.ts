import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeTerminal } from '../../../fixtures/fake-terminal-hosts';
import { createStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.scope.close());

const start = async (prompt?: string, command = ['cat']) => stage.spawn({ command, prompt });
const send = (id: string, text: string, enter = true) => stage.agents.send(id, text, { enter });

describe('a prompt is typed', () => {
  test('when the program has written something and is quiet, then Enter', async () => {
    const { terminal } = await start('fix it');
    await stage.clock.advance(1_000);
    terminal.signal({ type: 'output' });
    expect(terminal.typed).toBe('');
    terminal.signal({ type: 'settled' });
    await stage.clock.advance(0);
    expect(terminal.typed).toBe('fix it');
    await stage.clock.advance(50);
    expect(terminal.typed).toBe('fix it\r');
    terminal.signal({ type: 'output' });
    terminal.signal({ type: 'settled' });
    await stage.clock.advance(60_000);
    expect(terminal.typed).toBe('fix it\r');
  });

  test.each([
    ['after two seconds into a program that writes nothing', ['cat'], 2_000],
    ['after longer into a coding agent, which takes its time', ['claude'], 15_000],
  ])('%s', async (_, command, afterMs) => {
    const { terminal } = await start('fix it', command);
    await stage.clock.advance(afterMs - 1);
    expect(terminal.typed).toBe('');
    await stage.clock.advance(100);
    expect(terminal.typed).toBe('fix it\r');
  });
});

describe('text that is sent', () => {
  test.each([
    ['as it is', false, 'go on\r'],
    ['marked as pasted when the program wants that', true, '\x1b[200~go on\x1b[201~\r'],
  ])('is typed %s', async (_, marks, typed) => {
    const { agent, terminal } = await start();
    terminal.markPastes(marks);
    expect(send(agent.id, 'go on')).toEqual({ ok: true, value: undefined });
    await stage.clock.advance(50);
    expect(terminal.typed).toBe(typed);
  });

  test('can do no more than be typed', async () => {
    const { agent, terminal } = await start();
    terminal.markPastes(true);
    send(agent.id, 'a\x1b[201~\x03\u009b; rm x\nb\tc', false);
    await stage.clock.advance(1_000);
    expect(terminal.typed).toBe('\x1b[200~a[201~; rm x\rb c\x1b[201~');
  });

  test('is not mixed with what is sent at the same time, nor with the prompt', async () => {
    const { agent, terminal } = await start('one');
    send(agent.id, 'two');
    send(agent.id, 'three', false);
    await stage.clock.advance(5_000);
    expect(terminal.typed).toBe('one\rtwo\rthree');
  });

  test('is refused when very much waits to be typed', async () => {
    const { agent, terminal } = await start('p');
    for (let n = 0; n < 100; n++) expect(send(agent.id, 'x')).toMatchObject({ ok: true });
    const busy = '100 texts wait to be typed, which is the most.';
    expect(send(agent.id, 'x')).toMatchObject({ ok: false, message: busy });
    await stage.clock.advance(60_000);
    expect(terminal.typed).toBe(`p\r${'x\r'.repeat(100)}`);
  });

  test('is refused by one that has ended, and what waits is not typed any more', async () => {
    const { agent, terminal } = await start('p');
    terminal.end();
    expect(send(agent.id, 'x')).toMatchObject({ ok: false, message: 'cat does not run. Restart it first.' });
    await stage.clock.advance(60_000);
    expect(terminal.typed).toBe('');
  });
});

test('the screen is read a moment after it is at rest, at most once a second, and now and then in between', async () => {
  const { terminal } = await start();
  const readIn = async (ms: number) => {
    const before = stage.hosts.screensRead();
    await stage.clock.advance(ms);
    return stage.hosts.screensRead() - before;
  };
  const burst = (of: FakeTerminal) => {
    of.signal({ type: 'output' });
    of.signal({ type: 'settled' });
  };
  burst(terminal);
  expect(await readIn(1)).toBe(1);
  for (let n = 0; n < 10; n++) burst(terminal);
  expect(await readIn(900)).toBe(0);
  expect(await readIn(100)).toBe(1);
  expect(await readIn(60_000)).toBe(0);
  terminal.signal({ type: 'output' });
  expect(await readIn(120_000)).toBe(6);
  terminal.end();
  expect(await readIn(120_000)).toBe(0);
  const tool = await start(undefined, ['claude']);
  tool.terminal.signal({ type: 'output' });
  expect(await readIn(20_000)).toBe(10);
});
