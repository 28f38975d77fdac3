import { setTimeout as sleep } from 'node:timers/promises';
import { allPids, isLiving, readProcStat } from './proc-stat';

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
    sendSignal(pid, 'SIGHUP');
    // A stopped process hears the hang-up only when it goes on.
    sendSignal(pid, 'SIGCONT');
  }
  for (let members = sessionMembers(sid); members.length > 0; members = sessionMembers(sid)) {
    const waitedMs = performance.now() - start;
    if (waitedMs > giveUpMs) return;
    if (waitedMs >= hangUpMs) for (const pid of members) sendSignal(pid, 'SIGKILL');
    await sleep(pollMs);
  }
}

/** The living processes of a session; its leader also when it was forked just now and has not made the session yet. */
function sessionMembers(sid: number): number[] {
  return allPids().filter((pid) => {
    const stat = readProcStat(pid);
    return isLiving(stat) && (pid === sid || stat.session === sid);
  });
}

/** Sends a signal to a process, or to a group by its negative number, that may have ended. */
export function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has.
  }
}
