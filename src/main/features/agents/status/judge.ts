import type { StatusSource } from '../../../../shared/vocabulary';
import type { Status } from './model';

/** Somebody says what the status is. */
export interface Claim extends Status {
  /** It has to stay said for so long. */
  readonly delayMs?: number;
  /** And the terminal has to be quiet for so long. */
  readonly quietMs?: number;
  /** It counts only if the terminal still writes by then. */
  readonly whileWriting?: boolean;
  /** Not worth telling. */
  readonly isNoNews?: boolean;
}

/** What the terminal does: it has been quiet since then, or it writes. */
export interface Quiet {
  readonly since: number | undefined;
  readonly lastOutputAt: number;
}

/** Weighs what sources say, and remembers what has yet to prove true. */
export interface Judge {
  readonly current: Status;
  /** Whether the change to the current status is worth telling. */
  readonly isNews: boolean;
  hear(claim: Claim, nowMs: number): void;
  /** Without weighing. */
  set(status: Status, isNews: boolean): void;
  /** Lets what is due become true. */
  check(quiet: Quiet, nowMs: number): void;
  dueAt(quiet: Quiet): number | undefined;
}

const ranks: Readonly<Record<StatusSource, number>> = { hook: 0, sequence: 1, pattern: 2, process: 3 };
/** A terminal that is never quiet for so long proves that a claim is wrong which needs it quiet. */
const longestWaitMs = 20_000;

export function createJudge(first: Status): Judge {
  let current = first;
  let isNews = false;
  let pending: (Claim & { readonly saidAt: number; readonly from: number }) | undefined;

  function set(status: Status, news: boolean): void {
    current = { status: status.status, source: status.source, text: status.text };
    isNews = news;
    pending = undefined;
  }

  function agree(claim: Claim): void {
    if (pending && ranks[claim.source] <= ranks[pending.source]) pending = undefined;
    const isBetter = ranks[claim.source] < ranks[current.source];
    const saysMore = claim.source === current.source && claim.text !== undefined;
    if (!isBetter && !saysMore) return;
    current = { status: claim.status, source: claim.source, text: claim.text ?? current.text };
    isNews = false;
  }

  function dueAt({ since }: Quiet): number | undefined {
    if (!pending) return undefined;
    if (pending.quietMs === undefined) return pending.from;
    return since === undefined ? undefined : Math.max(pending.from, since + pending.quietMs);
  }

  return {
    get current() {
      return current;
    },
    get isNews() {
      return isNews;
    },
    set,
    hear(claim, now) {
      if (claim.status === current.status) return agree(claim);
      const patience = patienceMs(current, claim);
      if (patience === undefined) return;
      const delay = Math.max(claim.delayMs ?? 0, patience);
      if (delay === 0 && claim.quietMs === undefined) return set(claim, !claim.isNoNews);
      const isSaidAlready = pending?.status === claim.status && pending.source === claim.source;
      // A question outweighs the rest that comes with it.
      const isOutweighed =
        pending?.status === 'needs-input' &&
        claim.status === 'finished' &&
        ranks[pending.source] <= ranks[claim.source];
      if (isOutweighed) return;
      pending =
        isSaidAlready && pending ? { ...pending, text: claim.text } : { ...claim, saidAt: now, from: now + delay };
    },
    check(quiet, now) {
      if (!pending) return;
      const due = dueAt(quiet);
      if (due === undefined || now < due) {
        if (due === undefined && now > pending.saidAt + longestWaitMs) pending = undefined;
      } else if (pending.whileWriting && quiet.since !== undefined) {
        pending = undefined;
      } else {
        set(pending, !pending.isNoNews);
      }
    },
    dueAt: (quiet) => dueAt(quiet) ?? (pending && pending.saidAt + longestWaitMs + 1),
  };
}

/**
 * How long a worse source has to keep disagreeing with a better one. Undefined: it is never believed.
 * Hooks miss some ends, as when a person interrupts, and some questions. They are never wrong about having finished.
 */
function patienceMs(current: Status, claim: Claim): number | undefined {
  if (current.status === 'exited') return undefined;
  if (ranks[claim.source] <= ranks[current.source] || current.status === 'starting') return 0;
  const leastMs = current.source === 'hook' ? 3_000 : 1_500;
  if (claim.status === 'working') return leastMs;
  if (current.status === 'working' || current.status === 'stuck') {
    return claim.status === 'needs-input' ? leastMs : leastMs + 2_000;
  }
  return claim.status === 'needs-input' && current.source !== 'hook' ? leastMs : undefined;
}
