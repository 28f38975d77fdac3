import type { CommandStats, Estimate } from '../../../shared/vocabulary';
import type { HistoryCalls } from '../../ports';
import type { Connection } from './connection';
import type { Filters } from './filter';
import { failed } from './tables';
import { hashOf, type Texts } from './texts';

export type Figures = Pick<HistoryCalls, 'stats' | 'estimate'>;

/** Runs that an estimate is made from, and how many runs and commands back they are looked for. */
const mostRuns = 20;
const runsLookedAt = 1_000;
const commandsLookedAt = 50;
/** So many runs in one folder say more than those in others. */
const enoughInFolder = 2;

interface StatsRow {
  readonly command: string;
  readonly runs: number;
  readonly failures: number;
  readonly median: number | null;
  readonly p95: number | null;
  readonly total: number;
  readonly last: number;
}

export function createFigures(connection: Connection, filters: Filters, texts: Texts): Figures {
  /** The newest durations of runs of a command that ended well, newest first, and whether they were in the folder. */
  function durationsOf(command: number, folder: number | undefined): { duration: number; here: number }[] {
    return connection.all(
      `SELECT ended_at - started_at AS duration, cwd IS ? AS here FROM
        (SELECT started_at, ended_at, code, cwd FROM entries WHERE command = ? ORDER BY id DESC LIMIT ${runsLookedAt})
      WHERE code = 0`,
      ...[folder, command],
    );
  }

  function durationsOfKind(kind: string): number[] {
    return connection
      .all<{ duration: number }>(
        `SELECT ended_at - started_at AS duration FROM entries WHERE code = 0 AND command IN
          (SELECT id FROM commands WHERE kind = ? ORDER BY id DESC LIMIT ${commandsLookedAt})
        ORDER BY id DESC LIMIT ${mostRuns}`,
        hashOf(kind),
      )
      .map(({ duration }) => duration);
  }

  return {
    stats({ filter, by, sort, limit }) {
      const { sql, values } = filters.condition(filter);
      // By the index of their start, where only a span is asked for; otherwise by that of the commands.
      const subject = filter.from === undefined ? `e.${by}` : `+e.${by}`;
      const percentile = sort === 'median' || sort === 'p95';
      const groups = `SELECT ${subject} AS subject, count(*) AS runs, total(${failed}) AS failures,
          total(e.ended_at - e.started_at) AS total, max(e.started_at) AS last
        FROM entries e WHERE ${sql} GROUP BY ${subject}`;
      const chosen = percentile ? groups : `${groups} ORDER BY ${sort} DESC, last DESC LIMIT ${limit}`;
      const rows = connection.all<StatsRow>(
        `WITH chosen AS MATERIALIZED (${chosen}),
          ranked AS (SELECT e.${by} AS subject, e.ended_at - e.started_at AS duration,
              row_number() OVER (PARTITION BY e.${by} ORDER BY e.ended_at - e.started_at) AS rank,
              count(*) OVER (PARTITION BY e.${by}) AS ended
            FROM entries e WHERE e.ended_at IS NOT NULL AND ${sql}
              AND ${subject} IN (SELECT subject FROM chosen)),
          percentiles AS (SELECT subject, max(CASE WHEN rank = (ended + 1) / 2 THEN duration END) AS median,
              max(CASE WHEN rank = (95 * ended + 99) / 100 THEN duration END) AS p95
            FROM ranked GROUP BY subject)
        SELECT text AS command, runs, failures, total, last, median, p95
        FROM chosen LEFT JOIN percentiles USING (subject) JOIN ${by === 'command' ? 'commands' : 'names'} ON id = subject
        ORDER BY ${sort} DESC, last DESC LIMIT ${limit}`,
        ...[...values, ...values],
      );
      return rows.map(statsOf);
    },
    estimate({ command, cwd, kind }): Estimate | undefined {
      const number = texts.findCommand(command);
      const runs = number === undefined ? [] : durationsOf(number, cwd === undefined ? undefined : texts.findName(cwd));
      const here = runs.filter((run) => run.here === 1);
      if (cwd !== undefined && here.length >= enoughInFolder) return estimateOf(here, 'folder');
      if (runs.length > 0) return estimateOf(runs, 'command');
      const alike = durationsOfKind(kind);
      const basis = alike.map((duration) => ({ duration }));
      return alike.length >= enoughInFolder ? estimateOf(basis, 'program') : undefined;
    },
  };
}

function estimateOf(runs: readonly { readonly duration: number }[], basis: Estimate['basis']): Estimate {
  const durationsMs = runs.slice(0, mostRuns).map(({ duration }) => duration);
  return { durationsMs: durationsMs.sort((a, b) => a - b), basis };
}

function statsOf({ command, runs, failures, median, p95, total, last }: StatsRow): CommandStats {
  return {
    ...{ command, runs, failures, totalMs: total, lastAt: last },
    ...(median === null || p95 === null ? {} : { medianMs: median, p95Ms: p95 }),
  };
}
