import type { HistoryFilter } from '../../../shared/contract';
import { fail, ok, type Result } from '../../../shared/result';
import type { HistoryEntry } from '../../../shared/vocabulary';
import type { HistoryStore } from '../../ports';
import { commandsAs, type Format, firingsAs } from './export';

export type HistoryReader = Pick<HistoryStore, 'list' | 'stats' | 'timeline' | 'firings'>;

export interface ExportRequest {
  readonly what: 'commands' | 'firings';
  readonly format: Format;
  readonly filter: HistoryFilter;
}

const pageSize = 1_000;
const anything: HistoryFilter = { search: '', outcome: 'any' };

/** Commands that started since then, newest first, in parts. Ends early when there is no history. */
export async function* commandsSince(
  store: HistoryReader,
  since: number,
): AsyncGenerator<readonly HistoryEntry[], void> {
  for await (const page of pagesOf(store, { ...anything, from: since })) if (page.ok) yield page.value;
}

/** What a filter lets through as text, newest first, a part for each page. Work stops between parts. */
export async function* exported(
  store: HistoryReader,
  { what, format, filter }: ExportRequest,
): AsyncGenerator<Result<string, 'unavailable'>, void> {
  let head = true;
  if (what === 'commands') {
    for await (const page of pagesOf(store, filter)) {
      yield page.ok ? ok(commandsAs(format, page.value, head)) : page;
      head = false;
    }
    return;
  }
  for (let before: number | undefined; ; head = false) {
    const page = await store.firings({
      ruleId: filter.ruleId === '*' ? undefined : filter.ruleId,
      before,
      limit: pageSize,
    });
    if (!page.ok) return yield page;
    const { from = 0, to = Number.POSITIVE_INFINITY } = filter;
    const within = page.value.firings.filter(({ at }) => at >= from && at < to);
    yield ok(firingsAs(format, within, head));
    before = page.value.next;
    if (before === undefined) return;
  }
}

async function* pagesOf(
  store: HistoryReader,
  filter: HistoryFilter,
): AsyncGenerator<Result<HistoryEntry[], 'unavailable'>, void> {
  for (let before: number | undefined; ; ) {
    const page = await store.list({ filter, before, limit: pageSize });
    if (!page.ok) return yield fail(page.error, page.message);
    yield ok(page.value.entries);
    before = page.value.next;
    if (before === undefined) return;
  }
}
