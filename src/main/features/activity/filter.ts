import type { ActivityFilter } from '../../../shared/contract';
import { type ActivityRow, agentOf, commandLine, namesOf } from '../../../shared/vocabulary';

/** A filter, ready to be asked often. */
export interface Sieve {
  readonly scope: ActivityFilter['scope'];
  /** Only by scope. A row that passes once passes ever after: firings are never taken back. */
  inScope(row: ActivityRow): boolean;
  matches(row: ActivityRow): boolean;
}

export function createSieve({ scope, search }: ActivityFilter): Sieve {
  const text = search.toLowerCase();
  const inScope = (row: ActivityRow) => scope === 'all' || row.firings.length > 0;
  return { scope, inScope, matches: (row) => inScope(row) && (text === '' || contains(row, text)) };
}

/** @param text in lower case */
function contains({ process, firings, origin }: ActivityRow, text: string): boolean {
  const has = (field: string | undefined) => field?.toLowerCase().includes(text) === true;
  return (
    has(commandLine(process)) ||
    has(process.typed) ||
    String(process.pid).includes(text) ||
    has(process.cwd) ||
    firings.some(({ ruleId }) => has(ruleId)) ||
    (origin !== undefined && namesOf(origin).some(has)) ||
    has(agentOf(process))
  );
}
