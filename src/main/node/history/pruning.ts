import type { Connection } from './connection';

/** How many rows are forgotten in one go at most: some tens of milliseconds. */
const step = 5_000;

/** Forgets the oldest rows and what only they referred to. All return how many rows went. */
export interface Pruning {
  /** What started earlier. */
  older(than: number): number;
  oldest(rows: number): number;
  /** The folders, agents and rules that nothing refers to any more; looks at all that is stored. */
  names(): void;
}

export function createPruning(connection: Connection): Pruning {
  function remove(which: string, ...values: number[]): number {
    return connection.atOnce(() => {
      connection.exec('CREATE TABLE IF NOT EXISTS temp.gone (id INTEGER PRIMARY KEY, command, typed, at)');
      connection.exec('DELETE FROM temp.gone');
      connection.run(`INSERT INTO temp.gone SELECT id, command, typed, started_at FROM entries ${which}`, ...values);
      const changes = connection.run('DELETE FROM main.entries WHERE id IN (SELECT id FROM temp.gone)').changes;
      forgetCommands('SELECT command FROM temp.gone UNION SELECT typed FROM temp.gone');
      return changes;
    });
  }

  /** Firings have no life of their own: they go with the commands of their time. */
  function removeFirings(than: number): number {
    return connection.atOnce(() => {
      connection.exec('CREATE TABLE IF NOT EXISTS temp.gone_firings (id INTEGER PRIMARY KEY, command)');
      connection.exec('DELETE FROM temp.gone_firings');
      connection.run(
        `INSERT INTO temp.gone_firings SELECT id, command FROM firings WHERE at < ? ORDER BY at LIMIT ${step}`,
        than,
      );
      const changes = connection.run('DELETE FROM main.firings WHERE id IN (SELECT id FROM temp.gone_firings)').changes;
      forgetCommands('SELECT command FROM temp.gone_firings');
      return changes;
    });
  }

  function forgetCommands(candidates: string): void {
    connection.run(`DELETE FROM main.commands WHERE id IN (${candidates})
      AND NOT EXISTS (SELECT 1 FROM entries WHERE command = commands.id)
      AND NOT EXISTS (SELECT 1 FROM entries WHERE typed = commands.id)
      AND NOT EXISTS (SELECT 1 FROM firings WHERE command = commands.id)`);
  }

  return {
    older(than) {
      return remove(`WHERE started_at < ? ORDER BY started_at LIMIT ${step}`, than) + removeFirings(than);
    },
    oldest(rows) {
      const entries = remove('ORDER BY id LIMIT ?', Math.min(Math.ceil(rows), step));
      const first = connection.get<{ at: number | null }>('SELECT min(started_at) AS at FROM entries')?.at;
      return entries + removeFirings(first ?? Number.MAX_SAFE_INTEGER);
    },
    names() {
      connection.run(`DELETE FROM names WHERE id NOT IN (SELECT program FROM entries
        UNION SELECT cwd FROM entries WHERE cwd IS NOT NULL UNION SELECT agent FROM entries WHERE agent IS NOT NULL
        UNION SELECT rule FROM firings)`);
    },
  };
}
