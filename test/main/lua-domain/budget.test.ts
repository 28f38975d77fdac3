import { expect, test } from 'vitest';
import { type Budget, createBudget } from '../../../src/main/lua-domain/budget';

interface Machine {
  readonly budget: Budget;
  /** Runs instructions for so long, of which the thread gets a share of the processor. */
  run(ms: number, options: { readonly share: number; readonly instructions?: number }): boolean;
}

function machine(cpuMs: number, tells: boolean): Machine {
  let [now, used] = [0, 0];
  const usedMs = tells ? () => used : undefined;
  const budget = createBudget({ cpuMs, now: () => now, usedMs, onProgress: () => undefined });
  return {
    budget,
    run(ms, { share, instructions = ms * share * 50_000 }) {
      const steps = 100;
      for (let step = 0; step < steps; step++) {
        now += ms / steps;
        used += (ms / steps) * share;
        if (budget.exceeded(instructions / steps)) return true;
      }
      return false;
    },
  };
}

test('What computes for longer than its limit is stopped, and never what only waits for the processor', () => {
  const { budget, run } = machine(200, true);
  budget.begin(true);
  expect(run(10_000, { share: 0.015 })).toBe(false);
  expect(run(100, { share: 1 })).toBe(true);
  expect(budget.finish()).toMatchObject({ exceeded: true });
  budget.begin(true);
  expect(run(195, { share: 1 })).toBe(false);
  expect(run(20, { share: 1, instructions: 10 })).toBe(true);
});

test('Time of its own is not the time of what waits for it; what shares it spends it', () => {
  for (const [own, stopped] of [
    [true, false],
    [false, true],
  ] as const) {
    const { budget, run } = machine(200, true);
    budget.begin(true);
    run(20, { share: 1 });
    budget.begin(own);
    run(150, { share: 1 });
    budget.finish();
    expect(run(100, { share: 1 })).toBe(stopped);
  }
});

test('Where the system does not tell, what has hardly done anything gets more time, but not for ever', () => {
  const busy = machine(200, false);
  busy.budget.begin(true);
  expect(busy.run(400, { share: 0.01, instructions: 20_000 })).toBe(false);
  expect(busy.run(400, { share: 0.01, instructions: 20_000 })).toBe(true);
});
