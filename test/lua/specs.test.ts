import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFile, type FoundFile, rehearsalOf, runSpec } from '../../src/main/features/lua';
import { createLuaDomains } from '../../src/main/node/lua-domains';
import { luaInThisThread } from '../fixtures/lua-in-this-thread';
import { buildLuaWorker } from '../fixtures/lua-worker';

/** The specs of what is shipped, as `viberot lua test` runs them. */
const root = join(import.meta.dirname, '../../lua');
const files = [
  ...filesIn('core', 'core', 'core'),
  ...filesIn('default', 'default', 'default'),
  ...filesIn('examples/improvements', 'improvement', 'improvements'),
  ...filesIn('examples/user', 'user', 'user'),
];
const specs = files.filter(({ module }) => module.endsWith('_spec'));
const examples = files.filter(({ path, module }) => path.includes('examples') && !module.endsWith('_spec'));

describe.each(specs)('$module', (spec) => {
  test('passes', async () => {
    const report = await runSpec(luaInThisThread, spec, { ...rehearsalOf(files, spec), timeoutMs: 5_000 });
    expect(report.problem).toBeUndefined();
    expect(report.results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(report.results.length).toBeGreaterThan(1);
  });
});

test.each(examples)('the example $module is taken over without a warning', async (file) => {
  const report = await checkFile(luaInThisThread, file, rehearsalOf(files, file));
  expect(report.problem).toBeUndefined();
  expect(report.warnings).toEqual([]);
  expect(report.registrations).not.toEqual([]);
});

test('every example has a spec, and says at the top what it is for', () => {
  for (const { module, text } of examples) {
    expect(specs.map((spec) => spec.module)).toContain(`${module}_spec`);
    expect(text).toMatch(/^-- \w+: .+\.\n/);
  }
});

describe('in a worker', () => {
  let worker: Awaited<ReturnType<typeof buildLuaWorker>>;
  beforeAll(async () => {
    worker = await buildLuaWorker();
  });
  afterAll(() => worker.remove());

  test('a spec passes, and one that cannot be stopped from inside does not stop the next test', async () => {
    const text = `local spec = require("core.spec")
      spec.it("is well", function() spec.emit("lunch") end)
      spec.it("waits for what never comes", function() spec.answer("hub.agents", function() await("spec.never") end) hub.agents() end)
      spec.it("is well again", function() end)`;
    const spec: FoundFile = { module: 'improvements.hang_spec', layer: 'improvement', path: '/hang_spec.lua', text };
    const domains = createLuaDomains({ worker: worker.path });
    const rehearsal = rehearsalOf([...files, spec], spec);
    const { problem, results } = await runSpec(domains, spec, { ...rehearsal, timeoutMs: 2_000 });
    expect(problem).toBeUndefined();
    expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
  });
});

function filesIn(folder: string, layer: FoundFile['layer'], prefix: string): FoundFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.lua'))
    .map((name) => {
      const path = join(root, folder, name);
      const module = `${prefix}.${name.replace('.lua', '').replaceAll('/', '.')}`;
      return { module, layer, path, text: readFileSync(path, 'utf8') };
    });
}
