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

interface Group {
  readonly subject: number;
  readonly runs: number;
  readonly failures: number;
  /** Of those that have ended, with commas between them. */
  readonly durations: string | null;
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
      const isFigureOfAll = sort === 'median' || sort === 'p95';
      // The plus keeps SQLite from going by the index of commands, row by row all over the table: sorting is faster.
      const groups = connection.all<Group>(
        `SELECT +e.${by} AS subject, count(*) AS runs, total(${failed}) AS failures, max(e.started_at) AS last,
          group_concat(e.ended_at - e.started_at) AS durations, total(e.ended_at - e.started_at) AS total
        FROM entries e WHERE ${sql} GROUP BY +e.${by}
        ${isFigureOfAll ? '' : `ORDER BY ${sort} DESC, last DESC LIMIT ${limit}`}`,
        ...values,
      );
      const figures = groups.map((group) => ({ group, ...percentilesOf(group) }));
      if (isFigureOfAll) {
        const weight = ({ medianMs = -1, p95Ms = -1 }: (typeof figures)[number]) => (sort === 'p95' ? p95Ms : medianMs);
        figures.sort((a, b) => weight(b) - weight(a) || b.group.last - a.group.last);
      }
      return figures.slice(0, limit).map(({ group: { subject, runs, failures, total, last }, ...percentiles }) => {
        const command = texts.textOf(by === 'command' ? 'commands' : 'names', subject);
        return { command, runs, failures, totalMs: total, lastAt: last, ...percentiles };
      });
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

function percentilesOf({ durations }: Group): Pick<CommandStats, 'medianMs' | 'p95Ms'> {
  if (durations === null) return {};
  const sorted = Float64Array.from(durations.split(','), Number).sort();
  const at = (percent: number) => sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? 0;
  return { medianMs: at(50), p95Ms: at(95) };
}
