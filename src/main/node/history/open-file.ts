import { chmodSync, closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../../../shared/result';
import { type Connection, codeOf, connect } from './connection';
import { migrations } from './tables';

export const busyMs = 2_000;
/** The log of writes is cut back to this after each checkpoint, in bytes. */
const logBytes = 1_000_000;
/** Pages that are kept in memory, in KiB, and pages in the log of writes before they are put into the file. */
const cacheKib = 16_000;
const pagesInLog = 4_000;

/**
 * Opens the file, for this user only, and brings its tables up to date. A file that is damaged or no database is moved
 * aside, and a new one is begun; of such files the last one is kept. Read-only, it is taken as it is.
 */
export function openFile(file: string, readOnly: boolean): { readonly connection: Connection; readonly said?: string } {
  if (readOnly) return { connection: view(file) };
  try {
    return { connection: prepare(file) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = moveAside(file);
    const said = `The history was damaged (${messageOf(error)}). It was moved to ${aside}, and a new one was begun.`;
    return { connection: prepare(file), said };
  }
}

export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(codeOf(error));
}

function view(file: string): Connection {
  if (!existsSync(file)) throw new Error(`${file} is not there; it is written while VibeRot runs.`);
  const connection = connect(file);
  connection.pragma(`busy_timeout = ${busyMs}`);
  connection.pragma(`cache_size = -${cacheKib}`);
  if (versionOf(connection) === migrations.length) return connection;
  connection.close();
  throw new Error(`${file} was written by another version of VibeRot. Start VibeRot to use it.`);
}

function prepare(file: string): Connection {
  // Made here, so that SQLite's own files beside it get the same mode.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  // A clean end leaves nothing in the log of writes.
  const wasCut = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const connection = connect(file);
  try {
    connection.pragma(`busy_timeout = ${busyMs}`);
    if (versionOf(connection) > migrations.length) throw new Error(`${file} was written by a newer VibeRot.`);
    connection.pragma('auto_vacuum = INCREMENTAL');
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma(`cache_size = -${cacheKib}`);
    connection.pragma(`wal_autocheckpoint = ${pagesInLog}`);
    connection.pragma(`journal_size_limit = ${logBytes}`);
    if (wasCut) check(connection);
    migrate(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function check(connection: Connection): void {
  const found = connection.pragma('quick_check(1)');
  if (found === 'ok') return;
  const what = String(found).split('\n').at(-1);
  throw Object.assign(new Error(what), { code: 'SQLITE_CORRUPT' });
}

function migrate(connection: Connection): void {
  const at = versionOf(connection);
  for (const [index, migration] of migrations.entries()) {
    if (index < at) continue;
    connection.atOnce(() => {
      connection.exec(migration);
      connection.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

function moveAside(file: string): string {
  const prefix = `${basename(file)}.damaged-`;
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(file), name), { force: true });
  }
  const aside = `${file}.damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  renameSync(file, aside);
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  return aside;
}
