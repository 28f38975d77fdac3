import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDomainSet, mostImprovements } from '../../../../src/main/features/lua/domain-set';
import type { FoundFile } from '../../../../src/main/features/lua/layers';
import { planDomains } from '../../../../src/main/features/lua/plan';
import { createFileBoxes } from '../../../../src/main/node';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { luaInThisThread } from '../../../fixtures/lua-in-this-thread';

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

const improvement = (module: string, text = 'return 1'): FoundFile => ({
  ...{ module, text },
  ...{ layer: 'improvement', path: `/lua/${module}.lua` },
});

function createSet() {
  const box = createFileBoxes().open(['/nowhere']);
  const options = { domains: luaInThisThread, clock: createFakeClock(), boxOf: () => box, told: () => {} };
  return createDomainSet({ ...options, stateOf: () => undefined }, scope);
}

test('so many improvements run, and no more; one that goes makes room', async () => {
  const names = Array.from({ length: mostImprovements + 2 }, (_, index) => `improvements.n${100 + index}`);
  const files = names.map((name) => improvement(name));
  const set = createSet();
  await set.bring(planDomains(files, new Set()), {});
  expect(set.slots).toHaveLength(1 + mostImprovements);
  expect([...set.leftOut]).toEqual(names.slice(-2));
  await set.bring(planDomains(files, new Set(names.slice(0, 1))), {});
  expect([...set.leftOut]).toEqual(names.slice(-1));
});

test('what has changed or gone while others were being loaded is not brought back', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `improvements.n${index}`);
  const set = createSet();
  const none = new Set<string>();
  const before = set.bring(
    planDomains(
      names.map((name) => improvement(name, 'error("old")')),
      none,
    ),
    {},
  );
  await set.bring(planDomains([improvement('improvements.n11', 'return 2')], none), {});
  await before;
  expect(set.slots.map(({ name }) => name)).toEqual(['trusted', 'improvements.n11']);
  expect(set.get('improvements.n11')?.refused).toEqual(new Map());
});
