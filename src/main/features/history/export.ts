import { stringify } from 'csv-stringify/sync';
import { describeExit, type FiringEntry, type HistoryEntry } from '../../../shared/vocabulary';

export type Format = 'csv' | 'json';

/** The columns of CSV, in their order. Times are ISO 8601 in UTC, durations milliseconds. */
const commandColumns = {
  id: ({ id }: HistoryEntry) => id,
  started: ({ startedAt }: HistoryEntry) => timeOf(startedAt),
  ended: ({ endedAt }: HistoryEntry) => timeOf(endedAt),
  duration_ms: ({ startedAt, endedAt }: HistoryEntry) => (endedAt === undefined ? '' : endedAt - startedAt),
  exit: ({ exit }: HistoryEntry) => (exit === undefined ? '' : describeExit(exit)),
  command: ({ command }: HistoryEntry) => command,
  typed: ({ typed }: HistoryEntry) => typed,
  program: ({ program }: HistoryEntry) => program,
  folder: ({ cwd }: HistoryEntry) => cwd,
  agent: ({ agent }: HistoryEntry) => agent,
  user: ({ uid }: HistoryEntry) => uid,
  process: ({ key }: HistoryEntry) => key,
  rules: ({ firings }: HistoryEntry) => firings,
  of_action: ({ ofAction }: HistoryEntry) => ofAction,
};

const firingColumns = {
  id: ({ id }: FiringEntry) => id,
  at: ({ at }: FiringEntry) => timeOf(at),
  rule: ({ ruleId }: FiringEntry) => ruleId,
  held: ({ held }: FiringEntry) => held,
  action: ({ action }: FiringEntry) => action,
  what: ({ label }: FiringEntry) => label,
  state: ({ state }: FiringEntry) => state,
  ended: ({ endedAt }: FiringEntry) => timeOf(endedAt),
  exit: ({ exit }: FiringEntry) => (exit === undefined ? '' : describeExit(exit)),
  message: ({ message }: FiringEntry) => message,
  command: ({ command }: FiringEntry) => command,
  process: ({ process }: FiringEntry) => process,
  output: ({ output }: FiringEntry) => output,
};

/** Commands as text; `head` begins a file. */
export function commandsAs(format: Format, entries: readonly HistoryEntry[], head: boolean): string {
  return format === 'csv' ? csv(commandColumns, entries, head) : lines(entries);
}

export function firingsAs(format: Format, firings: readonly FiringEntry[], head: boolean): string {
  return format === 'csv' ? csv(firingColumns, firings, head) : lines(firings);
}

function lines(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

function csv<T>(columns: Record<string, (item: T) => unknown>, items: readonly T[], head: boolean): string {
  const rows = items.map((item) => Object.values(columns).map((of) => of(item) ?? ''));
  return stringify(head ? [Object.keys(columns), ...rows] : rows, {
    record_delimiter: 'windows',
    cast: { boolean: String },
    // A command that looks like a formula must not be one in a spreadsheet.
    escape_formulas: true,
  });
}

function timeOf(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString();
}
