import { closest, distance } from 'fastest-levenshtein';
import { actionTypes } from '../../../../shared/vocabulary';
import { quote } from '../quote';
import type { Path } from '../toml/toml';
import { type ActionForm, formOf, isTable, keysOf, mainKeyOf } from './action-form';
import { AgentsTable, ProfileTable, StatusTable, WorktreesTable } from './agent-schema';
import { ConfigTable, DefaultsTable, HistoryTable, LimitsTable, RuleTable } from './schema';

/** The tables of the file that are no actions. */
const tables = {
  file: { keys: Object.keys(ConfigTable.shape), where: 'at the top of the file' },
  rule: { keys: Object.keys(RuleTable.shape), where: 'under [[rules]], above [rules.action]' },
  defaults: { keys: Object.keys(DefaultsTable.shape), where: 'under [defaults]' },
  history: { keys: Object.keys(HistoryTable.shape), where: 'under [history]' },
  limits: { keys: Object.keys(LimitsTable.shape), where: 'under [limits]' },
  profiles: { keys: Object.keys(ProfileTable.shape), where: 'under [[profiles]]' },
  agents: { keys: Object.keys(AgentsTable.shape), where: 'under [agents]' },
  worktrees: { keys: Object.keys(WorktreesTable.shape), where: 'under [agents.worktrees]' },
  status: { keys: Object.keys(StatusTable.shape), where: 'in an entry of status, under [[profiles]]' },
};

/** What is said about a key that its table does not take, and the key that is meant, if one is much like it. */
export function unknownKey(key: string, table: unknown, path: Path): { message: string; meant: string | undefined } {
  const form = isAction(path) && isTable(table) ? formOf(table) : undefined;
  const keys = form ? keysOf(form) : isAction(path) ? [...actionTypes, 'type'] : tableAt(path).keys;
  const said = form && adviceInAction(key, form);
  const meant = said ? undefined : suggestion(key, keys);
  const advice = said ?? (meant ? `did you mean ${quote(meant)}?` : (home(key) ?? `known here: ${keys.join(', ')}`));
  return { message: `unknown key ${quote(key)}; ${advice}`, meant };
}

/** rules.0.action, rules.0.actions.1 */
function isAction(path: Path): boolean {
  return path.length >= 3 && (path[0] === 'rules' || path[0] === 'rule');
}

function tableAt(path: Path): (typeof tables)[keyof typeof tables] {
  const [first] = path;
  if (first === 'defaults' || first === 'history' || first === 'limits') return tables[first];
  if (first === 'profiles') return path.length <= 2 ? tables.profiles : tables.status;
  if (first === 'agents') return path.length === 1 ? tables.agents : tables.worktrees;
  return path.length === 0 ? tables.file : tables.rule;
}

function suggestion(key: string, known: readonly string[]): string | undefined {
  const meant = closest(key.toLowerCase(), known);
  return distance(key.toLowerCase(), meant) <= Math.max(1, meant.length / 3) ? meant : undefined;
}

function adviceInAction(key: string, { type, short }: ActionForm): string | undefined {
  const main = mainKeyOf(type);
  if (short && key === main) return `it is what stands behind ${quote(type)}; keep one of them`;
  if (!short && key === type) return `with type = ${quote(type)} it is called ${quote(main)}`;
  if (actionTypes.some((other) => other === key)) return 'one table holds one action; for more write a list of them';
  const owners = actionTypes.filter((other) => other !== type && keysOf({ type: other, short: false }).includes(key));
  return owners.length > 0 ? `it belongs to ${owners.join(', ')}, not to ${type}` : undefined;
}

/** Where a key belongs that stands in the wrong table. */
function home(key: string): string | undefined {
  const table = Object.values(tables).find(({ keys }) => keys.includes(key));
  if (table) return `it belongs ${table.where}`;
  const ofAction = actionTypes.some((type) => keysOf({ type, short: false }).includes(key) || key === type);
  return ofAction ? 'it belongs under [rules.action]' : undefined;
}
