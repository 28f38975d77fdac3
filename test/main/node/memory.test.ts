import { afterEach, beforeEach, expect, test } from 'vitest';
import { exposedCollector, returnMemory } from '../../../src/main/node/memory';
import { createScope, type Scope } from '../../../src/shared/scope';
import { createFakeClock, type FakeClock } from '../../fixtures/fake-clock';

const megabyte = 1_000_000;
let scope: Scope;
let clock: FakeClock;
let use: { resident: number; busy: number; collections: number };

beforeEach(() => {
  scope = createScope();
  clock = createFakeClock();
  use = { resident: 70 * megabyte, busy: 0, collections: 0 };
  returnMemory(clock, scope, {
    resident: () => use.resident,
    busy: () => use.busy,
    collect: () => {
      use.collections++;
      use.resident -= 20 * megabyte;
    },
  });
});

afterEach(async () => {
  await scope.close();
  expect(clock.pending).toBe(0);
});

test('a process that has grown gives memory back once it has nothing to do, within half a minute', () => {
  use.resident = 160 * megabyte;
  use.busy = 0.6;
  clock.pass(60_000);
  expect(use.collections).toBe(0);
  use.busy = 0.01;
  clock.pass(30_000);
  expect(use).toMatchObject({ collections: 3, resident: 100 * megabyte });
});

test('a process that stays as it is collects nothing', () => {
  use.resident += 10 * megabyte;
  clock.pass(600_000);
  expect(use.collections).toBe(0);
});

test('a process that cannot give back does not try for ever', () => {
  use.resident = 200 * megabyte;
  clock.pass(600_000);
  expect(use.collections).toBe(3);
});

test('the collector of this process frees what nobody holds', async () => {
  const garbage = new WeakRef({ text: 'nobody holds it' });
  const collect = exposedCollector();
  // A WeakRef holds its object until the present task is over.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  expect(garbage.deref()).toBeUndefined();
});
