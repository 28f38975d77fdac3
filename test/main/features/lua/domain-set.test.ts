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

test('so many improvements run, and no more; one that goes makes room', async () => {
  const names = Array.from({ length: mostImprovements + 2 }, (_, index) => `improvements.n${100 + index}`);
  const files = names.map(
    (module): FoundFile => ({ module, layer: 'improvement', path: `/lua/${module}.lua`, text: 'return 1' }),
  );
  const box = createFileBoxes().open(['/nowhere']);
  const options = { domains: luaInThisThread, clock: createFakeClock(), boxOf: () => box, told: () => {} };
  const set = createDomainSet({ ...options, stateOf: () => undefined }, scope);
  await set.bring(planDomains(files, new Set()), {});
  expect(set.slots).toHaveLength(1 + mostImprovements);
  expect([...set.leftOut]).toEqual(names.slice(-2));
  await set.bring(planDomains(files, new Set(names.slice(0, 1))), {});
  expect([...set.leftOut]).toEqual(names.slice(-1));
});
