import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Problem, Rule } from '../../../shared/vocabulary';
import { quote } from './quote';
import { nameRules } from './rule-ids';
import { ActionTable, ConfigTable, RuleTable } from './schema';
import { type Path, type Place, readToml, type TomlDocument } from './toml';

export interface Config {
  /** In the order of the file; empty if there is any problem. */
  readonly rules: Rule[];
  /** In the order of the file: the first mistake of the syntax, or else everything that is wrong with the content. */
  readonly problems: Problem[];
}

/**
 * Reads the text of config.toml. Never throws, whatever the text.
 * @param file the name under which problems are reported
 */
export function parseConfig(text: string, file: string): Config {
  const toml = readToml(text);
  if (!toml.ok) return { rules: [], problems: [{ file, ...toml.place, message: toml.message }] };
  const { document } = toml;
  const parsed = ConfigTable.safeParse(document.value);
  const findings = [...(parsed.error ? explain(parsed.error.issues, document) : []), ...duplicateIds(document)];
  const problems = findings.map(({ place, message }) => ({ file, ...place, message })).sort(byPlace);
  return { rules: parsed.success && problems.length === 0 ? toRules(parsed.data.rules, document) : [], problems };
}

interface Finding {
  readonly place: Place;
  readonly message: string;
}

function byPlace(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column;
}

function toRules(tables: readonly RuleTable[], document: TomlDocument): Rule[] {
  const ids = nameRules(tables);
  return tables.map(({ command, enabled, action }, index) => ({
    id: ids[index] ?? '',
    commands: command,
    action: {
      type: action.type,
      path: action.path,
      args: action.args,
      shell: action.shell,
      singleInstance: action.single_instance,
    },
    enabled,
    line: document.placeOfValue(['rules', index]).line,
  }));
}

function explain(issues: readonly z.core.$ZodIssue[], document: TomlDocument): Finding[] {
  const misspelt = new Set<string>();
  const unknown = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    return issue.keys.map((key) => {
      const path = [...pathOf(issue), key];
      const table = pathOf(issue).length;
      const meant = suggestion(key, tables[table]?.keys ?? []);
      if (meant) misspelt.add(JSON.stringify([...pathOf(issue), meant]));
      return { place: document.placeOfKey(path), message: `unknown key ${quote(key)}; ${advice(key, table, meant)}` };
    });
  });
  const others = issues.flatMap((issue) => {
    const path = pathOf(issue);
    // A key that is only misspelt is not reported as missing as well.
    if (issue.code === 'unrecognized_keys' || misspelt.has(JSON.stringify(path))) return [];
    return [{ place: document.placeOfValue(path), message: `${nameOf(path, document)} ${issue.message}` }];
  });
  return [...unknown, ...others];
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.filter((part) => typeof part !== 'symbol');
}

/** What a value is called: its key; in a list of the file also which of its entries it is. */
function nameOf(path: Path, document: TomlDocument): string {
  const last = path.at(-1);
  if (typeof last !== 'number') return last ?? 'the file';
  const list = nameOf(path.slice(0, -1), document);
  // A single command is a list to us, but not to who wrote it.
  return document.has(path) ? `${list} (entry ${last + 1})` : list;
}

/** The tables of the file by the length of their paths: the file, rules.0, rules.0.action. */
const tables: Record<number, { readonly keys: readonly string[]; readonly where: string }> = {
  0: { keys: Object.keys(ConfigTable.shape), where: 'at the top of the file' },
  2: { keys: Object.keys(RuleTable.shape), where: 'under [[rules]], above [rules.action]' },
  3: { keys: Object.keys(ActionTable.shape), where: 'under [rules.action]' },
};

function suggestion(key: string, known: readonly string[]): string | undefined {
  const meant = closest(key.toLowerCase(), known);
  return distance(key.toLowerCase(), meant) <= Math.max(1, meant.length / 3) ? meant : undefined;
}

function advice(key: string, table: number, meant: string | undefined): string {
  if (meant) return `did you mean ${quote(meant)}?`;
  const home = Object.values(tables).find(({ keys }) => keys.includes(key));
  if (home) return `it belongs ${home.where}`;
  return `known here: ${tables[table]?.keys.join(', ')}`;
}

function duplicateIds(document: TomlDocument): Finding[] {
  const { rules } = document.value;
  if (!Array.isArray(rules)) return [];
  const firstLines = new Map<unknown, number>();
  return rules.flatMap((rule: { id?: unknown } | undefined, index) => {
    if (typeof rule?.id !== 'string') return [];
    const place = document.placeOfValue(['rules', index, 'id']);
    const first = firstLines.get(rule.id);
    if (first === undefined) firstLines.set(rule.id, place.line);
    if (first === undefined) return [];
    return [{ place, message: `id ${quote(rule.id)} is taken by the rule in line ${first}; choose another` }];
  });
}
