import { type Problem, type Rule, type Settings, usualSettings } from '../../../../shared/vocabulary';
import { quote } from '../quote';
import type { Place, TomlDocument } from '../toml/toml';
import { isTable } from './action-form';
import { agentSettings } from './agent-schema';
import { withCodePlaces } from './code-places';
import { type Finding, findingsOf } from './findings';
import { profileFindings } from './profile-findings';
import { kindOf, patternFindings, type RuleOptions, type RuleReading, readRule, toRule } from './read-rule';
import { nameRules } from './rule-ids';
import { byPlace, type KnownRules, type Parts, placeIn, type RulePart, rawOf, readParts } from './rule-parts';
import { ConfigTable, DefaultsTable } from './schema';

export interface Config {
  /** In the order of the file; empty if there is any problem. A rule that did not change is the same object as before. */
  readonly rules: Rule[];
  /** What the file says beside its rules; the usual if there is any problem. */
  readonly settings: Settings;
  /** What [defaults] says, as far as it is right. */
  readonly defaults: DefaultsTable;
  /** In the order of the file: the first mistake of the syntax, or else everything that is wrong with the content. */
  readonly problems: Problem[];
  /** What makes reading a text that is much the same fast. */
  readonly known: KnownRules;
}

/** Before anything has been read. */
export const noConfig: Config = { rules: [], settings: usualSettings, defaults: {}, problems: [], known: new Map() };

export interface ParseOptions {
  /** What "~" stands for; without it "~" stays. */
  readonly userHome?: string | undefined;
  /** What was read before; it only makes it faster. */
  readonly previous?: Config | undefined;
}

/**
 * Reads the text of config.toml. Never throws, whatever the text.
 * @param file the name under which problems are reported
 */
export function parseConfig(text: string, file: string, { userHome, previous }: ParseOptions = {}): Config {
  const before: KnownRules = previous?.known ?? new Map();
  const read = readParts(text, before);
  if (!read.ok) return faulty([{ file, ...read.place, message: read.message }], {}, before);
  return configOf(read, file, userHome);
}

/** What the parts of a file say. */
export function configOf(read: Extract<Parts, { ok: true }>, file: string, userHome?: string): Config {
  const { top, parts, known } = read;
  const parsed = ConfigTable.safeParse(top.value);
  const defaults = defaultsOf(top);
  const readings = readAll(parts, defaults);
  const found = findingsOf(parsed.error?.issues ?? [], top.value, []);
  const problems = [
    ...located([...found, ...settingsPatterns(top), ...profileFindings(top.value.profiles, found)], top),
    ...parts.flatMap((part, index) => locatedIn(part, readings[index]?.findings ?? [])),
    ...duplicateIds(parts),
  ];
  if (!parsed.success || problems.length > 0)
    return faulty(
      problems.sort(byPlace).map((problem) => ({ file, ...problem })),
      defaults,
      known,
    );
  const ids = nameRules(
    readings.map(({ table = {} }) => ({ id: table.id, command: table.command ?? table.commands ?? [] })),
  );
  const rules = parts.map((part, index) => ruleOf(part, { id: ids[index] ?? '', defaults, userHome }));
  return { rules, settings: settingsOf(parsed.data), defaults, problems: [], known };
}

function faulty(problems: Problem[], defaults: DefaultsTable, known: KnownRules): Config {
  return { ...noConfig, defaults, problems, known };
}

type Located = Place & { readonly message: string };

function located(findings: readonly Finding[], document: TomlDocument): Located[] {
  return findings.map(({ path, at, message }) => ({
    ...(at === 'key' ? document.placeOfKey(path) : document.placeOfValue(path)),
    message,
  }));
}

function locatedIn(part: RulePart, findings: readonly Finding[]): Located[] {
  return findings.map(({ path, at, message }) => ({ ...placeIn(part, at, path), message }));
}

/** What is right of them counts for rules, though the rest is not: so nothing is said of rules that comes from there. */
function defaultsOf({ value: { defaults } }: TomlDocument): DefaultsTable {
  if (!isTable(defaults)) return {};
  const right = Object.entries(defaults).filter(([key, value]) => DefaultsTable.safeParse({ [key]: value }).success);
  return DefaultsTable.parse(Object.fromEntries(right));
}

function readAll(parts: readonly RulePart[], defaults: DefaultsTable): RuleReading[] {
  const key = JSON.stringify(defaults);
  return parts.map((part) => {
    const { known } = part;
    if (known.reading && known.defaults === key) return known.reading;
    known.reading = readRule(rawOf(part), defaults, part.base);
    known.defaults = key;
    delete known.rule;
    return known.reading;
  });
}

function ruleOf(part: RulePart, options: Omit<RuleOptions, 'line'>): Rule {
  const { known } = part;
  const { id } = options;
  const { line } = placeIn(part, 'value', []);
  if (!known.rule) known.rule = withCodePlaces(toRule(known.reading?.table ?? {}, { ...options, line }), part);
  else if (known.rule.id !== id || known.rule.line !== line) known.rule = { ...known.rule, id, line };
  return known.rule;
}

function duplicateIds(parts: readonly RulePart[]): Located[] {
  const firstLines = new Map<string, number>();
  return parts.flatMap((part) => {
    const raw = rawOf(part);
    if (!isTable(raw) || typeof raw.id !== 'string') return [];
    const place = placeIn(part, 'value', ['id']);
    const first = firstLines.get(raw.id);
    if (first === undefined) firstLines.set(raw.id, place.line);
    if (first === undefined) return [];
    return [{ ...place, message: `id ${quote(raw.id)} is taken by the rule in line ${first}; choose another` }];
  });
}

/** What is wrong with patterns outside the rules. */
function settingsPatterns({ value: { history, defaults } }: TomlDocument): Finding[] {
  return [
    ...(isTable(history) ? patternFindings(history.mask, 'regex', ['history', 'mask']) : []),
    ...(isTable(defaults) ? patternFindings(defaults.not, kindOf(defaults.match) ?? 'glob', ['defaults', 'not']) : []),
  ];
}

function settingsOf({ history = {}, limits = {}, agents = {}, profiles = [] }: ConfigTable): Settings {
  const usual = usualSettings;
  return {
    history: {
      enabled: history.enabled ?? usual.history.enabled,
      keepDays: history.keep_days ?? usual.history.keepDays,
      keepBytes: history.max_size ?? usual.history.keepBytes,
      mask: history.mask ?? usual.history.mask,
      maskKnown: history.mask_known ?? usual.history.maskKnown,
    },
    limits: {
      runs: limits.runs ?? usual.limits.runs,
      waiting: limits.waiting ?? usual.limits.waiting,
      depth: limits.depth ?? usual.limits.depth,
    },
    agents: agentSettings(agents, profiles),
  };
}
