import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type HistoryDatabase } from '../../../../src/main/node/history/database';
import type { HistoryChange, StartedCommand } from '../../../../src/main/ports';
import type { HistoryFilter } from '../../../../src/shared/contract';
import type { Scope } from '../../../../src/shared/scope';

export const anything: HistoryFilter = { search: '', outcome: 'any' };

/** A command of a test; it lasts 10 ms unless told otherwise. */
export function command(pid: number, text: string, more: Partial<StartedCommand> = {}): StartedCommand {
  const startedAt = more.startedAt ?? 1_000 + pid;
  return {
    ...{ key: `${pid}:${pid}`, command: text, program: text.split(' ')[0] ?? '', startedAt, endedAt: startedAt + 10 },
    ...{ kind: text.split(' ').slice(0, 2).join(' '), firings: 0, ofAction: false, exit: { code: 0 } },
    ...more,
  };
}

/** The same, still under way. */
export function running(pid: number, text: string, more: Partial<StartedCommand> = {}): StartedCommand {
  const { endedAt, exit, ...rest } = command(pid, text, more);
  return rest;
}

export const starts = (...entries: StartedCommand[]): HistoryChange[] =>
  entries.map((entry) => ({ type: 'started', entry }));

export function historyFile(scope: Scope): string {
  const directory = mkdtempSync(join(tmpdir(), 'viberot-history-'));
  scope.defer(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'history.db');
}

export function openDatabase(scope: Scope, file = historyFile(scope)): HistoryDatabase {
  const database = scope.use(createDatabase(file));
  database.open();
  return database;
}
