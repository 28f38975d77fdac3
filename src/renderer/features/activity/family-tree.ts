import { type ActivityRow, agentOf, type Family, programName, type Relative } from '../../../shared/vocabulary';

/** A line of the picture of a process's family. */
export type TreeLine = { readonly level: number } & (
  | {
      readonly type: 'process';
      readonly relative: Relative;
      /** The process whose family it is. */
      readonly self: boolean;
      /** It descends from the line above through processes that are not known. */
      readonly gap: boolean;
      /** Another child follows. */
      readonly more: boolean;
    }
  /** Ancestors that are left out until they are asked for. */
  | { readonly type: 'hidden'; readonly count: number }
  /** The farthest parent, of which only this is known. */
  | { readonly type: 'beyond'; readonly pid: number; readonly name: string }
);

/** Of a long line of ancestors so many of the nearest are shown, and the first of all. */
const nearestShown = 3;
/** Lines further in would have no room for their text. */
const deepest = 7;

/**
 * From the first known ancestor down to the process, and its children.
 * @param family undefined while it has not come: then the process stands alone
 * @param whole show also the middle of a long line of ancestors
 */
export function treeOf(row: ActivityRow, family: Family | undefined, whole: boolean): TreeLine[] {
  const known = family?.row.key === row.key ? family : undefined;
  const lines: Omit<Extract<TreeLine, { type: 'process' }>, 'level'>[] = [];
  const ancestors = known?.ancestors.toReversed() ?? [];
  // The gap is told of the ancestor, and shown at the descendant below it.
  let gap = false;
  for (const { gap: below, ...relative } of ancestors) {
    lines.push({ type: 'process', relative, self: false, gap, more: false });
    gap = below;
  }
  lines.push({ type: 'process', relative: selfOf(row), self: true, gap, more: false });

  const tree: TreeLine[] = [];
  const add = (line: DistributiveOmit<TreeLine, 'level'>) =>
    tree.push({ ...line, level: Math.min(tree.length, deepest) });
  if (known?.beyond) add({ type: 'beyond', ...known.beyond });
  const hidden = whole ? 0 : Math.max(0, ancestors.length - nearestShown - 1);
  for (const [index, line] of lines.entries()) {
    if (hidden > 1 && index === 1) add({ type: 'hidden', count: hidden });
    if (hidden <= 1 || index === 0 || index > hidden) add(line);
  }
  const level = Math.min(tree.length, deepest + 1);
  for (const [index, relative] of (known?.children ?? []).entries()) {
    const more = index < (known?.children.length ?? 0) - 1;
    tree.push({ type: 'process', relative, self: false, gap: false, more, level });
  }
  return tree;
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

function selfOf({ key, process, exit }: ActivityRow): Relative {
  const pid = process.src === 'shell' ? undefined : process.pid;
  return { key, pid, name: programName(process), agent: agentOf(process), command: '', exit };
}
