/** Where two lists differ: the entries from `start` to `end` became those from `nextStart` to `nextEnd`. */
export interface Difference {
  readonly start: number;
  readonly end: number;
  readonly nextStart: number;
  readonly nextEnd: number;
}

/** The differences of two lists such that as many entries as possible stay (their longest common subsequence). */
export function differencesOf<A, B>(
  list: readonly A[],
  next: readonly B[],
  same: (a: A, b: B) => boolean,
): Difference[] {
  const lengths = commonLengths(list, next, same);
  const longest = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const found: Difference[] = [];
  let [i, j, start, nextStart] = [0, 0, 0, 0];
  const close = () => {
    if (i > start || j > nextStart) found.push({ start, end: i, nextStart, nextEnd: j });
  };
  while (i < list.length && j < next.length) {
    if (same(list[i] as A, next[j] as B)) {
      close();
      [start, nextStart] = [++i, ++j];
    } else if (longest(i + 1, j) >= longest(i, j + 1)) i++;
    else j++;
  }
  [i, j] = [list.length, next.length];
  close();
  return found;
}

/** By the entries from which on: how many the rests of the lists have in common. */
function commonLengths<A, B>(list: readonly A[], next: readonly B[], same: (a: A, b: B) => boolean): number[][] {
  const lengths = Array.from({ length: list.length + 1 }, () => new Array<number>(next.length + 1).fill(0));
  for (let i = list.length - 1; i >= 0; i--) {
    const [row = [], below = []] = [lengths[i], lengths[i + 1]];
    for (let j = next.length - 1; j >= 0; j--) {
      if (same(list[i] as A, next[j] as B)) row[j] = (below[j + 1] ?? 0) + 1;
      else row[j] = Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
