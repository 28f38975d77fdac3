const storageKey = 'viberot.token';

/** The parts of a page's address and memory that a token goes through. */
export interface PagePlace {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The token in a fragment such as "#token=abc", or undefined. */
export function tokenInHash(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined;
}

/**
 * The token that opens the hub's WebSocket. A token in the address is kept for this tab (so that reloading works)
 * and taken out of the address at once, where it could be seen, copied, or kept by the browser's history.
 */
export function takeToken({ location, history, storage }: PagePlace): string | undefined {
  const given = tokenInHash(location.hash);
  if (given === undefined) return storage.getItem(storageKey) ?? undefined;
  storage.setItem(storageKey, given);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return given;
}
