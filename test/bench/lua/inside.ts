import { createDomain, type Domain } from '../../../src/main/lua-domain/domain';
import type { Reply } from '../../../src/main/lua-domain/protocol';
import type { LuaLimits, LuaStats } from '../../../src/main/ports';
import { type Figure, percentile } from '../measure';
import { modules, textOf } from './files';

export const limits: LuaLimits = {
  ...{ memoryBytes: 64 << 20, cpuMs: 200, messageBytes: 1 << 20 },
  ...{ handlers: 1_000, timers: 200, logLinesPerSecond: 1_000 },
};

const reloads = 2_000;

/** Lua without a thread around it: how fast it is reloaded and called, and what 2,000 reloads leave behind. */
export async function measureInside(quick: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  const replies: Reply[] = [];
  const domain = await createDomain({
    ...{ limits, operations: [], now: () => performance.now(), onProgress: () => undefined },
    ...{ patternProblem: () => undefined },
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
    figures.push({
      what: `reload of 1 of ${modules} modules, ${what}: p50`,
      value: percentile(times, 0.5),
      unit: 'ms',
    });
    figures.push({ what: '… p99', value: percentile(times, 0.99), unit: 'ms', aim: '≤ 50' });
  }
  const before = measure(domain, replies);
  for (let version = 0; version < reloads; version++) load(domain, [10 + (version % 40)], version % 100);
  const after = measure(domain, replies);
  figures.push(
    {
      what: `${reloads} reloads: Lua memory grows by`,
      value: after.luaBytes - before.luaBytes,
      unit: 'bytes',
      aim: '≤ 16384',
    },
    {
      what: '… memory of JavaScript by',
      value: (after.heapBytes - before.heapBytes) / 2 ** 20,
      unit: 'MB',
      aim: '≤ 2',
    },
    { what: '… modules by', value: after.modules - before.modules, unit: '', aim: '≤ 0' },
    { what: '… handlers by', value: after.handlers - before.handlers, unit: '', aim: '≤ 0' },
  );
  figures.push(
    perSecond('calls of a handler', quick ? 5_000 : 50_000, () =>
      domain.take({ type: 'emit', event: 'm20', args: [1] }),
    ),
    perSecond('events with 50 handlers', quick ? 200 : 2_000, () =>
      domain.take({ type: 'emit', event: 'tick', args: [1] }),
    ),
  );
  const bad = replies.find(({ ok }) => !ok);
  if (bad) throw new Error(JSON.stringify(bad));
  return figures;
}

function load(domain: Domain, indexes: readonly number[], version: number): void {
  const changed = indexes.map((index) => ({
    ...{ module: `m${index}`, path: `/lua/m${index}.lua`, text: textOf(index, version) },
  }));
  const change = { changed, removed: [], start: indexes.map((index) => `m${index}`) };
  if (!domain.take({ type: 'load', id: 0, change })) throw new Error('The state broke.');
}

function measure(domain: Domain, replies: Reply[]) {
  // Each handler is counted once it has run.
  domain.take({ type: 'emit', event: 'tick', args: [] });
  for (let index = 0; index < modules; index++) domain.take({ type: 'emit', event: `m${index}`, args: [] });
  domain.collect();
  domain.take({ type: 'stats', id: 0 });
  const last = replies.at(-1);
  replies.length = 0;
  if (!last?.ok) throw new Error('The domain tells nothing of itself.');
  globalThis.gc?.();
  const stats = last.value as LuaStats;
  return {
    ...{ luaBytes: stats.memoryBytes, modules: stats.modules, handlers: stats.handlers.length },
    heapBytes: process.memoryUsage().heapUsed,
  };
}

export function timed(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function perSecond(what: string, count: number, run: () => void): Figure {
  const took = timed(() => {
    for (let n = 0; n < count; n++) run();
  });
  return { what, value: (1_000 * count) / took, unit: '/s' };
}
