import { describe, expect, test } from 'vitest';
import { playedFeed } from './stage';

describe('bytes', () => {
  test('are shown after the snapshot that comes first, whose frames are put together', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    await shared.answer(1, 7);
    shared.snapshot(1, 7, 'the past');
    shared.data(1, 7, 'hello');
    expect(shared.calls).toEqual(['attach']);
    expect(shown).toEqual(['90×30', '[90×30: the past]', 'hello']);
  });

  test('that overtake the answer to our call are not lost, and those of others are not ours', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    shared.data(2, 0, 'other');
    shared.data(1, 0, 'early ');
    await shared.answer(1);
    shared.data(1, 6, 'late');
    shared.data(2, 5, 'other');
    expect(shown).toEqual(['90×30', 'early ', 'late']);
  });

  test('that are missing make it begin anew, from a snapshot', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'a');
    shared.data(1, 2_000, 'b');
    shared.data(1, 2_001, 'c');
    await shared.answer(2, 2_002);
    shared.snapshot(2, 2_002, 'all');
    expect(shared.calls).toEqual(['attach', 'attach', 'detach 1']);
    expect(shown).toEqual(['90×30', 'a', '90×30', '[90×30: all]']);
  });

  test('after a later snapshot go on where that was taken', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    shared.snapshot(1, 9_000, 'far on');
    shared.data(1, 9_000, 'def');
    expect(shown).toEqual(['90×30', 'abc', '[90×30: far on]', 'def']);
  });
});

describe('acknowledgements', () => {
  test('tell what has been parsed: when it is everything, or every 128 KB', async () => {
    const { feed, shared, parse } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    expect(shared.acknowledged()).toEqual([]);
    parse();
    expect(shared.acknowledged()).toEqual(['1: 3']);
    for (let at = 0; at < 5; at++) shared.data(1, 3 + at * 40_000, new Uint8Array(40_000));
    parse();
    expect(shared.acknowledged()).toEqual(['1: 3', '1: 160003', '1: 200003']);
  });

  test('tell that a snapshot is shown, also when no byte has come since the last one', async () => {
    const { feed, shared, parse } = playedFeed();
    feed.start();
    await shared.answer(1, 3);
    shared.snapshot(1, 3, 'x');
    expect(shared.acknowledged()).toEqual([]);
    parse();
    shared.snapshot(1, 3, 'x');
    parse();
    expect(shared.acknowledged()).toEqual(['1: 3', '1: 3']);
  });

  test('of what was parsed during a break are caught up on by the next', async () => {
    const { feed, shared, parse } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    shared.state.value = 'waiting';
    parse();
    shared.state.value = 'open';
    await shared.answer(1, 3);
    shared.data(1, 3, 'd');
    parse();
    expect(shared.acknowledged()).toEqual(['1: 4']);
  });
});

describe('a break', () => {
  test('is continued from the very byte, in the new connection only', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    await shared.answer(7);
    shared.data(7, 0, 'abc');
    shared.state.value = 'waiting';
    shared.state.value = 'connecting';
    shared.state.value = 'open';
    shared.data(7, 99, 'of another terminal');
    await shared.answer(1, 3);
    shared.data(1, 3, 'def');
    expect(shared.calls).toEqual(['attach', 'attach 3']);
    expect(shown).toEqual(['90×30', 'abc', '90×30', 'def']);
  });

  test('while hidden is not attached to; when shown again, it goes on', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    feed.stop();
    shared.data(1, 3, 'late');
    shared.state.value = 'waiting';
    shared.state.value = 'open';
    expect(shared.calls).toEqual(['attach', 'detach 1']);
    feed.start();
    await shared.answer(2, 3);
    shared.data(2, 3, 'def');
    expect(shown).toEqual(['90×30', 'abc', '90×30', 'def']);
  });

  test('by hiding before the hub has answered leaves nothing attached', async () => {
    const { feed, shared, shown } = playedFeed();
    feed.start();
    feed.stop();
    feed.start();
    await shared.answer(1);
    await shared.answer(2);
    shared.data(1, 0, 'twice');
    shared.data(2, 0, 'once');
    expect(shared.calls).toEqual(['attach', 'attach', 'detach 1']);
    expect(shown).toEqual(['90×30', 'once']);
  });
});

describe('a move to another line', () => {
  test('loses and doubles nothing, whatever comes on the first meanwhile', async () => {
    const { feed, shared, focused, shown, parse } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    feed.use(focused.line);
    shared.data(1, 3, 'def');
    await focused.answer(5, 3);
    focused.data(5, 3, 'def');
    shared.data(1, 6, 'ghi');
    focused.data(5, 6, 'ghi');
    parse();
    expect(shown.join(' ')).toBe('90×30 abc 90×30 def ghi');
    expect([shared.calls, focused.calls]).toEqual([['attach', 'detach 1'], ['attach 3']]);
    expect(focused.acknowledged()).toEqual(['5: 9']);
  });

  test('and back before it was done ends where it began', async () => {
    const { feed, shared, focused, shown } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    feed.use(focused.line);
    shared.data(1, 3, 'def');
    feed.use(shared.line);
    await focused.answer(5, 3);
    await shared.answer(2, 3);
    shared.data(2, 3, 'def');
    expect(shown.join(' ')).toBe('90×30 abc 90×30 def');
    expect([shared.calls, focused.calls]).toEqual([
      ['attach', 'attach 3', 'detach 1'],
      ['attach 3', 'detach 5'],
    ]);
  });

  test('waits until that is open, and goes back when it breaks', async () => {
    const { feed, shared, focused, shown } = playedFeed();
    focused.state.value = 'waiting';
    feed.use(focused.line);
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abc');
    focused.state.value = 'open';
    await focused.answer(1, 3);
    focused.data(1, 3, 'def');
    focused.state.value = 'waiting';
    await shared.answer(2, 6);
    shared.data(2, 6, 'ghi');
    expect(shown.filter((text) => text !== '90×30').join(' ')).toBe('abc def ghi');
    expect([shared.calls, focused.calls]).toEqual([['attach', 'detach 1', 'attach 6'], ['attach 3']]);
  });

  test('is spared at the beginning, by waiting for a line that is about to open', async () => {
    const { feed, shared, focused } = playedFeed();
    focused.state.value = 'connecting';
    feed.use(focused.line);
    feed.start();
    focused.state.value = 'open';
    await focused.answer(1);
    expect([shared.calls, focused.calls]).toEqual([[], ['attach']]);
  });

  test('parses what came before once, though both lines send it', async () => {
    const { feed, shared, focused, shown, parse } = playedFeed();
    feed.start();
    await shared.answer(1);
    shared.data(1, 0, 'abcdef');
    feed.use(focused.line);
    await focused.answer(5, 6);
    // The host may send more than was asked for.
    focused.data(5, 2, 'cdefgh');
    parse();
    expect(shown.at(-1)).toBe('gh');
    expect(focused.acknowledged()).toEqual(['5: 8']);
  });
});

describe('input', () => {
  test('is sent on the stream that is attached, also while it moves', async () => {
    const { feed, shared, focused, type } = playedFeed();
    feed.start();
    await shared.answer(1);
    type('a');
    feed.use(focused.line);
    type('b');
    await focused.answer(5);
    type('c');
    expect([shared.typed(), focused.typed()]).toEqual([['a', 'b'], ['c']]);
  });

  test('that comes before there is a connection waits for it, up to 64 KB', async () => {
    const { feed, shared } = playedFeed();
    shared.state.value = 'connecting';
    feed.start();
    for (const key of 'ls -la') feed.send(new TextEncoder().encode(key));
    feed.send(new Uint8Array(64 * 1024));
    shared.state.value = 'open';
    await shared.answer(1);
    expect(shared.typed().join('')).toBe('ls -la');
  });

  test('that comes before the answer to the first call follows it; in a break it is dropped', async () => {
    const { feed, shared, type } = playedFeed();
    feed.start();
    type('early');
    await shared.answer(1);
    shared.state.value = 'waiting';
    type('lost');
    expect(shared.typed()).toEqual(['early']);
  });
});

test('a terminal that is gone is asked for once', async () => {
  const { feed, shared } = playedFeed();
  feed.start();
  await shared.answer(undefined);
  expect(shared.calls).toEqual(['attach']);
});
