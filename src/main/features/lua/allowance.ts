import type { Clock } from '../../ports';

/** How much of the hub's time a domain may cost: a share of it, and a moment at once. */
export interface Allowance {
  /** Milliseconds until it may cost something again; 0: now. */
  readonly waitMs: number;
  /** Does something for it, and counts how long that takes. */
  spend<T>(work: () => T): T;
}

/** So much may be spent at once. */
const atOnceMs = 50;

/** @param share of the hub's time: 0.1 is a tenth */
export function createAllowance(share: number, clock: Pick<Clock, 'nowMs'>): Allowance {
  let paidAt = 0;
  return {
    get waitMs() {
      return Math.max(0, paidAt - clock.nowMs() - atOnceMs / share);
    },
    spend(work) {
      const began = clock.nowMs();
      try {
        return work();
      } finally {
        const now = clock.nowMs();
        paidAt = Math.max(paidAt, began) + (now - began) / share;
      }
    },
  };
}
