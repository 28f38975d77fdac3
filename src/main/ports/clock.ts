import type { Unsubscribe } from '../../shared/event';

/** Time, so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since the epoch, with fractions. */
  nowMs(): number;
  /** Calls back once after `ms` milliseconds, unless taken back. Does not keep the process alive. */
  after(ms: number, callback: () => void): Unsubscribe;
}
