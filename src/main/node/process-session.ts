import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long processes have to end by themselves after a hang-up. */
const hangUpMs = 500;
/** What a kill has not ended by then hangs in the kernel; nobody can end it. */
const giveUpMs = 5_000;
const pollMs = 20;

/**
 * Hangs up all processes of a Linux session whose leader is alive, and kills those that stay. Signals to the leader or
 * its group would not do: jobs of a shell are groups of their own, and may ignore the hang-up. Resolves when all are gone.
 */
export async function endSession(sid: number): Promise<void> {
  const start = performance.now();
  for (const pid of sessionMembers(sid)) {
    signal(pid, 'SIGHUP');
    // A stopped process hears the hang-up only when it goes on.
    signal(pid, 'SIGCONT');
  }
  for (let members = sessionMembers(sid); members.length > 0; members = sessionMembers(sid)) {
    const waitedMs = performance.now() - start;
    if (waitedMs > giveUpMs) return;
    if (waitedMs >= hangUpMs) for (const pid of members) signal(pid, 'SIGKILL');
    await sleep(pollMs);
  }
}

/** The living processes of a session; its leader also when it was forked just now and has not made the session yet. */
function sessionMembers(sid: number): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // proc(5): pid (name) state ppid pgrp session …; the name may contain anything, also ")".
      const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (pid === sid || Number(session) === sid) && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
