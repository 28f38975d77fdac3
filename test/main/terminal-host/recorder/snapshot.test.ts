import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resizeXterm } from '../../../../src/main/terminal-host/recorder/internals';
import { createScreen } from '../../../../src/main/terminal-host/recorder/screen';
import type { TerminalSize } from '../../../../src/shared/vocabulary';
import { anySteps, type Step } from './output';
import { describeXterm, hidesTabStops, isBeyondSnapshots, openXterm, write } from './xterm-state';

const first = { cols: 20, rows: 6 };
const scrollback = 15;
/** By default always the same cases; more by RUNS=5000, each time others. */
const runs = process.env.RUNS === undefined ? { numRuns: 120, seed: 1 } : { numRuns: Number(process.env.RUNS) };

function play(steps: readonly Step[], on: { write(bytes: Uint8Array): void; resize(size: TerminalSize): void }): void {
  for (const step of steps) {
    if (typeof step === 'string') on.write(Buffer.from(step));
    else on.resize(step);
  }
}

/** @returns false when xterm fails itself: it cannot wrap some lines anew. */
function playOn(xterm: Terminal, steps: readonly Step[]): boolean {
  try {
    play(steps, { write: (bytes) => write(xterm, bytes), resize: (size) => resizeXterm(xterm, size) });
    return true;
  } catch {
    return false;
  }
}

test('A snapshot at any place, and what comes after it, show the same as an xterm that saw everything', () => {
  fc.assert(
    fc.property(anySteps, anySteps, (before, after) => {
      const whole = openXterm(first, scrollback);
      fc.pre(playOn(whole, before) && !isBeyondSnapshots(whole));
      fc.pre(!hidesTabStops(whole) || after.every((step) => typeof step === 'string'));
      const screen = createScreen({ size: first, scrollback, from: 0, muted: 0, reply: () => {} });
      play(before, screen);
      const { size, bytes } = screen.snapshot(Number.POSITIVE_INFINITY);
      const restored = openXterm(size, scrollback);
      write(restored, bytes.subarray(4));
      expect(describeXterm(restored)).toEqual(describeXterm(whole));
      fc.pre(playOn(whole, after) && playOn(restored, after));
      expect(describeXterm(restored, false)).toEqual(describeXterm(whole, false));
      for (const each of [whole, restored, screen]) 'close' in each ? each.close() : each.dispose();
    }),
    runs,
  );
});
