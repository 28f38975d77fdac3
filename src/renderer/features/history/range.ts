/** How far back one looks. */
export type Range = '1h' | '6h' | '24h' | '7d' | '30d';

export interface Span {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const hour = 60 * minute;

const spans: Readonly<Record<Range, { readonly name: string; readonly ms: number; readonly slotMs: number }>> = {
  '1h': { name: 'last hour', ms: hour, slotMs: minute },
  '6h': { name: 'last 6 hours', ms: 6 * hour, slotMs: 5 * minute },
  '24h': { name: 'last 24 hours', ms: 24 * hour, slotMs: 15 * minute },
  '7d': { name: 'last 7 days', ms: 7 * 24 * hour, slotMs: 2 * hour },
  '30d': { name: 'last 30 days', ms: 30 * 24 * hour, slotMs: 8 * hour },
};

export const ranges = Object.keys(spans) as readonly Range[];

/** "last 6 hours" */
export function rangeName(range: Range): string {
  return spans[range].name;
}

/** The span up to now, widened so that slots begin at round local times: a picture of it moves on slot by slot. */
export function spanOf(range: Range, nowMs: number): Span & { readonly buckets: number } {
  const { ms, slotMs } = spans[range];
  const offset = new Date(nowMs).getTimezoneOffset() * minute;
  const to = Math.ceil((nowMs - offset) / slotMs) * slotMs + offset;
  return { from: to - ms, to, buckets: ms / slotMs };
}
