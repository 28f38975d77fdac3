import { statSync } from 'node:fs';
import type { HistoryCalls, HistoryFigures } from '../../ports';
import type { Connection } from './connection';
import { createFigures } from './figures';
import { createFilters } from './filter';
import { busyMs, isDamage, openFile } from './open-file';
import { createPruning } from './pruning';
import { createReader } from './reader';
import { createTexts } from './texts';
import { createWriter } from './writer';

/** The calls, as they are done. They throw what SQLite says. */
export type HistoryDatabase = HistoryCalls & { close(): void };

/** Beyond the bound, so much more of it is freed that the next entries do not exceed it again. */
const freedShare = 0.1;
const leastFreed = 100;

/** @param readOnly nothing is created or changed */
export function createDatabase(file: string, readOnly = false): HistoryDatabase {
  let opened: ReturnType<typeof openTables> | undefined;

  function open(): ReturnType<HistoryCalls['open']> {
    close();
    const { connection, said } = openFile(file, readOnly);
    opened = openTables(connection, file);
    return { figures: opened.figures(), said };
  }

  function close(): void {
    const closing = opened;
    opened = undefined;
    closing?.connection.close();
  }

  function tables() {
    if (!opened?.isThere()) open();
    if (!opened) throw new Error(`${file} is not open.`);
    return opened;
  }

  function writable() {
    if (readOnly) throw new Error(`${file} was only opened to be read.`);
    return tables();
  }

  /** What finds the file damaged closes it, so that it is looked at, and moved aside, when it is opened next. */
  function guarded<Asked extends unknown[], T>(call: (...asked: Asked) => T): (...asked: Asked) => T {
    return (...asked) => {
      try {
        return call(...asked);
      } catch (error) {
        opened?.forget();
        if (isDamage(error)) close();
        throw error;
      }
    };
  }

  return {
    open,
    store: guarded((changes) => writable().store(changes)),
    list: guarded((request) => tables().reader.list(request)),
    stats: guarded((request) => tables().calculated.stats(request)),
    timeline: guarded((request) => tables().reader.timeline(request)),
    firings: guarded((request) => tables().reader.firings(request)),
    estimate: guarded((about) => tables().calculated.estimate(about)),
    prune: guarded((bounds) => writable().prune(bounds)),
    empty: guarded(() => writable().empty()),
    close,
  };
}

function openTables(connection: Connection, file: string) {
  const texts = createTexts(connection);
  const writer = createWriter(connection, texts);
  const filters = createFilters(connection, texts);
  const pruning = createPruning(connection);
  const inode = inodeOf(file);
  let counts = count();
  let prunedSinceSweep = 0;
  let freeing = false;

  function rows(table: 'entries' | 'firings'): number {
    return connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
  }

  function count(): { entries: number; firings: number } {
    return { entries: rows('entries'), firings: rows('firings') };
  }

  /** Bytes that are taken by something, in the file and in the log of writes. */
  function usedBytes(): number {
    const pages = Number(connection.pragma('page_count')) - Number(connection.pragma('freelist_count'));
    return pages * Number(connection.pragma('page_size')) + sizeOf(`${file}-wal`);
  }

  function figures(): HistoryFigures {
    const bytes = Number(connection.pragma('page_count')) * Number(connection.pragma('page_size'));
    const oldest = connection.get<{ at: number | null }>('SELECT min(started_at) AS at FROM entries')?.at;
    return { ...counts, bytes: bytes + sizeOf(`${file}-wal`), ...(oldest == null ? {} : { oldestAt: oldest }) };
  }

  function shrink(): void {
    connection.exec('PRAGMA incremental_vacuum');
    emptyLog();
  }

  /** False when somebody reads just now: nobody is waited for, and the log of writes stays as large as it is. */
  function emptyLog(): boolean {
    connection.pragma('busy_timeout = 0');
    const busy = connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.pragma(`busy_timeout = ${busyMs}`);
    return busy === 0;
  }

  function sweep(): void {
    if (prunedSinceSweep * 10 <= counts.entries) return;
    pruning.names();
    prunedSinceSweep = 0;
  }

  return {
    connection,
    figures,
    reader: createReader(connection, filters, texts),
    calculated: createFigures(connection, filters, texts),
    /** The file has not been removed or replaced by somebody. */
    isThere: () => inodeOf(file) === inode,
    /** What is remembered may not have been stored. */
    forget: () => texts.forget(),
    store(changes: Parameters<HistoryCalls['store']>[0]): HistoryFigures {
      connection.atOnce(() => {
        for (const change of changes) writer.write(change);
      });
      writer.written();
      for (const { type } of changes) if (type === 'started') counts.entries++;
      if (changes.some(({ type }) => type === 'held' || type === 'ran')) counts.firings = rows('firings');
      return figures();
    },
    prune({ before, keepBytes }: Parameters<HistoryCalls['prune']>[0]) {
      let gone = before === undefined ? 0 : pruning.older(before);
      if (keepBytes !== undefined && usedBytes() > keepBytes * (freeing ? 1 - freedShare : 1)) {
        // The log of writes is part of it, and may be all that is too much.
        freeing = emptyLog() && usedBytes() > keepBytes * (1 - freedShare);
        if (freeing) gone += pruning.oldest(Math.max(leastFreed, counts.entries * freedShare));
      } else freeing = false;
      const more = gone > 0;
      if (more) {
        texts.forget();
        prunedSinceSweep += gone;
        counts = count();
        sweep();
      }
      shrink();
      return { figures: figures(), more };
    },
    empty(): HistoryFigures {
      connection.atOnce(() => {
        for (const table of ['entries', 'firings', 'commands', 'names']) connection.exec(`DELETE FROM ${table}`);
      });
      texts.forget();
      writer.forget();
      counts = { entries: 0, firings: 0 };
      shrink();
      return figures();
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
