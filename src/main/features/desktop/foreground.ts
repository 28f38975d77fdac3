import type { ActivityRow, ProcessKey } from '../../../shared/vocabulary';

/** The commands that a person may wait for: those that rules matched, or that are known to take a while. */
export interface Foreground {
  /** It is one of them, if it runs. */
  add(key: ProcessKey): void;
  /** It has ended. */
  remove(key: ProcessKey): void;
  /** The one that runs the longest, as it is now. */
  longest(): ActivityRow | undefined;
}

/** @param get what is known of a process */
export function createForeground(get: (key: ProcessKey) => ActivityRow | undefined): Foreground {
  const keys = new Set<ProcessKey>();
  const running = (key: ProcessKey) => {
    const row = get(key);
    return row?.endedAt === undefined ? row : undefined;
  };
  return {
    add(key) {
      if (running(key)) keys.add(key);
    },
    remove: (key) => void keys.delete(key),
    longest() {
      let longest: ActivityRow | undefined;
      for (const key of keys) {
        const row = running(key);
        if (!row) keys.delete(key);
        else if (!longest || row.process.startedAt < longest.process.startedAt) longest = row;
      }
      return longest;
    },
  };
}
