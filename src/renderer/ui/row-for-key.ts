export interface GridPlace {
  /** The row that is chosen; -1 for none. */
  readonly at: number;
  readonly count: number;
  /** How many rows fit. */
  readonly page: number;
}

/** Which row a key leads to; undefined when the key is not for moving or there is nowhere to go. */
export function rowForKey(key: string, { at, count, page }: GridPlace): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  if (target === undefined || count === 0) return undefined;
  return Math.min(Math.max(target, 0), count - 1);
}
