import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConsole } from '../../../../src/renderer/features/lua/console';
import { type ConsoleFilter, entriesOf } from '../../../../src/renderer/features/lua/console-entries';
import { readTyped, remembered, stepped } from '../../../../src/renderer/features/lua/prompt-history';
import type { Client, LuaLogLine } from '../../../../src/shared/contract';
import { createEmitter } from '../../../../src/shared/event';
import { ConnectionLost } from '../../../../src/shared/link';
import { lineOf } from './made-up';

const all: ConsoleFilter = { from: 'debug', module: '', search: '' };

/** A hub with these lines, which is told of more, and whose stream can break. */
function hubOf(lines: LuaLogLine[]) {
  const added = createEmitter<LuaLogLine | Error>();
  const asked: (number | undefined)[] = [];
  const lua = {
    logs: async () => [...lines],
    async watchLogs({ after }: { after?: number }) {
      asked.push(after);
      const waiting: (LuaLogLine | Error)[] = [];
      let wake = () => {};
      added.on((line) => {
        waiting.push(line);
        wake();
      });
      return (async function* () {
        while (true) {
          for (const line of waiting.splice(0)) {
            if (line instanceof Error) throw line;
            yield line;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      })();
    },
    async evaluate({ code }: { code: string }) {
      if (code === 'gone') throw new Error('There is no such domain');
      if (code === 'oops') return { ok: false, problem: { message: 'oh no', path: '' } };
      return { ok: true, value: [`=${code}`] };
    },
  };
  // The parts that the console uses.
  return { lua: lua as unknown as Client['lua'], added, asked, lines };
}

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.useFakeTimers();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (k: string, v: string) => kept.set(k, v),
  };
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const settle = () => vi.advanceTimersByTimeAsync(60);

test('the log is read, then followed from its last line, and lines that come together are shown together', async () => {
  const hub = hubOf([lineOf(1, 'a'), lineOf(2, 'b')]);
  const console = createConsole(hub.lua);
  const close = console.open();
  await settle();
  expect(hub.asked).toEqual([2]);
  const changes = vi.fn();
  console.state.subscribe(changes);
  for (let id = 3; id < 60; id++) hub.added.emit(lineOf(id, 'more'));
  await settle();
  expect(console.state.getState().lines).toHaveLength(59);
  expect(changes).toHaveBeenCalledTimes(1);
  close();
});

test('after a broken connection all is read again, also from a hub that counts anew', async () => {
  const hub = hubOf([lineOf(1, 'a'), lineOf(2, 'b')]);
  const console = createConsole(hub.lua);
  const close = console.open();
  await settle();
  hub.lines.splice(0, 2, lineOf(1, 'new', { at: 9 }));
  hub.added.emit(new ConnectionLost());
  await settle();
  expect(hub.asked).toEqual([2, 1]);
  expect(console.state.getState().lines?.map(({ text }) => text)).toEqual(['new']);
  close();
});

test('no more than the last thousand lines are kept, and what was cleared stays away', async () => {
  const hub = hubOf(Array.from({ length: 1_000 }, (_, index) => lineOf(index + 1, `${index}`)));
  const console = createConsole(hub.lua);
  const close = console.open();
  await settle();
  hub.added.emit(lineOf(1_001, 'newest'));
  await settle();
  const { lines = [] } = console.state.getState();
  expect([lines.length, lines.at(-1)?.text]).toEqual([1_000, 'newest']);
  console.clear();
  hub.added.emit(new ConnectionLost());
  await settle();
  expect(console.state.getState().lines).toEqual([]);
  close();
});

test('code has an answer: its values, a problem, or why it was not run', async () => {
  const console = createConsole(hubOf([]).lua);
  for (const code of ['1 + 1', 'oops', 'gone']) await console.evaluate(code, 'trusted');
  const entries = entriesOf(console.state.getState(), all);
  expect(entries.map((entry) => (entry.kind === 'problem' ? entry.problem.message : entry.kind))).toEqual([
    ...['typed', 'typed', 'typed', 'values', 'oh no', 'There is no such domain'],
  ]);
  expect(readTyped()).toEqual(['1 + 1', 'oops', 'gone']);
});

test('what code prints stands between the code and its answer', () => {
  const evaluations = [
    { id: 1, at: 5, domain: 'trusted', code: 'print(1)', answer: { ok: true, at: 5, values: [] } },
  ] as const;
  const state = { lines: [lineOf(4, 'before'), lineOf(5, '1')], error: undefined, evaluations, typed: [] };
  expect(entriesOf(state, all).map(({ kind }) => kind)).toEqual(['line', 'typed', 'line', 'values']);
});

test.each<[Partial<ConsoleFilter>, string[]]>([
  [{}, ['chatter', 'told', 'odd', 'broken']],
  [{ from: 'warn' }, ['odd', 'broken']],
  [{ module: 'user.b' }, ['told']],
  [{ search: 'USER.A odd' }, ['odd']],
])('the log is narrowed by %o', (filter, expected) => {
  const lines = [
    lineOf(1, 'chatter', { level: 'debug' }),
    lineOf(2, 'told', { module: 'user.b' }),
    lineOf(3, 'odd', { level: 'warn' }),
    lineOf(4, 'broken', { level: 'error' }),
  ];
  const entries = entriesOf({ lines, error: undefined, evaluations: [], typed: [] }, { ...all, ...filter });
  expect(entries.map((entry) => entry.kind === 'line' && entry.line.text)).toEqual(expected);
});

test('arrows lead through what was typed and back to what was being typed', () => {
  const lines = remembered(remembered(remembered([], 'a'), 'b'), 'b');
  expect(lines).toEqual(['a', 'b']);
  let place = { at: 99, text: 'unfinished', draft: '' };
  const texts = ([-1, -1, -1, 1, 1, 1] as const).map((step) => {
    place = stepped(lines, place, step) ?? place;
    return place.text;
  });
  expect(texts).toEqual(['b', 'a', 'a', 'b', 'unfinished', 'unfinished']);
});

test('what is kept of earlier pages may be broken', () => {
  expect(readTyped({ getItem: () => '{' })).toEqual([]);
  expect(readTyped({ getItem: () => '[1, "a"]' })).toEqual(['a']);
});
