import { expect, test } from 'vitest';
import { createPictures } from '../../../../src/renderer/features/terminals/pictures';

/** A page that makes a frame when it is told to, and in which a picture takes `costMs`. */
function stage({ costMs = 10 } = {}) {
  let nowMs = 0;
  let typing = false;
  let frames = new Map<number, FrameRequestCallback>();
  let ids = 0;
  const deferred: (() => void)[] = [];
  const timers: { at: number; run: () => void }[] = [];
  const drawn: string[] = [];
  const make = createPictures({
    frames: {
      requestAnimationFrame(draw) {
        frames.set(++ids, draw);
        return ids;
      },
      cancelAnimationFrame: (id) => void frames.delete(id),
    },
    nowMs: () => nowMs,
    isTyping: () => typing,
    after(ms, run) {
      const timer = { at: nowMs + ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    defer: (run) => void deferred.push(run),
  });

  return {
    drawn,
    type() {
      typing = true;
    },
    terminal(name: string) {
      const pictures = make();
      return {
        /** Something is parsed, and the terminal asks to be drawn. */
        write(bytes: number) {
          pictures.count(bytes);
          pictures.requestAnimationFrame(() => {
            drawn.push(`${name}@${Math.round(nowMs)}`);
            nowMs += costMs;
          });
        },
        cancel: () => pictures.cancelAnimationFrame(1),
      };
    },
    /** The time goes on to this, and a frame is made. */
    frame(atMs: number) {
      nowMs = Math.max(nowMs, atMs);
      for (const timer of timers.filter(({ at }) => at <= nowMs)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.run();
      }
      const due = [...frames.values()];
      frames = new Map();
      const time = nowMs;
      for (const draw of due) draw(time);
      for (const run of deferred.splice(0)) run();
    },
  };
}

const flood = 100_000;

test('what changes little is drawn in the next frame, each time', () => {
  const page = stage();
  const terminal = page.terminal('a');
  for (const at of [16, 32, 48]) {
    terminal.write(2_000);
    page.frame(at);
  }
  expect(page.drawn).toEqual(['a@16', 'a@32', 'a@48']);
});

test('a flood is drawn in a quarter of the time', () => {
  const page = stage({ costMs: 10 });
  const terminal = page.terminal('a');
  terminal.write(flood);
  page.frame(16);
  terminal.write(flood);
  for (let at = 32; at < 80; at += 8) page.frame(at);
  expect(page.drawn).toEqual(['a@16', 'a@56']);
});

test('while somebody types, in a tenth; and never less than five times a second', () => {
  const quick = stage({ costMs: 10 });
  const slow = stage({ costMs: 300 });
  for (const page of [quick, slow]) {
    page.type();
    const terminal = page.terminal('a');
    terminal.write(flood);
    page.frame(16);
    terminal.write(flood);
    for (let at = 32; at < 600; at += 1) page.frame(at);
  }
  expect(quick.drawn).toEqual(['a@16', 'a@116']);
  expect(slow.drawn).toEqual(['a@16', 'a@516']);
});

test('floods that are too much for one frame are drawn one after the other, and others in between', () => {
  const page = stage({ costMs: 6 });
  const [a, b, quiet] = [page.terminal('a'), page.terminal('b'), page.terminal('q')];
  a.write(flood);
  b.write(flood);
  quiet.write(10);
  for (let at = 10; at < 60; at += 2) page.frame(at);
  expect(page.drawn).toEqual(['a@10', 'q@16', 'b@58']);
});

test('a picture that is not wanted any more is not made, also while it waits', () => {
  const page = stage();
  const terminal = page.terminal('a');
  terminal.write(flood);
  page.frame(16);
  terminal.write(flood);
  page.frame(32);
  terminal.cancel();
  for (let at = 48; at < 400; at += 16) page.frame(at);
  expect(page.drawn).toEqual(['a@16']);
});
