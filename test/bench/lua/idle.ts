import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createScope } from '../../../src/shared/scope';
import { makeHome } from '../../fixtures/running-hub';
import { type Figure, pause } from '../measure';
import { luaPorts, openHub } from './hub';

interface Cost {
  readonly megabytes: number;
  readonly percent: number;
}

const flag = '--cost-of';
const nothing = 'nothing';
/** What starting has left to be done is done by then. */
const settleMs = 8_000;

/** What a hub needs for Lua with all that comes with the app, when nothing happens: the same hub without it is subtracted. */
export function measureIdle(worker: string, quick: boolean): Figure[] {
  const ms = quick ? 5_000 : 30_000;
  const [without, all] = [inProcess(nothing, ms), inProcess(worker, ms)];
  return [
    { what: 'memory of the Lua layer as it comes', value: all.megabytes - without.megabytes, unit: 'MB', aim: '≤ 30' },
    {
      what: 'CPU of the Lua layer when nothing happens',
      value: all.percent - without.percent,
      unit: '%',
      aim: '≤ 0.1',
    },
  ];
}

/** In a process of its own, which nothing else has grown. */
function inProcess(worker: string, ms: number): Cost {
  const args = ['--expose-gc', process.argv[1] ?? '', flag, worker, String(ms)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Cost;
}

/** True when this process is one of those: it has told what it was started for. */
export async function isIdleProcess(): Promise<boolean> {
  const at = process.argv.indexOf(flag);
  const [worker, ms] = process.argv.slice(at + 1);
  if (at < 0 || worker === undefined) return false;
  console.log(JSON.stringify(await costOf(worker === nothing ? {} : luaPorts(worker), Number(ms))));
  return true;
}

async function costOf(lua: Parameters<typeof openHub>[1], ms: number): Promise<Cost> {
  const scope = createScope();
  await openHub(makeHome(scope, ''), lua, resolve('lua'), scope);
  await pause(settleMs);
  globalThis.gc?.();
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  const before = process.cpuUsage();
  await pause(ms);
  const { user, system } = process.cpuUsage(before);
  await scope.close();
  return { megabytes, percent: (user + system) / 10 / ms };
}
