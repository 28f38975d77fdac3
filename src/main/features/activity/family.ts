import { agentOf, commandLine, type Family, parentPid, programName, type Relative } from '../../../shared/vocabulary';
import type { Entry } from './entry-list';
import type { Lineage } from './lineage';

/** Nobody reads more, and each is sent again when one of them changes. */
const mostAncestors = 64;
const mostChildren = 20;
const longestCommand = 200;
const longestName = 100;

/** A process with its relatives, as far as they are kept. */
export function familyOf(entry: Entry, lineage: Pick<Lineage, 'ancestorOf'>): Family {
  const ancestors: Family['ancestors'] = [];
  let farthest = entry;
  for (let next = lineage.ancestorOf(entry); next && ancestors.length < mostAncestors; ) {
    farthest = next.entry;
    ancestors.push({ ...relativeOf(farthest), gap: next.gap });
    next = lineage.ancestorOf(farthest);
  }
  const children = [...(entry.children ?? [])].sort(byInterest);
  return {
    row: entry.row,
    ancestors,
    beyond: ancestors.length < mostAncestors ? beyond(farthest) : undefined,
    children: children.slice(0, mostChildren).map(relativeOf),
    moreChildren: Math.max(0, children.length - mostChildren),
  };
}

function beyond({ row }: Entry): Family['beyond'] {
  const { ppid } = row.process;
  return ppid ? { pid: parentPid(row) ?? ppid, name: row.parentName } : undefined;
}

/** Those that run first, then the newest. */
function byInterest(a: Entry, b: Entry): number {
  return Number(b.row.exit === undefined) - Number(a.row.exit === undefined) || b.createdAt - a.createdAt;
}

function relativeOf({ row: { key, process, exit } }: Entry): Relative {
  const command = commandLine(process).slice(0, longestCommand);
  const name = programName(process).slice(0, longestName);
  return { key, pid: process.src === 'shell' ? undefined : process.pid, name, agent: agentOf(process), command, exit };
}
