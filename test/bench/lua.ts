import { createDomain, type Domain } from '../../src/main/lua-domain/domain';
import type { Reply } from '../../src/main/lua-domain/protocol';
import { createLuaDomains } from '../../src/main/node';
import type { LuaDomain, LuaLimits } from '../../src/main/ports';
import { createScope } from '../../src/shared/scope';
import { hostileLua } from '../fixtures/hostile-lua';
import { buildLuaWorker } from '../fixtures/lua-worker';
import { cpuNs, type Figure, machineMs, pause, percentile, report } from './measure';

/**
 * How fast Lua is reloaded and called, how soon what never ends is ended, and what a worker costs that has nothing to do.
 */
const limits: LuaLimits = {
  ...{
    memoryBytes: 64 << 20,
    cpuMs: 200,
    messageBytes: 1 << 20,
    handlers: 1_000,
    timers: 200,
    logLinesPerSecond: 1_000,
  },
};
const modules = 50;
const quick = process.argv.includes('--quick');
const scope = createScope();
const worker = await buildLuaWorker();
const figures: Figure[] = [];
await measureInside();
await measureWorkers();
await scope.close();
worker.remove();
report('lua', figures);

function add(what: string, value: number, unit: string, aim?: string): void {
  figures.push({ what, value, unit, ...(aim === undefined ? {} : { aim }) });
}

/** 50 modules: all require the first, and most one of ten others. */
function textOf(index: number, version: number): string {
  const needs = index === 0 ? '' : `local base = require("m0") ${index > 9 ? `require("m${index % 10}")` : ''}`;
  const functions = Array.from(
    { length: 12 },
    (_, n) => `function M.f${n}(x) local t = {} for i = 1, 10 do t[i] = x * i + ${n} end return t end`,
  );
  return `${needs}\nlocal M = { version = ${version} }\n${functions.join('\n')}
hub.state["m${index}"] = hub.state["m${index}"] or { count = 0, rows = { 1, 2, 3 } }
events.on("m${index}", function() return M.version end)
hooks.register("tick", "m${index}", function() end)
return M`;
}

/** Without a thread around it, so that only Lua is measured. */
async function measureInside(): Promise<void> {
  const replies: Reply[] = [];
  const domain = await createDomain({
    ...{ limits, operations: [], now: () => performance.now(), onProgress: () => undefined },
    post: (message) => void (message.type === 'reply' && replies.push(message.reply)),
  });
  load(
    domain,
    Array.from({ length: modules }, (_, index) => index),
    0,
  );
  for (const [what, index] of [
    ['a leaf', 49],
    ['one that 5 need', 3],
    ['one that all need', 0],
  ] as const) {
    const times = Array.from({ length: 100 }, (_, version) => timed(() => load(domain, [index], version)));
    add(`reload of 1 of 50 modules, ${what}: p50`, percentile(times, 0.5), 'ms');
    add(`reload of 1 of 50 modules, ${what}: p99`, percentile(times, 0.99), 'ms', '≤ 50');
  }
  const before = memory(domain, replies);
  for (let version = 0; version < 2_000; version++) load(domain, [10 + (version % 40)], version % 100);
  add('2,000 reloads: Lua memory grows by', memory(domain, replies) - before, 'bytes', '≤ 16384');
  perSecond('calls of a handler', quick ? 5_000 : 50_000, () => domain.take({ type: 'emit', event: 'm20', args: [1] }));
  perSecond('events with 50 handlers', quick ? 200 : 2_000, () =>
    domain.take({ type: 'emit', event: 'tick', args: [1] }),
  );
  const bad = replies.find(({ ok }) => !ok);
  if (bad) throw new Error(JSON.stringify(bad));
}

function load(domain: Domain, indexes: readonly number[], version: number): void {
  const changed = indexes.map((index) => ({
    module: `m${index}`,
    path: `/lua/m${index}.lua`,
    text: textOf(index, version),
  }));
  const change = { changed, removed: [], start: indexes.map((index) => `m${index}`) };
  if (!domain.take({ type: 'load', id: 0, change })) throw new Error('The state broke.');
}

function memory(domain: Domain, replies: readonly Reply[]): number {
  domain.collect();
  domain.take({ type: 'stats', id: 0 });
  const last = replies.at(-1);
  return last?.ok ? (last.value as { memoryBytes: number }).memoryBytes : Number.NaN;
}

async function measureWorkers(): Promise<void> {
  const rssBefore = process.memoryUsage().rss;
  const began = machineMs();
  const first = open('first');
  await first.stats();
  add('a worker starts in', machineMs() - began, 'ms', '≤ 500');
  const more = Array.from({ length: 3 }, (_, index) => open(`more ${index}`));
  await Promise.all(more.map((domain) => domain.stats()));
  add('memory of a worker', (process.memoryUsage().rss - rssBefore) / 4 / 2 ** 20, 'MB', '≤ 30');
  const trips: number[] = [];
  for (let n = 0; n < 1_000; n++) {
    const asked = machineMs();
    await first.intercept('nobody', n, 1_000);
    trips.push(machineMs() - asked);
  }
  add('a round trip to a worker: p50', 1_000 * percentile(trips, 0.5), 'µs');
  const idleMs = quick ? 1_000 : 5_000;
  await pause(500);
  const idle = cpuNs(process.pid);
  await pause(idleMs);
  add('CPU of 4 idle workers and this process', ((cpuNs(process.pid) - idle) / 1e6 / idleMs) * 100, '%', '≤ 0.4');
  await measureHostile();
}

async function measureHostile(): Promise<void> {
  const times: number[] = [];
  let [longest, last, ended] = [0, machineMs(), 0];
  const beat = setInterval(() => {
    longest = Math.max(longest, machineMs() - last - 5);
    last = machineMs();
  }, 5);
  let domain: LuaDomain | undefined;
  const scripts = Object.entries(hostileLua);
  for (const [name, code] of quick ? scripts.slice(0, 8) : scripts) {
    domain ??= open(name);
    await domain.stats();
    const stop = domain.ended.on(() => {
      ended++;
      domain = undefined;
    });
    const began = machineMs();
    await domain.evaluate(code);
    times.push(machineMs() - began);
    stop();
  }
  clearInterval(beat);
  add(`${times.length} hostile scripts end: p50`, percentile(times, 0.5), 'ms');
  add(`${times.length} hostile scripts end: the last`, Math.max(...times), 'ms', '≤ 1000');
  add('of them, the worker was ended for', ended, 'scripts');
  add('meanwhile this event loop was late by at most', longest, 'ms', '≤ 50');
}

function open(name: string): LuaDomain {
  return createLuaDomains({ worker: worker.path }).open({ name, permissions: [], limits }, scope);
}

function timed(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function perSecond(what: string, count: number, run: () => void): void {
  const took = timed(() => {
    for (let n = 0; n < count; n++) run();
  });
  add(what, (1_000 * count) / took, '/s');
}
