import { createHash } from 'node:crypto';
import type { Connection } from './connection';

/** Gives texts numbers, the same one to the same text, so that each is stored once. */
export interface Texts {
  name(text: string): number;
  nameOf(text: string | undefined): number | undefined;
  /** @param kind tells which commands are alike; undefined for a line that was typed */
  command(text: string, kind: string | undefined): number;
  /** The number of a command that is stored; undefined for others. */
  findCommand(text: string): number | undefined;
  findName(text: string): number | undefined;
  textOf(table: 'commands' | 'names', id: number): string;
  /** What was remembered of the tables may no longer be so. */
  forget(): void;
}

/** Numbers that are remembered, and for texts up to which length. */
const mostKnown = 5_000;
const longestKnown = 500;

export function createTexts(connection: Connection): Texts {
  const names = new Map<string, number>();
  const commands = new Map<string, number>();

  function remember(known: Map<string, number>, text: string, id: number): number {
    if (known.size >= mostKnown) known.clear();
    if (text.length <= longestKnown) known.set(text, id);
    return id;
  }

  function findName(text: string): number | undefined {
    return connection.get<{ id: number }>('SELECT id FROM names WHERE text = ?', text)?.id;
  }

  function findCommand(text: string): number | undefined {
    const sql = 'SELECT id, text FROM commands WHERE hash = ?';
    return connection.all<{ id: number; text: string }>(sql, hashOf(text)).find((row) => row.text === text)?.id;
  }

  function name(text: string): number {
    const known = names.get(text);
    if (known !== undefined) return known;
    const id = findName(text) ?? connection.run('INSERT INTO names (text) VALUES (?)', text).id;
    return remember(names, text, id);
  }

  return {
    name,
    nameOf: (text) => (text === undefined ? undefined : name(text)),
    command(text, kind) {
      const known = commands.get(text);
      if (known !== undefined) return known;
      const found = findCommand(text);
      const insert = 'INSERT INTO commands (hash, text, kind) VALUES (?, ?, ?)';
      const number = kind === undefined ? undefined : hashOf(kind);
      if (found === undefined) return remember(commands, text, connection.run(insert, hashOf(text), text, number).id);
      if (number === undefined) return found;
      // It may have been typed before it was run.
      connection.run('UPDATE commands SET kind = ? WHERE id = ? AND kind IS NULL', number, found);
      return remember(commands, text, found);
    },
    findCommand,
    findName,
    textOf: (table, id) => connection.get<{ text: string }>(`SELECT text FROM ${table} WHERE id = ?`, id)?.text ?? '',
    forget() {
      names.clear();
      commands.clear();
    },
  };
}

/** A number of 48 bits: an index of long texts would take as much room as they do. */
export function hashOf(text: string): number {
  return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}
