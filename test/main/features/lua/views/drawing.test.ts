import { expect, test } from 'vitest';
import { createDrawing } from '../../../../../src/main/features/lua/views/drawing';
import type { LuaView } from '../../../../../src/shared/contract';
import { createCell } from '../../../../../src/shared/event';
import type { LuaResult, ViewNode } from '../../../../../src/shared/vocabulary';

/** A drawing on a clock that the test moves, whose function answers when the test says so. */
function open() {
  let now = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const asked: {
    readonly stamp: number;
    readonly shown: number | undefined;
    answer(drawn: LuaResult<ViewNode>): void;
  }[] = [];
  const failures: string[] = [];
  const view = createCell<LuaView>({});
  let stamps = 0;
  const drawing = createDrawing({
    clock: {
      nowMs: () => now,
      after(ms, run) {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    view,
    nextStamp: () => ++stamps,
    draw: (stamp, shown) => new Promise((resolve) => asked.push({ stamp, shown, answer: resolve })),
    failed: (problem) => failures.push(problem.message),
  });
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  const answer = async (drawn: LuaResult<ViewNode>) => {
    asked.at(-1)?.answer(drawn);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { drawing, view, asked, failures, pass, answer };
}

const text = (words: string): LuaResult<ViewNode> => ({ ok: true, value: { kind: 'text', text: words } });
const problem = (message: string): LuaResult<ViewNode> => ({ ok: false, problem: { message, path: '' } });

test('one drawing at a time, and once more if something has changed meanwhile', async () => {
  const { drawing, asked, pass, answer, view } = open();
  drawing.soon();
  drawing.soon();
  pass(0);
  expect(asked).toHaveLength(1);
  drawing.soon();
  drawing.soon();
  pass(1_000);
  expect(asked).toHaveLength(1);
  await answer(text('a'));
  expect(view.value).toEqual({ tree: { kind: 'text', text: 'a' } });
  // As long as it took it rests.
  pass(999);
  expect(asked).toHaveLength(1);
  pass(1);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toMatchObject({ stamp: 2, shown: 1 });
});

test('it rests 50 ms after a quick drawing, also when its function is another one', async () => {
  const { drawing, asked, pass, answer } = open();
  drawing.soon();
  pass(0);
  await answer(text('a'));
  drawing.anew();
  pass(49);
  expect(asked).toHaveLength(1);
  pass(1);
  expect(asked).toHaveLength(2);
});

test('a problem is told once, and what is shown stays what its actions belong to', async () => {
  const { drawing, asked, pass, answer, view, failures } = open();
  const again = async (drawn: LuaResult<ViewNode>) => {
    drawing.soon();
    pass(2_000);
    await answer(drawn);
  };
  await again(text('a'));
  await again(problem('no'));
  await again(problem('no'));
  expect(view.value).toEqual({ tree: { kind: 'text', text: 'a' }, problem: { message: 'no', path: '' } });
  await again(text('b'));
  expect(asked.map(({ shown }) => shown)).toEqual([undefined, 1, 1, 1]);
  expect(view.value).toEqual({ tree: { kind: 'text', text: 'b' } });
  expect(failures).toEqual(['no']);
});

test('one that waits for long is said to be late, keeps no other from beginning, and counts when it comes first', async () => {
  const { drawing, asked, pass, answer, view, failures } = open();
  drawing.soon();
  pass(0);
  pass(10_000);
  expect(failures).toEqual(['It is not drawn yet: it has waited for 10 s.']);
  await answer(text('at last'));
  expect(view.value).toEqual({ tree: { kind: 'text', text: 'at last' } });
  drawing.soon();
  pass(2_000);
  pass(10_000);
  drawing.soon();
  pass(0);
  expect(asked).toHaveLength(3);
  asked[1]?.answer(text('too late'));
  await answer(text('newer'));
  expect(view.value).toEqual({ tree: { kind: 'text', text: 'newer' } });
});

test('nothing is drawn any more once it is closed', async () => {
  const { drawing, asked, pass, answer, view } = open();
  drawing.soon();
  pass(0);
  drawing.soon();
  drawing.close();
  await answer(text('a'));
  pass(20_000);
  expect(asked).toHaveLength(1);
  expect(view.value).toEqual({});
});
