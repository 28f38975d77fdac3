import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createScope } from '../../src/shared/scope';
import { makeHome, startHub } from '../fixtures/running-hub';
import { type Figure, machineMs, pause, percentile, report } from './measure';

/** How long the hub takes to serve its page, and what it costs when nothing happens. */
const starts = 5;
const idleSeconds = 20;
const figures: Figure[] = [];

figures.push({ what: 'start, files not in memory', value: await timeStart(dropCaches()), unit: 'ms' });
const warm: number[] = [];
for (let i = 0; i < starts; i++) warm.push(await timeStart(true));
figures.push({ what: `start, warm (median of ${starts})`, value: percentile(warm, 0.5), unit: 'ms', aim: '≤ 3000' });

const scope = createScope();
const hub = await startHub(makeHome(scope), scope);
await pause(5_000);
const before = cpuSeconds(hub.pid);
const began = machineMs();
await pause(idleSeconds * 1000);
const busy = (cpuSeconds(hub.pid) - before) / ((machineMs() - began) / 1000);
figures.push({ what: 'hub, idle: CPU of a core', value: busy * 100, unit: '%', aim: '< 0.5' });
figures.push({ what: 'hub, idle: resident memory', value: residentMegabytes(hub.pid), unit: 'MB', aim: '< 120' });
await scope.close();
report('start', figures);

/** From the start of the process until its page has been served. */
async function timeStart(meaningful: boolean): Promise<number> {
  if (!meaningful) return Number.NaN;
  const scope = createScope();
  const began = machineMs();
  const hub = await startHub(makeHome(scope), scope);
  await (await fetch(hub.url)).text();
  const took = machineMs() - began;
  await scope.close();
  return took;
}

/** Empties the page cache where that is allowed. */
function dropCaches(): boolean {
  return spawnSync('sh', ['-c', 'sync; echo 3 > /proc/sys/vm/drop_caches'], { stdio: 'ignore' }).status === 0;
}

/** User and system time of all threads (proc(5): fields 14 and 15 of stat, in ticks of 10 ms). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
