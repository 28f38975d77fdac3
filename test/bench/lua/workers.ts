import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createLuaDomains } from '../../../src/main/node';
import type { LuaDomain } from '../../../src/main/ports';
import type { Scope } from '../../../src/shared/scope';
import { hostileLua } from '../../fixtures/hostile-lua';
import { type Figure, machineMs, percentile } from '../measure';
import { limits } from './inside';

/** What workers cost, and how soon those end that never would. */
export async function measureWorkers(worker: string, quick: boolean, scope: Scope): Promise<Figure[]> {
  const open = (name: string) => createLuaDomains({ worker }).open({ name, permissions: [], limits }, scope);
  const figures: Figure[] = [];
  const rssBefore = rss();
  const began = machineMs();
  const first = open('first');
  await first.stats();
  figures.push({ what: 'a worker starts in', value: machineMs() - began, unit: 'ms', aim: '≤ 500' });
  const more = Array.from({ length: 3 }, (_, index) => open(`more ${index}`));
  await Promise.all(more.map((domain) => domain.stats()));
  figures.push({ what: 'memory of a worker', value: (rss() - rssBefore) / 4, unit: 'MB', aim: '≤ 30' });
  const trips: number[] = [];
  for (let n = 0; n < 1_000; n++) {
    const asked = machineMs();
    await first.intercept('nobody', n);
    trips.push(machineMs() - asked);
  }
  figures.push({ what: 'a round trip to a worker: p50', value: 1_000 * percentile(trips, 0.5), unit: 'µs' });
  await Promise.all([first, ...more].map((domain) => domain.close()));
  return [...figures, ...(await measureHostile(open, quick))];
}

async function measureHostile(open: (name: string) => LuaDomain, quick: boolean): Promise<Figure[]> {
  const times: number[] = [];
  const restarts: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let domain: LuaDomain | undefined;
  let ended = 0;
  const scripts = Object.entries(hostileLua);
  for (const [name, code] of quick ? scripts.slice(0, 8) : scripts) {
    const opening = machineMs();
    const isNew = !domain;
    domain ??= open(name);
    await domain.stats();
    if (isNew && times.length > 0) restarts.push(machineMs() - opening);
    const stop = domain.ended.on(() => {
      ended++;
      domain = undefined;
    });
    const began = machineMs();
    await domain.evaluate(code);
    times.push(machineMs() - began);
    stop();
  }
  delay.disable();
  return [
    { what: `${times.length} hostile scripts end: p50`, value: percentile(times, 0.5), unit: 'ms' },
    { what: '… the last', value: Math.max(...times), unit: 'ms', aim: '≤ 1000' },
    { what: '… the worker had to be ended for', value: ended, unit: 'scripts' },
    ...(restarts.length > 0
      ? [{ what: '… the next one was ready after at most', value: Math.max(...restarts), unit: 'ms', aim: '≤ 500' }]
      : []),
    { what: '… meanwhile the event loop was held up for at most', value: delay.max / 1e6, unit: 'ms', aim: '≤ 50' },
  ];
}

function rss(): number {
  return process.memoryUsage().rss / 2 ** 20;
}
