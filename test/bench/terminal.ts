import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { createScope } from '../../src/shared/scope';
import { cpuNs, type Figure, machineMs, pause, percentile, report, residentMegabytes } from './measure';
import type { BenchPage, Kind } from './terminal/bench-page';
import { buildPrograms, floodEnd, greeting } from './terminal/programs';
import { buildPages, type OurHub, startOthers, startOurHub } from './terminal/rivals';

/**
 * Terminals from the process to the screen: the built hub, its terminal host, and a page of ours in Chromium. Beside it,
 * with the same xterm in the same browser, a plain pipeline (a message for each read) and one like that of VS Code
 * (batches of 5 ms, held back above 100,000 bytes that are not acknowledged).
 */
const quick = process.argv.includes('--quick');
const seconds = quick ? 3 : 10;
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || (quick ? 1 : 3);
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const floodMegabytes = quick ? 10 : 30;
const pressEveryMs = 50;
/** Until all that was started waits, or is in full flow. */
const settleMs = 1_500;
/** The same for twenty floods, which begin when all terminals are shown. */
const settleFloodsMs = 5_000;

const names: Record<Kind, string> = { ours: 'VibeRot', plain: 'plain', watermark: 'like VS Code' };
const kinds: readonly Kind[] = ['ours', 'watermark', 'plain'];
declare const bench: BenchPage;

const root = resolve(import.meta.dirname, '../..');
const scope = createScope();
// Whoever interrupts it wants nothing to be left running.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void scope.close().finally(process.exit));
const figures: Figure[] = [];
try {
  const programs = buildPrograms(root, scope);
  const pages = await buildPages(root, scope);
  const others = await startOthers(root, scope);

  /** Shows commands in a new page, the first with the keyboard, and closes all when it is done. */
  async function withTerminals<T>(
    kind: Kind,
    commands: readonly (readonly string[])[],
    use: (page: Page, hub: OurHub) => Promise<T>,
  ): Promise<T> {
    const inner = scope.child();
    try {
      const hub = await startOurHub(inner);
      const page = await pages.open(hub);
      inner.defer(() => page.close());
      if (kind === 'ours') {
        const ids: string[] = [];
        for (const command of commands) {
          const { terminal } = await hub.client.agents.spawn({ command: [...command] });
          ids.push(terminal ?? '');
        }
        if (ids.length > 0) await page.evaluate((shown) => bench.show(shown), ids);
      } else if (commands.length > 0) {
        await page.evaluate(([name, port, all]) => bench.open(name, port, all), [kind, others.port, commands] as const);
      }
      return await use(page, hub);
    } finally {
      await inner.close();
    }
  }

  async function throughput(kind: Kind): Promise<number> {
    return withTerminals(kind, [programs.flood(floodMegabytes)], async (page) => {
      await pause(settleMs);
      const ms = await page.evaluate((text) => bench.timeUntil(0, text), floodEnd);
      return floodMegabytes / (ms / 1000);
    });
  }

  async function echo(kind: Kind, floods: number): Promise<number[]> {
    // Without flow control more would only fill the memory of all who take part.
    const flood = kind === 'plain' ? programs.flood(Math.ceil((seconds * 20) / floods)) : programs.endless;
    const commands = [programs.echo, ...Array.from({ length: floods }, () => flood)];
    return withTerminals(kind, commands, async (page) => {
      await pause(settleFloodsMs);
      if (kind === 'plain') for (let i = 1; i <= floods; i++) await page.evaluate((at) => bench.type(at, '\r'), i);
      await pause(settleMs);
      const times = await page.evaluate(([ms, every]) => bench.timeEcho(0, ms, every), [
        seconds * 1000,
        pressEveryMs,
      ] as const);
      return [...times.latencies];
    });
  }

  /** CPU (of a core) and memory of the processes between terminals and page. */
  async function cost(kind: Kind, commands: readonly (readonly string[])[]) {
    const shown = kind === 'ours' ? commands.slice(0, 1) : commands;
    return withTerminals(kind, shown, async (_, hub) => {
      // Those that nobody looks at; the other pipelines know no such terminals.
      for (const command of commands.slice(shown.length)) await hub.client.agents.spawn({ command: [...command] });
      await pause(3_000);
      const pids = kind === 'ours' ? hub.pids() : [others.pid];
      const before = pids.map(cpuNs);
      const began = machineMs();
      await pause(seconds * 1000);
      const ns = pids.reduce((sum, pid, at) => sum + cpuNs(pid) - (before[at] ?? 0), 0);
      const megabytes = pids.reduce((sum, pid) => sum + residentMegabytes(pid), 0);
      return { percent: ns / 1e4 / (machineMs() - began), megabytes };
    });
  }

  /** The terminals have the size that the page has for them, as when the app comes back. */
  async function restore(lines: number) {
    return withTerminals('ours', [programs.echo], async (page, hub) => {
      await pause(settleMs);
      const size = await page.evaluate(() => bench.size(0));
      const times = [];
      for (let i = 0; i < 3; i++) {
        const { terminal = '' } = await hub.client.agents.spawn({ command: [...programs.lines(lines)] });
        await hub.client.terminals.resize({ id: terminal, size });
        const { screen } = hub.client.terminals;
        while (!(await screen({ id: terminal, lines: 5 })).lines.some((line) => line.includes(`${lines}`)))
          await pause(50);
        times.push(await page.evaluate(([shown, all]) => bench.timeRestore(shown, all), [terminal, lines] as const));
      }
      return times;
    });
  }

  async function spawned(kind: Kind): Promise<number> {
    // The page is in use, and shows a terminal already.
    return withTerminals(kind, [programs.echo], async (page) => {
      await pause(settleMs);
      const hello = [programs.hello, greeting] as const;
      if (kind === 'ours') return page.evaluate(([command, text]) => bench.timeSpawn(command, text), hello);
      const other = [kind, others.port, ...hello] as const;
      return page.evaluate(([name, port, ...rest]) => bench.timeSpawnOther(name, port, ...rest), other);
    });
  }

  /** The median of all rounds. */
  async function median(measure: () => Promise<number>): Promise<number> {
    const values: number[] = [];
    for (let i = 0; i < rounds; i++) {
      values.push(await measure());
      console.error(`… ${values.at(-1)?.toFixed(1)}`);
    }
    return percentile(values, 0.5);
  }

  const wanted = (part: string) => only === undefined || part.includes(only);

  if (wanted('throughput')) {
    const rates = new Map<Kind, number>();
    for (const kind of kinds) rates.set(kind, await median(() => throughput(kind)));
    for (const kind of kinds) {
      const aim = kind === 'ours' ? { aim: `≥ ${(2 * (rates.get('watermark') ?? 0)).toFixed(1)}` } : {};
      figures.push({ what: `parsed, ${names[kind]}`, value: rates.get(kind) ?? 0, unit: 'MB/s', ...aim });
    }
  }
  for (const [floods, aim] of [
    [1, '≤ 33'],
    [20, '≤ 50'],
  ] as const) {
    if (!wanted('echo')) continue;
    for (const kind of kinds) {
      const times = await echo(kind, floods);
      const what = `key → echo while ${floods} flood${floods === 1 ? 's' : ''}, ${names[kind]}`;
      figures.push({ what: `${what}, p50`, value: percentile(times, 0.5), unit: 'ms' });
      const goal = kind === 'ours' ? { aim } : {};
      figures.push({ what: `${what}, p99 of ${times.length}`, value: percentile(times, 0.99), unit: 'ms', ...goal });
    }
  }
  for (const [what, count, command, cpuAim, memoryAim] of [
    ['50 × 1 MB/s', 50, programs.paced, '≤ 35', '≤ 200'],
    ['100 idle', 100, programs.idle, '≤ 1.5', '≤ 110'],
  ] as const) {
    if (!wanted('cost')) continue;
    for (const kind of kinds) {
      const { percent, megabytes } = await cost(
        kind,
        Array.from({ length: count }, () => command),
      );
      const [cpu, memory] = kind === 'ours' ? [{ aim: cpuAim }, { aim: memoryAim }] : [{}, {}];
      figures.push({ what: `${what}, CPU of a core, ${names[kind]}`, value: percent, unit: '%', ...cpu });
      figures.push({ what: `${what}, memory, ${names[kind]}`, value: megabytes, unit: 'MB', ...memory });
    }
  }
  if (wanted('restore')) {
    const lines = 10_000;
    const times = [];
    for (let i = 0; i < rounds; i++) times.push(await restore(lines));
    const figure = (what: string, values: readonly number[], aim?: string) =>
      figures.push({
        what: `${lines} lines restored: ${what}`,
        value: percentile(values, 0.5),
        unit: 'ms',
        ...(aim && { aim }),
      });
    const later = times.flatMap((three) => three.slice(1));
    figure(
      'last screen',
      later.map(({ first }) => first),
      '≤ 100',
    );
    figure(
      'last screen, the first in a new page',
      times.flatMap(([time]) => time?.first ?? []),
    );
    figure(
      'all of them, once asked for',
      later.map(({ whole }) => whole),
    );
  }
  if (wanted('spawn')) {
    for (const kind of kinds) {
      figures.push({
        what: `spawn → first byte on screen, ${names[kind]}`,
        value: await median(() => spawned(kind)),
        unit: 'ms',
      });
    }
  }
  report('terminal', figures);
} finally {
  await scope.close();
}
process.exit();
