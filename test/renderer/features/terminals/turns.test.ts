import { expect, test } from 'vitest';
import { createTurns } from '../../../../src/renderer/features/terminals/turns';

/** Terminals whose parser takes a millisecond for each kilobyte, and a page that does nothing else. */
function stage() {
  const tasks: (() => void)[] = [];
  const rests: { ms: number; run: () => void }[] = [];
  let typing = false;
  const parsed: string[] = [];
  let nowMs = 0;
  const turns = createTurns({
    ...{ nowMs: () => nowMs, isTyping: () => typing, defer: (run) => void tasks.push(run) },
    after(ms, run) {
      const rest = { ms, run };
      rests.push(rest);
      return () => void rests.splice(rests.indexOf(rest), 1);
    },
  });
  const waiting: (() => void)[] = [];
  function lane(name: string) {
    return turns.lane((bytes, onParsed) => {
      waiting.push(() => {
        nowMs += bytes.length / 1024;
        parsed.push(`${name}${bytes.length}`);
        onParsed();
      });
    });
  }
  return {
    lane,
    parsed,
    type() {
      typing = true;
    },
    rests,
    /** What rests goes on. */
    rested() {
      rests.shift()?.run();
      while (waiting.length > 0) waiting.shift()?.();
    },
    /** One task of the page: a terminal's slice. */
    task() {
      tasks.shift()?.();
      while (waiting.length > 0) waiting.shift()?.();
    },
    get tasks() {
      return tasks.length;
    },
  };
}

const kilobytes = (count: number) => new Uint8Array(count * 1024);

test('terminals take turns of about six milliseconds, so that none waits for all of another', () => {
  const { lane, parsed, task } = stage();
  const [a, b] = [lane('a'), lane('b')];
  for (let i = 0; i < 6; i++) a.write(kilobytes(2));
  b.write(kilobytes(2));
  task();
  task();
  task();
  expect(parsed.join(' ')).toBe('a2048 a2048 a2048 b2048 a2048 a2048 a2048');
});

test('the preferred one comes first, interrupts others, and leaves them every second turn', () => {
  const { lane, parsed, task } = stage();
  const [a, b] = [lane('a'), lane('b')];
  b.prefer();
  a.write(kilobytes(8));
  a.write(kilobytes(8));
  b.write(kilobytes(8));
  b.write(kilobytes(8));
  for (let i = 0; i < 4; i++) task();
  expect(parsed.join(' ')).toBe('b8192 a8192 b8192 a8192');
});

test('much at once is parsed in pieces, and told when all of it has been', () => {
  const { lane, parsed, task } = stage();
  const a = lane('a');
  let told = 0;
  a.write(kilobytes(40), () => told++);
  task();
  expect([told, a.idle]).toEqual([0, false]);
  task();
  task();
  expect([told, a.idle]).toEqual([1, true]);
  expect(parsed).toEqual(['a16384', 'a16384', 'a8192']);
});

test('what calls back while it is parsed may write more, after what waits already', () => {
  const { lane, parsed, task } = stage();
  const a = lane('a');
  a.write(kilobytes(1), () => a.write(kilobytes(3)));
  a.write(kilobytes(2));
  task();
  expect(parsed).toEqual(['a1024', 'a2048', 'a3072']);
});

test('a terminal that goes away in the middle does not keep the others waiting', () => {
  const { lane, parsed, task } = stage();
  const silent = lane('x');
  const a = lane('a');
  silent.write(kilobytes(1));
  a.write(kilobytes(1));
  silent.close();
  task();
  expect(parsed).toEqual(['a1024']);
});

test('nothing is scheduled when nothing waits', () => {
  const page = stage();
  const a = page.lane('a');
  a.write(kilobytes(1));
  page.task();
  expect(page.tasks).toBe(0);
});

test('while somebody types, floods rest between short slices, until an echo comes', () => {
  const page = stage();
  const [flood, typedIn] = [page.lane('f'), page.lane('t')];
  typedIn.prefer();
  page.type();
  for (let i = 0; i < 8; i++) flood.write(kilobytes(2));
  expect([page.tasks, page.rests.map(({ ms }) => ms)]).toEqual([0, [6]]);
  page.rested();
  expect(page.parsed).toEqual(['f2048', 'f2048']);
  typedIn.write(kilobytes(1));
  expect([page.tasks, page.rests.length]).toEqual([1, 0]);
  page.task();
  expect(page.parsed.at(-1)).toBe('t1024');
  expect(page.rests.length).toBe(1);
});
