import { type Fact, keyOf, type ProcessInfo, type ProcessKey } from '../../../shared/vocabulary';

/**
 * Knows which processes were started by actions, directly or through others, and which rules led to them, one after the
 * other: so that rules leave them alone, and those that do not are never caused by themselves.
 *
 * A process belongs to an action when its parent, its session or its process group does. Sessions and groups still tell
 * after parents have ended, and of shells in between that were only forked, which no probe reports.
 */
export interface Lineage {
  /** A process that leads its own session and group, and has just been started as an action of the last of the rules. */
  addRoot(pid: number, causes: readonly string[]): void;
  /** The root has ended and nobody of its group is alive. */
  removeRoot(pid: number, nowMs: number): void;
  /** The rules that led to the process of the fact; none when it is of no action. */
  observe(fact: Fact, nowMs: number): readonly string[];
  causesOf(process: ProcessKey): readonly string[];
  /** Other means have told that a process is of an action. It has been observed to start. */
  adopt(process: ProcessInfo, causes: readonly string[]): void;
}

/** Facts come a little later than the pipes and signals by which we hear of an end. */
const lateFactsMs = 5_000;

const none: readonly string[] = [];

/** An id of a process, session or group (they share one number space) by which processes belong to an action. */
interface Tie {
  readonly id: number;
  readonly causes: readonly string[];
  /** Members that have this id, and the root itself. The system gives it to no one else before all are gone. */
  holders: number;
  /** The process seen with this pid. */
  leader?: ProcessKey;
  endsAtMs: number;
}

interface Member {
  readonly causes: readonly string[];
  readonly held: readonly Tie[];
}

export function createLineage(): Lineage {
  const ties = new Map<number, Tie>();
  /** Without holders, the longest first. */
  const loose = new Set<Tie>();
  const roots = new Map<number, Tie>();
  const members = new Map<ProcessKey, Member>();

  function hold(id: number, causes: readonly string[]): Tie {
    const tie = ties.get(id) ?? { id, causes, holders: 0, endsAtMs: 0 };
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

  /** Its own number tells most, as it may be an action itself; then that of its parent. */
  function tieOf({ pid, ppid = 0, sid = 0, pgid = 0 }: ProcessInfo): Tie | undefined {
    return ties.get(pid) ?? ties.get(ppid) ?? ties.get(sid) ?? ties.get(pgid);
  }

  function started(process: ProcessInfo, nowMs: number): readonly string[] {
    const key = keyOf(process);
    const before = members.get(key);
    const own = ties.get(process.pid);
    // A second process with the pid of one that we knew: the number was given away anew and means nothing any more.
    if (own?.leader && own.leader !== key && !roots.has(process.pid)) untie(own);
    const causes = before?.causes ?? tieOf(process)?.causes;
    if (!causes) return none;
    // Held anew, as the process may have changed its session or group since it was seen last.
    join(process, causes);
    for (const tie of before?.held ?? []) release(tie, nowMs);
    return causes;
  }

  function join(process: ProcessInfo, causes: readonly string[]): void {
    const key = keyOf(process);
    members.set(key, { causes, held: idsOf(process).map((id) => hold(id, causes)) });
    const led = ties.get(process.pid);
    if (led) led.leader = key;
  }

  function exited(key: ProcessKey, nowMs: number): readonly string[] {
    const member = members.get(key);
    if (!member) return none;
    members.delete(key);
    for (const tie of member.held) release(tie, nowMs);
    return member.causes;
  }

  return {
    addRoot(pid, causes) {
      // Whoever had the number before has gone.
      const stale = ties.get(pid);
      if (stale) untie(stale);
      roots.set(pid, hold(pid, causes));
    },
    removeRoot(pid, nowMs) {
      const tie = roots.get(pid);
      roots.delete(pid);
      if (tie) release(tie, nowMs);
    },
    observe(fact, nowMs) {
      if (ties.size === 0) return none;
      untieLoose(nowMs);
      if (fact.type === 'process.started') return started(fact.process, nowMs);
      if (fact.type === 'process.exited') return exited(fact.key, nowMs);
      return none;
    },
    causesOf: (process) => members.get(process)?.causes ?? none,
    adopt(process, causes) {
      if (!members.has(keyOf(process))) join(process, causes);
    },
  };
}

/** Ids that the process has; 0 and 1 are the system's. */
function idsOf({ pid, sid = 0, pgid = 0 }: ProcessInfo): number[] {
  return [...new Set([pid, sid, pgid])].filter((id) => id > 1);
}
