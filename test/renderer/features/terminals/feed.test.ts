import { describe, expect, test } from 'vitest';
import { createFeed, type Display } from '../../../../src/renderer/features/terminals/feed';
import type { Client } from '../../../../src/shared/contract';
import { createCell, createEmitter } from '../../../../src/shared/event';
import { type Connection, type ConnectionState, FrameKind, type TerminalFrame } from '../../../../src/shared/link';

const terminal = { id: 't', title: 'sh', pid: 1, cwd: '/', cols: 90, rows: 30, startedAt: 0 };

/** A feed between a hub and a display that the test plays. */
function stage({ fresh = false } = {}) {
  const state = createCell<ConnectionState>('open');
  const frames = createEmitter<TerminalFrame>();
  const sent: TerminalFrame[] = [];
  const attachedFrom: number[] = [];
  const detached: number[] = [];
  const answers: ((answer: { stream: number; offset: number; lost: number }) => void)[] = [];
  const shown: string[] = [];
  let parsers: (() => void)[] = [];

  const client = {
    terminals: {
      attach: ({ from }: { from: number }) => {
        attachedFrom.push(from);
        return new Promise((resolve) => answers.push((answer) => resolve({ ...answer, terminal })));
      },
      detach: async ({ stream }: { stream: number }) => void detached.push(stream),
    },
  } as unknown as Client;
  const connection: Connection = {
    client,
    state,
    frames,
    lastError: createCell<string | undefined>(undefined),
    sendFrame: (frame) => void sent.push(frame),
    retry() {},
    close() {},
  };
  const display: Display = {
    write(bytes, onParsed) {
      if (bytes.length > 0) shown.push(new TextDecoder().decode(bytes));
      parsers.push(onParsed);
    },
    note: (text) => void shown.push(text),
    begin: ({ cols, rows }) => void shown.push(`${cols}×${rows}`),
  };
  const feed = createFeed({ connection, id: 't', fresh }, display);

  return {
    ...{ feed, state, sent, attachedFrom, detached, shown },
    /** The hub answers the oldest call that waits. */
    async answer(stream: number, offset = 0, lost = 0) {
      answers.shift()?.({ stream, offset, lost });
      await new Promise((resolve) => setTimeout(resolve));
    },
    data: (stream: number, offset: number, text: string | Uint8Array) => {
      const payload = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      frames.emit({ kind: FrameKind.data, stream, offset, payload });
    },
    /** The display parses all that was written to it. */
    parse() {
      const waiting = parsers;
      parsers = [];
      for (const parsed of waiting) parsed();
    },
    acknowledged: () => sent.filter(({ kind }) => kind === FrameKind.acknowledge).map(({ offset }) => offset),
    typed: () =>
      sent.filter(({ kind }) => kind === FrameKind.input).map(({ payload }) => new TextDecoder().decode(payload)),
    type: (text: string) => feed.send(new TextEncoder().encode(text)),
  };
}

describe('bytes', () => {
  test('are shown from the beginning, at the size they were written for', async () => {
    const { feed, answer, data, shown, attachedFrom } = stage();
    feed.start();
    await answer(1);
    data(1, 0, 'hello');
    expect(attachedFrom).toEqual([0]);
    expect(shown).toEqual(['90×30', 'hello']);
  });

  test('that overtake the answer to our call are not lost, and those of others are not ours', async () => {
    const { feed, answer, data, shown } = stage();
    feed.start();
    data(2, 0, 'other');
    data(1, 0, 'early ');
    await answer(1);
    data(1, 6, 'late');
    data(2, 5, 'other');
    expect(shown).toEqual(['90×30', 'early ', 'late']);
  });

  test('that are lost, before or in between, are told by their number', async () => {
    const { feed, answer, data, shown } = stage();
    feed.start();
    await answer(1, 1500, 1500);
    data(1, 1500, 'a');
    data(1, 2_000_000, 'b');
    expect(shown).toEqual(['90×30', '[1,500 bytes were lost]', 'a', '[1,998,499 bytes were lost]', 'b']);
  });
});

describe('acknowledgements', () => {
  test('tell what has been parsed: when it is everything, or every 32 KB', async () => {
    const { feed, answer, data, parse, acknowledged } = stage();
    feed.start();
    await answer(1);
    data(1, 0, 'abc');
    expect(acknowledged()).toEqual([]);
    parse();
    expect(acknowledged()).toEqual([3]);
    for (let at = 0; at < 5; at++) data(1, 3 + at * 10_000, new Uint8Array(10_000));
    parse();
    expect(acknowledged()).toEqual([3, 40_003, 50_003]);
  });

  test('of what was parsed during a break are caught up on by the next', async () => {
    const { feed, state, answer, data, parse, acknowledged } = stage();
    feed.start();
    await answer(1);
    data(1, 0, 'abc');
    state.value = 'waiting';
    parse();
    state.value = 'open';
    await answer(1, 3);
    data(1, 3, 'd');
    parse();
    expect(acknowledged()).toEqual([4]);
  });
});

describe('a break', () => {
  test('is continued from the very byte, in the new connection only', async () => {
    const { feed, state, answer, data, shown, attachedFrom } = stage();
    feed.start();
    await answer(7);
    data(7, 0, 'abc');
    state.value = 'waiting';
    state.value = 'connecting';
    state.value = 'open';
    data(7, 99, 'of another terminal');
    await answer(1, 3);
    data(1, 3, 'def');
    expect(attachedFrom).toEqual([0, 3]);
    expect(shown).toEqual(['90×30', 'abc', 'def']);
  });

  test('while hidden is not attached to; when shown again, it goes on', async () => {
    const { feed, state, answer, data, shown, attachedFrom, detached } = stage();
    feed.start();
    await answer(1);
    data(1, 0, 'abc');
    feed.stop();
    data(1, 3, 'late');
    state.value = 'waiting';
    state.value = 'open';
    expect({ attachedFrom, detached }).toEqual({ attachedFrom: [0], detached: [1] });
    feed.start();
    await answer(2, 3);
    data(2, 3, 'def');
    expect(shown).toEqual(['90×30', 'abc', 'def']);
  });

  test('by hiding before the hub has answered leaves nothing attached', async () => {
    const { feed, answer, detached, data, shown } = stage();
    feed.start();
    feed.stop();
    feed.start();
    await answer(1);
    await answer(2);
    data(1, 0, 'twice');
    data(2, 0, 'once');
    expect(detached).toEqual([1]);
    expect(shown).toEqual(['90×30', 'once']);
  });
});

describe('input', () => {
  test('is not sent until the past is shown, for then the display answers what was asked long ago', async () => {
    const { feed, answer, data, parse, type, typed } = stage();
    feed.start();
    await answer(1);
    data(1, 0, '\x1b[c');
    type('\x1b[?1;2c');
    data(1, 3, '');
    type('\x1b[?1;2c');
    parse();
    type('ls\r');
    expect(typed()).toEqual(['ls\r']);
  });

  test('of a terminal that was opened just now is sent at once: its program waits for the answer', async () => {
    const { feed, answer, data, type, typed } = stage({ fresh: true });
    feed.start();
    await answer(1);
    data(1, 0, '\x1b[c');
    type('\x1b[?1;2c');
    expect(typed()).toEqual(['\x1b[?1;2c']);
  });

  test('of more than a megabyte is not sent, and that is said', async () => {
    const { feed, answer, type, typed, shown } = stage({ fresh: true });
    feed.start();
    await answer(1);
    type('x'.repeat(1_100_000));
    expect(typed()).toEqual([]);
    expect(shown.at(-1)).toContain('more than 1 MB');
  });
});
