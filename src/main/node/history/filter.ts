import type { HistoryFilter } from '../../../shared/contract';
import type { Connection, Value } from './connection';
import { failed } from './tables';
import type { Texts } from './texts';

/** A condition on rows of `entries e`. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

export interface Filters {
  /** @param sameSearch a page further of what was asked last: the texts that its words found are still known */
  condition(filter: HistoryFilter, sameSearch?: boolean): Condition;
}

const mostWords = 8;

/**
 * Filters as SQL. Words are looked up once among the distinct texts, which are far fewer than the entries; what was found
 * is put into tables in memory.
 */
export function createFilters(connection: Connection, texts: Texts): Filters {
  let searched: string | undefined;

  function find(words: readonly string[]): void {
    for (const [index, word] of words.entries()) {
      for (const table of ['commands', 'names']) {
        const found = `temp.found_${table}_${index}`;
        connection.exec(`CREATE TABLE IF NOT EXISTS ${found} (id INTEGER PRIMARY KEY)`);
        connection.exec(`DELETE FROM ${found}`);
        const like = variantsOf(word);
        const sql = like.map(() => "text LIKE ? ESCAPE '\\'").join(' OR ');
        connection.run(`INSERT INTO ${found} SELECT id FROM main.${table} WHERE ${sql}`, ...like.map(pattern));
      }
    }
  }

  return {
    condition(filter, sameSearch = false) {
      const words = filter.search.split(/\s+/).filter(Boolean).slice(0, mostWords);
      const search = words.join(' ');
      if (words.length > 0 && !(sameSearch && search === searched)) find(words);
      searched = search;
      const parts: Condition[] = words.map((_, index) => ({ sql: wordSql(index), values: [] }));
      const add = (sql: string, ...values: Value[]) => void parts.push({ sql, values });
      const { from, to, outcome, ruleId, agent, program, command, minDurationMs } = filter;
      if (from !== undefined) add('e.started_at >= ?', from);
      if (to !== undefined) add('e.started_at < ?', to);
      if (outcome === 'failed') add(failed);
      if (outcome === 'ok') add('e.code = 0');
      if (ruleId === '*') add('e.firings > 0');
      else if (ruleId !== undefined) {
        add('e.firings > 0 AND e.id IN (SELECT entry FROM firings WHERE rule = ?)', texts.findName(ruleId));
      }
      if (agent === '*') add('e.agent IS NOT NULL');
      else if (agent !== undefined) add('e.agent = ?', texts.findName(agent));
      if (program !== undefined) add('e.program = ?', texts.findName(program));
      if (command !== undefined) add('e.command = ?', texts.findCommand(command));
      if (minDurationMs !== undefined) add('e.ended_at - e.started_at >= ?', minDurationMs);
      return {
        sql: parts.map(({ sql }) => `(${sql})`).join(' AND ') || '1',
        values: parts.flatMap(({ values }) => values),
      };
    },
  };
}

/** The plus keeps SQLite from going by the index of commands: a word may be in most of them. */
function wordSql(index: number): string {
  const commands = `(SELECT id FROM temp.found_commands_${index})`;
  const names = `(SELECT id FROM temp.found_names_${index})`;
  return `+e.command IN ${commands} OR +e.typed IN ${commands} OR e.cwd IN ${names} OR e.agent IN ${names}`;
}

/** LIKE takes upper and lower case of ASCII alike, of other letters not. */
function variantsOf(word: string): string[] {
  return /^[!-~]*$/.test(word) ? [word] : [...new Set([word, word.toLowerCase(), word.toUpperCase()])];
}

function pattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
