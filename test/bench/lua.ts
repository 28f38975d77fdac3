import { createScope } from '../../src/shared/scope';
import { buildLuaWorker } from '../fixtures/lua-worker';
import { isIdleProcess, measureIdle } from './lua/idle';
import { measureInside } from './lua/inside';
import { measureSaves } from './lua/saves';
import { measureTerminals } from './lua/terminals';
import { measureWorkers } from './lua/workers';
import { type Figure, report } from './measure';

/**
 * Lua: how soon a saved file is active, beside a program that does it plainly; what reloads leave behind; whether agents'
 * terminals notice; how soon ends what never would; and what all of it costs when nothing happens.
 */
if (await isIdleProcess()) process.exit();
const quick = process.argv.includes('--quick');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const scope = createScope();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void scope.close().finally(process.exit));
const worker = await buildLuaWorker();
scope.defer(() => worker.remove());
const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  idle: async () => measureIdle(worker.path, quick),
  workers: () => measureWorkers(worker.path, quick, scope),
  inside: () => measureInside(quick),
  saves: () => measureSaves(worker.path, quick, scope),
  terminals: () => measureTerminals(quick, scope),
};
const figures: Figure[] = [];
try {
  for (const [name, measure] of Object.entries(parts))
    if (only === undefined || name.includes(only)) figures.push(...(await measure()));
} finally {
  await scope.close();
}
report('lua', figures);
