import {
  type ActivityRow,
  agentOf,
  type Origin,
  type ProcessInfo,
  type ProcessKey,
  programName,
} from '../../../shared/vocabulary';
import type { Entry, Owner } from './entry-list';

/** Where a process comes from. */
export type Descent = Pick<ActivityRow, 'parent' | 'parentName' | 'origin'>;

/**
 * Who started whom. What is known of a process when it starts stays: when its parent ends, the system gives it to another
 * one (init or a subreaper), which did not start it. A parent that is told of later, as a list of what runs has no order,
 * is filled in as long as the child runs.
 */
export interface Lineage {
  /** For a process that has no entry yet. */
  descentOf(process: ProcessInfo): Descent;
  added(entry: Entry): void;
  ended(entry: Entry): void;
  removed(entry: Entry): void;
  /** The process with this pid is the first in an agent's terminal; undefined: its agent has ended. */
  ownedBy(pid: number, owner: Owner | undefined): void;
  /** The nearest ancestor that is kept. `gap`: there are others in between. */
  ancestorOf(entry: Entry): { readonly entry: Entry; readonly gap: boolean } | undefined;
}

/** @param change gives an entry another row */
export function createLineage(
  entries: ReadonlyMap<ProcessKey, Entry>,
  change: (entry: Entry, row: ActivityRow) => void,
): Lineage {
  const newestByPid = new Map<number, Entry>();
  /** Running processes whose parent is not known, by its pid. */
  const waiting = new Map<number, Set<Entry>>();
  /** Agents that run, by the pid of the first process in their terminal. */
  const owners = new Map<number, Owner>();

  const kept = (key: ProcessKey | undefined) => (key === undefined ? undefined : entries.get(key));

  function parentOf(process: ProcessInfo): Entry | undefined {
    const entry = process.ppid === undefined ? undefined : newestByPid.get(process.ppid);
    return entry && entry.row.exit === undefined && mayDescend(process, entry) ? entry : undefined;
  }

  /**
   * The leader of a session is an ancestor of all its members, as a session is only left, never joined (setsid(2)); and
   * its pid is given to no one else before they are gone. So it helps where the parent cannot: a process that was given
   * to init, or that was started by a shell's own copy, which runs no program and is therefore not reported.
   */
  function leaderOf(process: ProcessInfo): Entry | undefined {
    const { pid, sid = 0 } = process;
    const entry = sid === pid ? undefined : newestByPid.get(sid);
    return entry?.row.process.sid === sid && mayDescend(process, entry) ? entry : undefined;
  }

  /** A job-control shell may put others into a group, but it makes groups of what it started itself: its jobs. */
  function groupLeaderOf(process: ProcessInfo): Entry | undefined {
    const { pid, pgid = 0 } = process;
    const entry = pgid === pid ? undefined : newestByPid.get(pgid);
    return entry?.row.process.pgid === pgid && mayDescend(process, entry) ? entry : undefined;
  }

  function originThrough(process: ProcessInfo, parent: Entry | undefined): Origin | undefined {
    const nearest = parent ?? groupLeaderOf(process);
    return (nearest && originBelow(nearest)) ?? originOfLeader(process);
  }

  function originOfLeader(process: ProcessInfo): Origin | undefined {
    const leader = leaderOf(process);
    return leader && originBelow(leader);
  }

  function ownerThrough(process: ProcessInfo, parent: Entry | undefined): Owner | undefined {
    return (parent ?? groupLeaderOf(process))?.owner ?? leaderOf(process)?.owner;
  }

  /** It was seen before we knew that it leads an agent's terminal; so were those that it has started since. */
  function own(entry: Entry, owner: Owner): void {
    entry.leadsTerminal = true;
    handDown(entry, owner);
  }

  function handDown(entry: Entry, owner: Owner): void {
    entry.owner = owner;
    for (const child of entry.children ?? []) {
      if (child.leadsTerminal) continue;
      child.owner = owner;
      const origin = originBelow(entry);
      if (origin && !sameOrigin(origin, child.row.origin)) {
        change(child, { ...child.row, origin });
        child.replacedAt = child.revision;
      }
      handDown(child, owner);
    }
  }

  function link(child: Entry, parent: Entry): void {
    parent.children ??= new Set();
    parent.children.add(child);
  }

  function adopt(child: Entry, parent: Entry): void {
    link(child, parent);
    if (!child.leadsTerminal) child.owner = parent.owner ?? child.owner;
    change(child, { ...child.row, parent: parent.row.key, parentName: programName(parent.row.process) });
    setOrigin(child, originThrough(child.row.process, parent));
    if (child.owner) handDown(child, child.owner);
  }

  /** Children that come from the same origin, or from none as it seemed, come from the new one. */
  function setOrigin(entry: Entry, origin: Origin | undefined): void {
    const before = entry.row.origin?.key;
    if (!origin || origin.key === before) return;
    change(entry, { ...entry.row, origin });
    entry.replacedAt = entry.revision;
    for (const child of entry.children ?? [])
      if (child.row.origin?.key === before) setOrigin(child, originBelow(entry));
  }

  function wait(entry: Entry): void {
    const { ppid } = entry.row.process;
    // The first process has the parent 0, which is none.
    if (ppid === undefined || ppid === 0) return;
    entry.awaits = ppid;
    const others = waiting.get(ppid);
    if (others) others.add(entry);
    else waiting.set(ppid, new Set([entry]));
  }

  function stopWaiting(entry: Entry): void {
    if (entry.awaits === undefined) return;
    const others = waiting.get(entry.awaits);
    others?.delete(entry);
    if (others?.size === 0) waiting.delete(entry.awaits);
    entry.awaits = undefined;
  }

  return {
    descentOf(process) {
      const parent = parentOf(process);
      return {
        parent: parent?.row.key,
        parentName: parent ? programName(parent.row.process) : '',
        origin: originThrough(process, parent),
      };
    },
    added(entry) {
      const { parent: parentKey, process } = entry.row;
      const parent = kept(parentKey);
      if (parent) link(entry, parent);
      else wait(entry);
      const owner = process.src === 'shell' ? undefined : owners.get(process.pid);
      entry.leadsTerminal = owner !== undefined;
      entry.owner = owner ?? ownerThrough(process, parent);
      // The pid of a typed command is made up.
      if (process.src === 'shell') return;
      newestByPid.set(process.pid, entry);
      const children = waiting.get(process.pid);
      if (!children) return;
      // Those that started earlier had another parent, whose pid this one was given: nobody will ever tell of it.
      waiting.delete(process.pid);
      for (const child of children) {
        child.awaits = undefined;
        if (mayDescend(child.row.process, entry)) adopt(child, entry);
      }
    },
    ended: stopWaiting,
    ownedBy(pid, owner) {
      if (!owner) return void owners.delete(pid);
      owners.set(pid, owner);
      const entry = newestByPid.get(pid);
      if (entry && entry.row.exit === undefined) own(entry, owner);
    },
    removed(entry) {
      const { parent, process } = entry.row;
      if (newestByPid.get(process.pid) === entry) newestByPid.delete(process.pid);
      kept(parent)?.children?.delete(entry);
    },
    ancestorOf(entry) {
      const { parent, origin, process } = entry.row;
      const known = kept(parent);
      // One that does not come from the same agent only took it over, after its parent had ended.
      if (known && (!origin || originBelow(known)?.key === origin.key)) return { entry: known, gap: false };
      const leader = leaderOf(process);
      const agent = kept(origin?.key);
      // The agent is between the leader and the process, unless the leader comes from the agent, too.
      const nearest = leader && (!agent || leader.row.origin?.key === origin?.key) ? leader : agent;
      return nearest ? { entry: nearest, gap: true } : known && { entry: known, gap: false };
    },
  };
}

/** A "parent" that started later than its child is another process, which was given the pid of the real one. */
function mayDescend(process: ProcessInfo, { row }: Entry): boolean {
  // When a typed command started is not told in the system's unit.
  return process.src === 'shell' || row.process.start <= process.start;
}

/** The origin of the children of a process. */
function originBelow(entry: Entry): Origin | undefined {
  const { key, process, origin } = entry.row;
  // Asked for each child, answered once for each program.
  if (entry.judged !== process) {
    entry.judged = process;
    entry.agent = agentOf(process);
  }
  const { agent: tool, owner, leadsTerminal } = entry;
  if (owner && leadsTerminal && !owner.isShell) return ownOrigin(key, owner, tool);
  if (tool === undefined) return origin;
  // The agent of the terminal stays, whatever it runs.
  if (owner && !owner.isShell && origin?.agent === owner.id) return ownOrigin(origin.key, owner, tool);
  return { key, name: tool, ...(owner ? { agent: owner.id } : {}) };
}

function ownOrigin(key: ProcessKey, { id, name }: Owner, tool: string | undefined): Origin {
  return { key, name, agent: id, ...(tool === undefined || tool === name ? {} : { tool }) };
}

function sameOrigin(a: Origin, b: Origin | undefined): boolean {
  return a.key === b?.key && a.name === b.name && a.agent === b.agent && a.tool === b.tool;
}
