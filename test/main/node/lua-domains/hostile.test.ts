import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLuaDomains } from '../../../../src/main/node';
import type { LuaDomain } from '../../../../src/main/ports';
import { createScope } from '../../../../src/shared/scope';
import { hostileLua } from '../../../fixtures/hostile-lua';
import { luaLimits } from '../../../fixtures/lua-domain';
import { buildLuaWorker } from '../../../fixtures/lua-worker';

let worker: Awaited<ReturnType<typeof buildLuaWorker>>;
const scope = createScope();
beforeAll(async () => {
  worker = await buildLuaWorker();
});
afterAll(async () => {
  await scope.close();
  worker.remove();
});

test('Every hostile script ends soon, and the hub never waits for it', { timeout: 60_000 }, async () => {
  const open = (name: string) =>
    createLuaDomains({ worker: worker.path }).open(
      { name, permissions: [], limits: { ...luaLimits, cpuMs: 20 } },
      scope,
    );
  const slow: string[] = [];
  let domain: LuaDomain | undefined;
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  for (const [name, code] of Object.entries(hostileLua)) {
    if (!domain) {
      domain = open(name);
      domain.ended.on(() => {
        domain = undefined;
      });
      await domain.stats();
    }
    const began = performance.now();
    await domain.evaluate(code);
    const took = performance.now() - began;
    // The benchmark says how soon, on a machine that does nothing else.
    if (took > 5_000) slow.push(`${name}: ${took} ms`);
  }
  clearInterval(beat);
  expect(slow).toEqual([]);
  expect(longest).toBeLessThan(1_000);
});
