import type { HistoryFilter } from '../../shared/contract';
import { type HistorySource, withHistory } from './history-source';
import { entryLine, firingLine, statsHead, statsLine, statusLines, timelineLines } from './history-text';
import { printLines } from './print';
import type { Invocation } from './run';

const pageSize = 1_000;

/** Prints the newest commands that the filter lets through, the newest first. */
export function listHistory(invocation: Invocation, filter: HistoryFilter, limit: number): Promise<number> {
  return printPages(invocation, limit, async (history, page) => {
    const { entries, next } = await history.list({ filter, ...page });
    return { items: entries, lines: entries.map(entryLine), next };
  });
}

/** Prints what rules did, the newest first. */
export function listFirings(invocation: Invocation, ruleId: string | undefined, limit: number): Promise<number> {
  return printPages(invocation, limit, async (history, page) => {
    const { firings, next } = await history.firings({ ruleId, ...page });
    return { items: firings, lines: firings.map(firingLine), next };
  });
}

/** Prints figures of commands or programs. */
export async function printHistoryStats(
  invocation: Invocation,
  request: Parameters<HistorySource['stats']>[0],
): Promise<number> {
  const { host, json } = invocation;
  const stats = await withHistory(invocation, 'read', (history) => history.stats(request));
  if (json) await host.out(JSON.stringify(stats));
  else await printLines(host.out, statsHead, ...stats.map(statsLine));
  return 0;
}

/** Prints how many commands started in each part of a span of time. */
export async function printTimeline(
  invocation: Invocation,
  request: Parameters<HistorySource['timeline']>[0],
): Promise<number> {
  const { host, json } = invocation;
  const timeline = await withHistory(invocation, 'read', (history) => history.timeline(request));
  if (json) await host.out(JSON.stringify(timeline));
  else await printLines(host.out, ...timelineLines(timeline));
  return 0;
}

/** Writes what the filter lets through to a file, or prints it. */
export async function exportHistory(
  invocation: Invocation,
  request: Parameters<HistorySource['export']>[0],
  file: string | undefined,
): Promise<number> {
  const { host } = invocation;
  return withHistory(invocation, 'read', async (history) => {
    const text = history.export(request);
    if (file === undefined) {
      for await (const part of text) for (const line of linesOf(part)) await host.out(line);
      return 0;
    }
    const written = await host.writeFile(file, text);
    if (!written.ok) await printLines(host.error, `${file} cannot be written: ${written.message}`);
    return written.ok ? 0 : 1;
  });
}

export async function printHistoryStatus(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const status = await withHistory(invocation, 'read', (history) => history.status());
  if (json) await host.out(JSON.stringify(status));
  else await printLines(host.out, ...statusLines(status));
  return 0;
}

/** Forgets what started before then, or everything; only when that was confirmed. */
export async function clearHistory(
  invocation: Invocation,
  { before, yes }: { readonly before: number | undefined; readonly yes: boolean },
): Promise<number> {
  const { host, json } = invocation;
  const what = before === undefined ? 'everything' : `what started before ${new Date(before).toISOString()}`;
  if (!yes) {
    await printLines(host.error, `This forgets ${what}. If you mean it, add --yes.`);
    return 1;
  }
  const status = await withHistory(invocation, 'write', (history) => history.clear(before));
  if (json) await host.out(JSON.stringify(status));
  else await printLines(host.out, `Forgotten: ${what}.`, ...statusLines(status));
  return 0;
}

interface Printed {
  readonly items: readonly unknown[];
  readonly lines: readonly string[];
  readonly next?: number | undefined;
}

/** Prints page by page, so that no list is too long for the memory. With --json one object per line. */
async function printPages(
  invocation: Invocation,
  limit: number,
  read: (history: HistorySource, page: { before: number | undefined; limit: number }) => Promise<Printed>,
): Promise<number> {
  const { host, json } = invocation;
  await withHistory(invocation, 'read', async (history) => {
    let left = limit;
    let before: number | undefined;
    do {
      const { items, lines, next } = await read(history, { before, limit: Math.min(left, pageSize) });
      if (json) for (const item of items) await host.out(JSON.stringify(item));
      else await printLines(host.out, ...lines);
      left -= items.length;
      before = next;
    } while (left > 0 && before !== undefined);
  });
  return 0;
}

/** Each is printed with an end of its own. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
