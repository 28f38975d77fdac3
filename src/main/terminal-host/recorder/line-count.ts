/** Counts lines of output, so that it can tell how much of the beginning is not needed. */
export interface LineCount {
  /** @param at the offset of the first byte */
  add(bytes: Uint8Array, at: number): void;
  /** The last known offset that still has so many line ends after it; undefined when there are not so many. */
  before(lines: number): number | undefined;
  /** Nothing before this offset is asked for any more. */
  forget(offset: number): void;
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
      return places.findLast((place) => lines - place.lines >= wanted)?.offset;
    },
    forget(offset) {
      places = places.slice(
        Math.max(
          0,
          places.findLastIndex((place) => place.offset <= offset),
        ),
      );
    },
    clear() {
      places = [];
      lines = 0;
      next = 0;
    },
  };
}
