import { readFileSync, statSync } from 'node:fs';
import type { Environments } from '../ports';

/** As /proc/PID/environ of Linux tells it (proc(5)); elsewhere nothing is known. */
export function createEnvironments(): Environments {
  return {
    read(pid, names) {
      const found: Record<string, string> = {};
      for (const entry of entriesOf(pid)) {
        const name = names.find((wanted) => entry.startsWith(`${wanted}=`));
        if (name !== undefined) found[name] = entry.slice(name.length + 1);
      }
      return found;
    },
  };
}

function entriesOf(pid: number): string[] {
  if (process.platform !== 'linux') return [];
  const file = `/proc/${pid}/environ`;
  // Many have gone by now, and an error takes much longer to make than this does to ask.
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  try {
    return readFileSync(file, 'utf8').split('\0');
  } catch {
    // It has gone, or is not this user's.
    return [];
  }
}
