import type { ActivityRow } from '../../shared/vocabulary';
import type { CommandSeen } from '../features/rules';

/** More rows than these are not looked at, more commands than those not offered. */
const mostRows = 500;
const mostCommands = 30;

/** The commands of the rows, the newest first, each once. */
export function recentCommands(rows: readonly ActivityRow[]): readonly CommandSeen[] {
  const byLine = new Map<string, CommandSeen>();
  for (const { process } of rows.slice(0, mostRows)) {
    const line = process.argv.join(' ');
    if (line !== '' && !byLine.has(line)) byLine.set(line, { argv: process.argv, cwd: process.cwd });
    if (byLine.size === mostCommands) break;
  }
  return [...byLine.values()];
}
