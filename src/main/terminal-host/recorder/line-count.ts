/** Counts lines of output, so that it can tell how much of the beginning is not needed. */
export interface LineCount {
  /** @param at the offset of the first byte */
  add(bytes: Uint8Array, at: number): void;
  /** The last known offset that still has so many line ends after it; undefined when there are not so many. */
  before(lines: number): number | undefined;
  /** Starts anew. */
  clear(): void;
}

const lineFeed = 0x0a;

/** @param stepBytes a place is remembered for about so many */
export function createLineCount(stepBytes: number): LineCount {
  let places: { readonly offset: number; readonly lines: number }[] = [];
  let lines = 0;
  let next = 0;

  return {
    add(bytes, at) {
      if (at >= next) {
        places.push({ offset: at, lines });
        next = at + stepBytes;
      }
      for (let found = bytes.indexOf(lineFeed); found >= 0; found = bytes.indexOf(lineFeed, found + 1)) lines++;
    },
    before(wanted) {
      const index = places.findLastIndex((place) => lines - place.lines >= wanted);
      if (index < 0) return undefined;
      places = places.slice(index);
      return places[0]?.offset;
    },
    clear() {
      places = [];
      lines = 0;
      next = 0;
    },
  };
}
