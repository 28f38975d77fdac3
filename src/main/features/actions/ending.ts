import type { Child, Clock } from '../../ports';

/** How much time a group has: after its input was closed, and after a SIGTERM. */
export interface Grace {
  readonly termAfterMs: number;
  readonly killAfterMs: number;
}

/** What it took to end a group. */
export type Force = 'none' | 'SIGTERM' | 'SIGKILL' | 'survived';

/** What a kill has not ended by then hangs in the kernel; nobody can end it. */
const giveUpMs = 2_000;
const firstPollMs = 20;
const slowestPollMs = 500;

/**
 * Closes the input of a child and waits until its whole group has ended; then asks, then forces it to.
 * @param grace read again and again, so that patience may end early
 */
export async function endGroup(child: Child, clock: Clock, grace: () => Grace): Promise<Force> {
  child.endInput();
  if (await groupGone(child, clock, () => grace().termAfterMs)) return 'none';
  child.signalGroup('SIGTERM');
  if (await groupGone(child, clock, () => grace().killAfterMs)) return 'SIGTERM';
  child.signalGroup('SIGKILL');
  return (await groupGone(child, clock, () => giveUpMs)) ? 'SIGKILL' : 'survived';
}

/** True when the group has gone, false when it is there after so many milliseconds. The system does not tell, so it is asked. */
export async function groupGone(child: Child, clock: Clock, withinMs: () => number): Promise<boolean> {
  const since = clock.nowMs();
  while (child.groupAlive()) {
    const waitedMs = clock.nowMs() - since;
    const leftMs = withinMs() - waitedMs;
    if (leftMs <= 0) return false;
    // Most end at once or not at all, so the longer it takes, the rarer we ask.
    const pollMs = Math.min(Math.max(firstPollMs, waitedMs / 4), slowestPollMs, leftMs);
    await new Promise<void>((resolve) => clock.after(pollMs, resolve));
  }
  return true;
}
