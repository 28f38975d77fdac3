import type { DraftMatch } from '../../../../shared/contract';
import { type HistoryEntry, keyOf, type ProcessInfo, type Rule } from '../../../../shared/vocabulary';
import { compileRules } from './compile';
import type { World } from './conditions';
import { createEngineState, type DecideContext, decide, decideDue } from './engine';

/** Which commands of the history a rule would have matched. */
export interface Preview {
  /** The most frequent first; at most a thousand different ones. */
  readonly matches: DraftMatch[];
  readonly matched: number;
  readonly looked: number;
}

const mostMatches = 1_000;
/** Different command lines that are counted; of more than these only the number is known. */
const mostCounted = 100_000;

/**
 * Lets a rule decide on commands as the history keeps them. Secrets are masked there and the line is not kept in words, so
 * it is split at spaces. A parent is not known: a rule that asks for one is taken to have found it.
 */
export async function preview(
  rule: Rule,
  history: AsyncIterable<readonly HistoryEntry[]>,
  { userName, nowMs }: { readonly userName: World['userName']; readonly nowMs: number },
): Promise<Preview> {
  const matches = createTrial({ ...rule, enabled: true, parent: [] }, userName, nowMs);
  const groups = new Map<string, DraftMatch>();
  let matched = 0;
  let looked = 0;
  for await (const entries of history) {
    for (const entry of entries) {
      looked++;
      if (!matches(entry)) continue;
      matched++;
      count(groups, entry);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => b.times - a.times || b.lastAt - a.lastAt);
  return { matches: sorted.slice(0, mostMatches), matched, looked };
}

function count(groups: Map<string, DraftMatch>, { command, cwd, exit, startedAt }: HistoryEntry): void {
  const group = groups.get(command);
  if (!group && groups.size >= mostCounted) return;
  const example = {
    ...(cwd === undefined ? {} : { cwd }),
    ...(exit && 'code' in exit ? { exitCode: exit.code } : {}),
  };
  const newest = !group || startedAt >= group.lastAt;
  groups.set(command, {
    command,
    times: (group?.times ?? 0) + 1,
    lastAt: newest ? startedAt : group.lastAt,
    example: newest ? example : group.example,
  });
}

/** Puts each command through the engine, from its start to its end, as if nothing else had ever happened. */
function createTrial(rule: Rule, userName: World['userName'], nowMs: number): (entry: HistoryEntry) => boolean {
  const rules = compileRules([rule]);
  return (entry) => {
    const process = processOf(entry);
    if (rules.candidates(process.argv).length === 0) return false;
    const { startedAt, endedAt, exit } = entry;
    const state = createEngineState();
    const context: DecideContext = {
      about: () => ({ agents: entry.agent === undefined ? [] : [entry.agent] }),
      userName,
      causesOf: () => (entry.ofAction ? ['?'] : []),
      ...{ paused: false, isPaused: () => false, runsOf: () => 0, depth: Number.POSITIVE_INFINITY },
    };
    const fact = { type: 'process.started', process, existing: false } as const;
    if (decide(rules, state, fact, startedAt, context).length > 0) return true;
    const dueAt = state.watches.nextDueMs();
    if (dueAt !== undefined && dueAt <= (endedAt ?? nowMs)) {
      return !decideDue(rules, state, dueAt, context).next().done;
    }
    if (endedAt === undefined || !exit) return false;
    const end = { type: 'process.exited', key: keyOf(process), pid: process.pid, exit, endedAt } as const;
    return decide(rules, state, end, endedAt, context).length > 0;
  };
}

function processOf({ command, cwd, uid, startedAt }: HistoryEntry): ProcessInfo {
  return {
    ...{ pid: 1, start: 1, argv: command.split(' '), startedAt },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
  };
}
