import { keyOf, type ProcessInfo, type ProcessKey } from '../../../shared/vocabulary';

interface Child {
  readonly key: ProcessKey;
  readonly startedAt: number;
}

/** Newest processes by the parent that started them, as it is not known beforehand which parents are shells. */
export interface RecentChildren {
  add(parent: number, process: ProcessInfo): void;
  /** Takes out the first process that `parent` started from `fromMs` on. */
  take(parent: number, fromMs: number): ProcessKey | undefined;
}

const mostParents = 1_000;
/** Of one parent. */
const mostChildren = 32;

export function createRecentChildren(): RecentChildren {
  // A Map keeps its order: the parent whose last child is the oldest comes first.
  const children = new Map<number, Child[]>();
  return {
    add(parent, process) {
      const known = children.get(parent) ?? [];
      known.push({ key: keyOf(process), startedAt: process.startedAt });
      if (known.length > mostChildren) known.shift();
      children.delete(parent);
      children.set(parent, known);
      const [oldest] = children.size > mostParents ? children.keys() : [];
      if (oldest !== undefined) children.delete(oldest);
    },
    take(parent, fromMs) {
      const known = children.get(parent) ?? [];
      const at = known.findIndex(({ startedAt }) => startedAt >= fromMs);
      const [taken] = at >= 0 ? known.splice(at, 1) : [];
      return taken?.key;
    },
  };
}
