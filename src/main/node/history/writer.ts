import { unreachable } from '../../../shared/result';
import type { Exit, ProcessKey, Run } from '../../../shared/vocabulary';
import type { HistoryChange, StartedCommand } from '../../ports';
import type { Connection, Value } from './connection';
import type { Texts } from './texts';

/** Stores what happened. */
export interface Writer {
  write(change: HistoryChange): void;
  /** What was written until now is done: what has ended can be forgotten, but only with the next call. */
  written(): void;
  /** Forgets which entries are under way: they are stored no more. */
  forget(): void;
}

/** Numbers of actions that are remembered, so that news of them finds their row. */
const mostRuns = 10_000;

const insertEntry = `INSERT INTO entries (pid, start, command, typed, program, cwd, agent, uid, started_at, ended_at,
  code, signal, of_action, firings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const insertFiring = `INSERT INTO firings (at, rule, entry, pid, start, command, held, action, label, state, code, signal,
  message, ended_at, output) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const updateFiring = `UPDATE firings SET label = ?, state = ?, code = ?, signal = ?, message = ?, ended_at = ?,
  output = coalesce(?, output) WHERE id = ?`;

export function createWriter(connection: Connection, texts: Texts): Writer {
  /** The entries of processes that run; more than one when a process became another program. */
  const underWay = new Map<ProcessKey, number[]>();
  let ended: ProcessKey[] = [];
  let endedBefore: ProcessKey[] = [];
  const runs = new Map<Run['id'], number>();

  function start(entry: StartedCommand): void {
    const { code, signal } = columnsOf(entry.exit);
    const { id } = connection.run(
      insertEntry,
      ...identityOf(entry.key),
      texts.command(entry.command, entry.kind),
      entry.typed === undefined ? undefined : texts.command(entry.typed, undefined),
      texts.name(entry.program),
      ...[texts.nameOf(entry.cwd), texts.nameOf(entry.agent), entry.uid],
      ...[Math.round(entry.startedAt), rounded(entry.endedAt), code, signal],
      ...[entry.ofAction ? 1 : 0, entry.firings],
    );
    underWay.set(entry.key, [...(underWay.get(entry.key) ?? []), id]);
    if (entry.endedAt !== undefined) ended.push(entry.key);
  }

  /** Of what was under way when the hub ended. What started earlier is of another process: numbers begin anew at each boot. */
  function find(key: ProcessKey, since: number): void {
    if (underWay.has(key)) return;
    const sql =
      'SELECT id FROM entries WHERE pid = ? AND start = ? AND ended_at IS NULL AND started_at >= ? ORDER BY id';
    const found = connection.all<{ id: number }>(sql, ...identityOf(key), Math.round(since));
    if (found.length > 0)
      underWay.set(
        key,
        found.map(({ id }) => id),
      );
  }

  function end(key: ProcessKey, exit: Exit, endedAt: number): void {
    const { code, signal } = columnsOf(exit);
    const sql = 'UPDATE entries SET ended_at = ?, code = ?, signal = ? WHERE id = ? AND ended_at IS NULL';
    for (const id of underWay.get(key) ?? []) connection.run(sql, Math.round(endedAt), code, signal, id);
    ended.push(key);
  }

  function describe(key: ProcessKey, typed: string): void {
    const ids = underWay.get(key);
    if (!ids) return;
    const text = texts.command(typed, undefined);
    for (const id of ids) connection.run('UPDATE entries SET typed = ? WHERE id = ?', text, id);
  }

  /** The newest entry of a process, also when it ended long ago. */
  function entryOf(key: ProcessKey, command: number): number | undefined {
    const sql = 'SELECT id FROM entries WHERE command = ? AND pid = ? AND start = ? ORDER BY id DESC LIMIT 1';
    return underWay.get(key)?.at(-1) ?? connection.get<{ id: number }>(sql, command, ...identityOf(key))?.id;
  }

  function fire(rule: string, at: number, { key, text }: { key: ProcessKey; text: string }, rest: Value[]): number {
    const command = texts.command(text, undefined);
    const about = [Math.round(at), texts.name(rule), entryOf(key, command), ...identityOf(key), command];
    return connection.run(insertFiring, ...about, ...rest).id;
  }

  function run({ run, command, output }: Extract<HistoryChange, { type: 'ran' }>): void {
    const { code, signal } = columnsOf(run.exit);
    const news = [run.label, run.state, code, signal, run.message, rounded(run.endedAt), output];
    const known = runs.get(run.id);
    if (known !== undefined) {
      connection.run(updateFiring, ...news, known);
      return;
    }
    if (runs.size >= mostRuns) for (const id of [...runs.keys()].slice(0, mostRuns / 2)) runs.delete(id);
    const about = { key: run.process, text: command };
    runs.set(run.id, fire(run.ruleId, run.startedAt, about, [null, run.action, ...news]));
  }

  return {
    write(change) {
      switch (change.type) {
        case 'started':
          return start(change.entry);
        case 'found':
          return find(change.key, change.since);
        case 'ended':
          return end(change.key, change.exit, change.endedAt);
        case 'typed':
          return describe(change.key, change.typed);
        case 'fired': {
          const entry = underWay.get(change.key)?.at(-1);
          if (entry !== undefined) connection.run('UPDATE entries SET firings = firings + 1 WHERE id = ?', entry);
          return;
        }
        case 'held': {
          const { ruleId, at, key, command, reason } = change;
          fire(ruleId, at, { key, text: command }, [reason, ...new Array<null>(8).fill(null)]);
          return;
        }
        case 'ran':
          return run(change);
        default:
          return unreachable(change);
      }
    },
    written() {
      // Rules may still act on a process that has just ended.
      for (const key of endedBefore) underWay.delete(key);
      endedBefore = ended;
      ended = [];
    },
    forget() {
      underWay.clear();
      runs.clear();
      ended = [];
      endedBefore = [];
    },
  };
}

export function identityOf(key: ProcessKey): [pid: number, start: number] {
  const [pid, start] = key.split(':');
  return [Number(pid), Number(start)];
}

function rounded(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.round(at);
}

/** wait(2) marks a core dump by this bit of the signal. */
const coreBit = 0x80;

function columnsOf(exit: Exit | undefined): { code?: number; signal?: number } {
  if (exit === undefined || 'unknown' in exit) return {};
  return 'code' in exit ? { code: exit.code } : { signal: exit.signal | (exit.core ? coreBit : 0) };
}

/** The same backwards. @returns undefined for what has not ended */
export function exitOf(row: {
  readonly ended_at: number | null;
  readonly code: number | null;
  readonly signal: number | null;
}): Exit | undefined {
  if (row.ended_at === null) return undefined;
  if (row.code !== null) return { code: row.code };
  if (row.signal === null) return { unknown: true };
  const signal = row.signal & ~coreBit;
  return row.signal & coreBit ? { signal, core: true } : { signal };
}
