import { type Fact, keyOf, type ProcessInfo, type ProcessKey } from '../../../shared/vocabulary';

/**
 * Knows which processes were started by actions, directly or through others, so that rules leave them alone: an action
 * must never trigger rules, least of all its own.
 *
 * A process belongs to an action when its parent, its session or its process group does. Sessions and groups still tell
 * after parents have ended, and of shells in between that were only forked, which no probe reports.
 */
export interface Lineage {
  /** A process that leads its own session and group, and has just been started as an action. */
  addRoot(pid: number): void;
  /** The root has ended and nobody of its group is alive. */
  removeRoot(pid: number, nowMs: number): void;
  /** True when the fact is about a process of an action. */
  observe(fact: Fact, nowMs: number): boolean;
}

/** Facts come a little later than the pipes and signals by which we hear of an end. */
const lateFactsMs = 5_000;

/** An id of a process, session or group (they share one number space) by which processes belong to an action. */
interface Tie {
  readonly id: number;
  /** Members that have this id, and the root itself. The system gives it to no one else before all are gone. */
  holders: number;
  /** The process seen with this pid. */
  leader?: ProcessKey;
  endsAtMs: number;
}

export function createLineage(): Lineage {
  const ties = new Map<number, Tie>();
  /** Without holders, the longest first. */
  const loose = new Set<Tie>();
  const roots = new Map<number, Tie>();
  const members = new Map<ProcessKey, readonly Tie[]>();

  function hold(id: number): Tie {
    const tie = ties.get(id) ?? { id, holders: 0, endsAtMs: 0 };
    ties.set(id, tie);
    loose.delete(tie);
    tie.holders++;
    return tie;
  }

  function release(tie: Tie, nowMs: number): void {
    tie.holders--;
    if (tie.holders > 0) return;
    tie.endsAtMs = nowMs + lateFactsMs;
    loose.add(tie);
  }

  function untie(tie: Tie): void {
    loose.delete(tie);
    if (ties.get(tie.id) === tie) ties.delete(tie.id);
  }

  function untieLoose(nowMs: number): void {
    for (const tie of loose) {
      if (tie.endsAtMs > nowMs) return;
      untie(tie);
    }
  }

  function belongs({ pid, ppid = 0, sid = 0, pgid = 0 }: ProcessInfo): boolean {
    return ties.has(pid) || ties.has(ppid) || ties.has(sid) || ties.has(pgid);
  }

  function started(process: ProcessInfo, nowMs: number): boolean {
    const key = keyOf(process);
    const before = members.get(key);
    const own = ties.get(process.pid);
    // A second process with the pid of one that we knew: the number was given away anew and means nothing any more.
    if (own?.leader && own.leader !== key && !roots.has(process.pid)) untie(own);
    if (!before && !belongs(process)) return false;
    // Held anew, as the process may have changed its session or group since it was seen last.
    members.set(key, idsOf(process).map(hold));
    for (const tie of before ?? []) release(tie, nowMs);
    const led = ties.get(process.pid);
    if (led) led.leader = key;
    return true;
  }

  function exited(key: ProcessKey, nowMs: number): boolean {
    const held = members.get(key);
    if (!held) return false;
    members.delete(key);
    for (const tie of held) release(tie, nowMs);
    return true;
  }

  return {
    addRoot(pid) {
      // Whoever had the number before has gone.
      const stale = ties.get(pid);
      if (stale) untie(stale);
      roots.set(pid, hold(pid));
    },
    removeRoot(pid, nowMs) {
      const tie = roots.get(pid);
      roots.delete(pid);
      if (tie) release(tie, nowMs);
    },
    observe(fact, nowMs) {
      if (ties.size === 0) return false;
      untieLoose(nowMs);
      if (fact.type === 'process.started') return started(fact.process, nowMs);
      if (fact.type === 'process.exited') return exited(fact.key, nowMs);
      return false;
    },
  };
}

/** Ids that the process has; 0 and 1 are the system's. */
function idsOf({ pid, sid = 0, pgid = 0 }: ProcessInfo): number[] {
  return [...new Set([pid, sid, pgid])].filter((id) => id > 1);
}
