import type { LuaLogLine } from '../../../shared/contract';
import type { LuaProblem } from '../../../shared/vocabulary';
import type { ConsoleState } from './console';

/** One thing in the console: a line of the log, code that was typed, its answer. */
export type ConsoleEntry = { readonly key: string; readonly at: number } & (
  | { readonly kind: 'line'; readonly line: LuaLogLine }
  | { readonly kind: 'typed'; readonly code: string; readonly domain: string; readonly running: boolean }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: LuaProblem }
);

export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

export interface ConsoleFilter {
  /** This level and those above it. */
  readonly from: Level;
  /** Only lines of this file; empty for all. */
  readonly module: string;
  readonly search: string;
}

/** Everything in the order in which it happened. What was typed is always there; the filter is about the log. */
export function entriesOf({ lines = [], evaluations }: ConsoleState, filter: ConsoleFilter): readonly ConsoleEntry[] {
  const entries: ConsoleEntry[] = lines
    .filter((line) => passes(line, filter))
    .map((line) => ({ kind: 'line', key: `line ${line.id}`, at: line.at, line }));
  for (const { id, at, domain, code, answer } of evaluations) {
    entries.push({ kind: 'typed', key: `typed ${id}`, at, code, domain, running: !answer });
    const key = `answer ${id}`;
    if (answer?.ok) entries.push({ kind: 'values', key, at: answer.at, values: answer.values });
    else if (answer) entries.push({ kind: 'problem', key, at: answer.at, problem: answer.problem });
  }
  return entries.sort((a, b) => a.at - b.at || ranks[a.kind] - ranks[b.kind]);
}

/** Of the same millisecond: what code prints comes after the code and before its answer. */
const ranks: Readonly<Record<ConsoleEntry['kind'], number>> = { typed: 0, line: 1, values: 2, problem: 2 };

function passes({ level, module, text }: LuaLogLine, { from, module: only, search }: ConsoleFilter): boolean {
  if (levels.indexOf(level) < levels.indexOf(from) || (only !== '' && module !== only)) return false;
  const searched = `${module} ${text}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
