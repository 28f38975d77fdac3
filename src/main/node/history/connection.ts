import Database from 'libsql';

export type Value = string | number | null | undefined;

/** One open database file. Statements are prepared once each. */
export interface Connection {
  /** The rows as the statement names their columns: the caller knows what it asks for. */
  all<Row>(sql: string, ...values: readonly Value[]): Row[];
  get<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly id: number };
  exec(sql: string): void;
  pragma(name: string): unknown;
  /** All of what `work` does, or nothing if it throws. */
  atOnce<T>(work: () => T): T;
  close(): void;
}

export function connect(file: string): Connection {
  const database = new Database(file);
  const statements = new Map<string, Database.Statement>();

  function prepared(sql: string): Database.Statement {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  const connection: Connection = {
    all: <Row>(sql: string, ...values: readonly Value[]) => prepared(sql).all(bound(values)) as Row[],
    // A statement that is left in the middle would keep its snapshot of the file, so all rows are read.
    get: <Row>(sql: string, ...values: readonly Value[]) => connection.all<Row>(sql, ...values)[0],
    run(sql, ...values) {
      const { changes, lastInsertRowid } = prepared(sql).run(bound(values));
      return { changes, id: Number(lastInsertRowid) };
    },
    exec: (sql) => void database.exec(sql),
    pragma(name) {
      const [row] = database.prepare(`PRAGMA ${name}`).all([]) as Record<string, unknown>[];
      return row && Object.values(row)[0];
    },
    atOnce(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // After some errors SQLite has rolled back by itself.
        if (database.inTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      statements.clear();
      // The library closes the file when its statements are collected, some time later.
      try {
        connection.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // The disk may be full: what is in the log of writes is taken from there next time.
      }
      database.close();
    },
  };
  return connection;
}

function bound(values: readonly Value[]): (string | number | null)[] {
  return values.map((value) => value ?? null);
}

/** SQLite's name for what went wrong: "SQLITE_FULL". */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
