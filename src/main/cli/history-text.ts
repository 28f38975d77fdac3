import {
  type CommandStats,
  describeExit,
  durationText,
  type FiringEntry,
  type HistoryEntry,
  type HistoryStatus,
  type Timeline,
} from '../../shared/vocabulary';
import { localTime } from './local-time';

/** "2025-11-21 12:03:04     1.2 s       0  npm test" */
export function entryLine({ startedAt, endedAt, exit, command, typed, agent }: HistoryEntry): string {
  const took = endedAt === undefined ? '' : durationText(endedAt - startedAt);
  const end = exit === undefined ? '' : describeExit(exit);
  const who = agent === undefined ? '' : `  (${agent})`;
  return `${localTime(startedAt)}  ${took.padStart(10)}  ${end.padStart(8)}  ${typed ?? command}${who}`;
}

export function statsLine({ command, runs, failures, medianMs, p95Ms }: CommandStats): string {
  const [median = '', p95 = ''] = [medianMs, p95Ms].map((ms) => (ms === undefined ? '' : durationText(ms)));
  const share = `${Math.round((100 * failures) / runs)} %`;
  return [String(runs).padStart(8), share.padStart(7), median.padStart(10), p95.padStart(10), ` ${command}`].join(' ');
}

export const statsHead = `${'runs'.padStart(8)} ${'failed'.padStart(7)} ${'median'.padStart(10)} ${'p95'.padStart(10)}  command`;

const barWidth = 40;

export function timelineLines({ buckets }: Timeline): string[] {
  const most = Math.max(1, ...buckets.map(({ started }) => started));
  return buckets.map(({ at, started, failed, fired }) => {
    const bar = '#'.repeat(Math.ceil((started / most) * barWidth)).padEnd(barWidth);
    const more = [failed > 0 && `${failed} failed`, fired > 0 && `${fired} by rules`].filter(Boolean);
    return `${localTime(at)}  ${bar}  ${[String(started), ...more].join(', ')}`;
  });
}

/** "2025-11-21 12:03:04  naps  exec notify.sh: ended (1)  <- sleep 3" */
export function firingLine({ at, ruleId, held, state, action, label, exit, message, command }: FiringEntry): string {
  const end = exit === undefined || 'unknown' in exit ? '' : ` (${describeExit(exit)})`;
  const what = held === undefined ? `${action ?? '?'} ${label?.trim() ?? ''}: ${state ?? '?'}${end}` : `held: ${held}`;
  return `${localTime(at)}  ${ruleId}  ${what}${message === undefined ? '' : `, ${message}`}  <- ${command}`;
}

export function statusLines(status: HistoryStatus): string[] {
  const { state, why, file, bytes, entries, firings, oldestAt, keepDays, keepBytes, lost } = status;
  return [
    `history: ${state}${why === undefined ? '' : ` (${why})`}`,
    `  file     ${file}, ${megabytes(bytes)} of at most ${megabytes(keepBytes)}`,
    `  commands ${entries}${oldestAt === undefined ? '' : ` since ${localTime(oldestAt)}`}, kept for ${keepDays} days`,
    `  firings  ${firings}`,
    ...(lost > 0 ? [`  lost     ${lost} that could not be stored`] : []),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
