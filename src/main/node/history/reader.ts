import type { FiringEntry, HistoryEntry } from '../../../shared/vocabulary';
import type { HistoryCalls } from '../../ports';
import type { Connection } from './connection';
import type { Filters } from './filter';
import { failed } from './tables';
import type { Texts } from './texts';
import { exitOf, identityOf } from './writer';

export type Reader = Pick<HistoryCalls, 'list' | 'firings' | 'timeline'>;

interface EntryRow {
  readonly id: number;
  readonly pid: number;
  readonly start: number;
  readonly command: string;
  readonly typed: string | null;
  readonly program: string;
  readonly cwd: string | null;
  readonly agent: string | null;
  readonly uid: number | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly code: number | null;
  readonly signal: number | null;
  readonly of_action: number;
  readonly firings: number;
  /** A list in JSON. */
  readonly rules: string | null;
}

type FiringRow = { readonly [Column in 'id' | 'at' | 'pid' | 'start']: number } & {
  readonly [Column in 'ended_at' | 'code' | 'signal']: number | null;
} & { readonly rule: string; readonly command: string } & {
  readonly [Column in 'held' | 'action' | 'label' | 'state' | 'message' | 'output']: string | null;
};

const entryColumns = `e.id, e.pid, e.start, c.text AS command, t.text AS typed, p.text AS program, d.text AS cwd,
  a.text AS agent, e.uid, e.started_at, e.ended_at, e.code, e.signal, e.of_action, e.firings`;
const entryTables = `entries e JOIN commands c ON c.id = e.command JOIN names p ON p.id = e.program
  LEFT JOIN commands t ON t.id = e.typed LEFT JOIN names d ON d.id = e.cwd LEFT JOIN names a ON a.id = e.agent`;
const mostRules = 3;
const ruleNames = `CASE WHEN e.firings > 0 THEN (SELECT json_group_array(text) FROM
  (SELECT DISTINCT r.text FROM firings f JOIN names r ON r.id = f.rule WHERE f.entry = e.id LIMIT ${mostRules})) END`;
const firingColumns = `f.id, f.at, r.text AS rule, f.pid, f.start, c.text AS command, f.held, f.action, f.label, f.state,
  f.code, f.signal, f.message, f.ended_at, f.output`;
const firingTables = 'firings f JOIN names r ON r.id = f.rule JOIN commands c ON c.id = f.command';

export function createReader(connection: Connection, filters: Filters, texts: Texts): Reader {
  return {
    list({ filter, before, limit }) {
      const { sql, values } = filters.condition(filter, before !== undefined);
      // Which rows they are is found first: only theirs are the texts that are looked up.
      const ids = `SELECT e.id FROM entries e WHERE e.id < ? AND ${sql} ORDER BY e.id DESC LIMIT ?`;
      const rows = connection.all<EntryRow>(
        `SELECT ${entryColumns}, ${ruleNames} AS rules FROM ${entryTables} WHERE e.id IN (${ids}) ORDER BY e.id DESC`,
        ...[before ?? Number.MAX_SAFE_INTEGER, ...values, limit],
      );
      const next = rows.length === limit ? rows.at(-1)?.id : undefined;
      return { entries: rows.map(entryOf), ...(next === undefined ? {} : { next }) };
    },
    firings({ ruleId, process, before, limit }) {
      const rule = ruleId === undefined ? '' : 'AND f.rule = ?';
      const of = process === undefined ? '' : 'AND f.pid = ? AND f.start = ?';
      const rows = connection.all<FiringRow>(
        `SELECT ${firingColumns} FROM ${firingTables} WHERE f.id < ? ${rule} ${of} ORDER BY f.id DESC LIMIT ?`,
        before ?? Number.MAX_SAFE_INTEGER,
        ...(ruleId === undefined ? [] : [texts.findName(ruleId)]),
        ...(process === undefined ? [] : identityOf(process)),
        limit,
      );
      const next = rows.length === limit ? rows.at(-1)?.id : undefined;
      return { firings: rows.map(firingOf), ...(next === undefined ? {} : { next }) };
    },
    timeline({ filter, from, to, buckets: count }) {
      const { sql, values } = filters.condition(filter);
      const bucketMs = Math.max(1, (to - from) / count);
      const rows = connection.all<{ bucket: number; started: number; failed: number; fired: number }>(
        `SELECT CAST((e.started_at - ?) / ? AS INTEGER) AS bucket, count(*) AS started, total(${failed}) AS failed,
          total(e.firings > 0) AS fired
        FROM entries e WHERE e.started_at >= ? AND e.started_at < ? AND ${sql} GROUP BY bucket`,
        ...[from, bucketMs, from, to, ...values],
      );
      const buckets = Array.from({ length: count }, (_, index) => ({
        ...{ at: from + index * bucketMs, started: 0, failed: 0, fired: 0 },
      }));
      for (const row of rows) {
        const { started, failed, fired } = row;
        const bucket = buckets[Math.min(row.bucket, count - 1)];
        if (bucket) Object.assign(bucket, { started, failed, fired });
      }
      return { from, to, bucketMs, buckets };
    },
  };
}

function entryOf(row: EntryRow): HistoryEntry {
  const { id, pid, start, command, typed, program, cwd, agent, uid, started_at, ended_at, of_action, firings } = row;
  const ruleIds: string[] = JSON.parse(row.rules ?? '[]');
  return {
    ...{ id, key: `${pid}:${start}`, command, program, startedAt: started_at, firings, ofAction: of_action === 1 },
    ...known({ typed, cwd, agent, uid, endedAt: ended_at }),
    ...known({ exit: exitOf(row), ruleIds: ruleIds.length > 0 ? ruleIds : undefined }),
  };
}

function firingOf(row: FiringRow): FiringEntry {
  const { id, at, rule, pid, start, command, held, action, label, state, message, ended_at, output } = row;
  const about = { id, at, ruleId: rule, process: `${pid}:${start}`, command };
  const rest = { held, action, label, state, message, endedAt: ended_at, output, exit: exitOf(row) };
  // Only we write the file, and only these words.
  return { ...about, ...known(rest) } as FiringEntry;
}

/** Without the fields that the table has nothing for. */
function known<T extends object>(fields: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as {
    [Name in keyof T]?: NonNullable<T[Name]>;
  };
}
