import type { MatchKind, Moment, Rule } from '../../../../shared/vocabulary';
import { compilePattern } from '../patterns/patterns';
import type { Path } from '../toml/toml';
import { isTable } from './action-form';
import { type Finding, findingsOf, nameOf } from './findings';
import { type DefaultsTable, RuleTable } from './schema';

/** What a rule's table says, and what is wrong with it; `table` is there when nothing is. */
export interface RuleReading {
  readonly table: RuleTable | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads a rule as TOML or a form has it.
 * @param base where in the file it stands: what keys that belong elsewhere are compared with
 */
export function readRule(raw: unknown, defaults: DefaultsTable, base: Path): RuleReading {
  const parsed = RuleTable.safeParse(raw);
  const findings = parsed.error ? findingsOf(parsed.error.issues, raw, base) : [];
  if (isTable(raw))
    findings.push(...incomplete(raw, findings), ...contradictions(raw, defaults), ...patterns(raw, defaults));
  return { table: parsed.success && findings.length === 0 ? parsed.data : undefined, findings };
}

export interface RuleOptions {
  readonly id: string;
  readonly line: number;
  readonly defaults: DefaultsTable;
  /** What "~" stands for. */
  readonly userHome?: string | undefined;
}

/** The rule in force that a table without faults says. */
export function toRule(own: RuleTable, { id, line, defaults, userHome }: RuleOptions): Rule {
  const table = { ...defaults, ...own };
  const on = table.on ?? 'start';
  const actions = own.action ?? own.actions ?? [];
  const maxRunsAtOnce = runsAtOnce(own) ?? runsAtOnce(defaults);
  return {
    id,
    ...(own.name !== undefined && { name: own.name }),
    enabled: table.enabled ?? true,
    match: table.match ?? 'glob',
    commands: own.command ?? own.commands ?? [],
    not: table.not ?? [],
    cwd: (table.cwd ?? []).map((glob) => withHome(glob, userHome)),
    user: table.user ?? [],
    parent: table.parent ?? [],
    agent: table.agent ?? [],
    exitCodes: on === 'start' ? [] : (table.exit_code ?? []),
    on,
    minDurationMs: table.min_duration ?? 0,
    ...(maxRunsAtOnce !== undefined && Number.isFinite(maxRunsAtOnce) && { maxRunsAtOnce }),
    cooldownMs: table.cooldown ?? 0,
    ...(table.timeout !== undefined && { timeoutMs: table.timeout }),
    priority: table.priority ?? 0,
    stop: table.stop ?? false,
    ofActions: table.of_actions ?? false,
    activeHours: table.active_hours ?? [],
    activeDays: table.active_days ?? [],
    actions: actions.map(({ action }) => action),
    line,
  };
}

/** Infinite when the table says that there is no limit, whatever the defaults say; undefined when it says nothing. */
function runsAtOnce(table: DefaultsTable & Partial<Pick<RuleTable, 'action' | 'actions'>>): number | undefined {
  if (table.max_runs_at_once !== undefined) return table.max_runs_at_once;
  const actions = table.action ?? table.actions ?? [];
  if (table.single_instance || actions.some(({ singleInstance }) => singleInstance)) return 1;
  return table.single_instance === false ? Number.POSITIVE_INFINITY : undefined;
}

/** A glob with the home directory in place of a leading "~" or "${HOME}", taken literally, with slashes on Windows, too. */
function withHome(glob: string, userHome: string | undefined): string {
  if (userHome === undefined) return glob;
  const path = /^(?:[A-Za-z]:|\\)\\/.test(userHome) ? userHome.replaceAll('\\', '/') : userHome;
  return glob.replace(/^(?:~(?=$|[\\/])|\$\{HOME\})/, () => path.replace(/[\\*?[\]{},]/g, '\\$&'));
}

type Raw = Readonly<Record<string, unknown>>;

const needed = [
  { one: 'command', many: 'commands', add: 'add command = "npm install*"' },
  {
    one: 'action',
    many: 'actions',
    add: 'add action.exec = "notify.sh", or [rules.action] with type = "exec" and path = "notify.sh"',
  },
];

function incomplete(raw: Raw, found: readonly Finding[]): Finding[] {
  return needed.flatMap(({ one, many, add }): Finding[] => {
    if (one in raw && many in raw)
      return [{ path: [many], at: 'key', message: `${one} and ${many} both stand in this rule; keep one of them` }];
    // A key that is only misspelt is not reported as missing as well.
    if (one in raw || many in raw || found.some(({ meant }) => meant === one || meant === many)) return [];
    return [{ path: [], at: 'value', message: `${one} is missing; ${add}` }];
  });
}

function contradictions(raw: Raw, defaults: DefaultsTable): Finding[] {
  const findings: Finding[] = [];
  const on: unknown = raw.on ?? defaults.on ?? 'start';
  const codes = Array.isArray(raw.exit_code) ? raw.exit_code : [raw.exit_code];
  const start: Moment = 'start';
  if ('exit_code' in raw && on === start)
    findings.push({
      ...{ path: ['exit_code'], at: 'key' },
      message: 'exit_code needs on = "exit" or on = "failure" as well: a command that starts has none yet',
    });
  if (on === 'failure' && codes.length > 0 && codes.every((code) => code === 0))
    findings.push({ path: ['exit_code'], at: 'value', message: 'exit_code 0 is no failure; write on = "exit"' });
  if (raw.single_instance === true && raw.max_runs_at_once !== undefined && raw.max_runs_at_once !== 1)
    findings.push({
      ...{ path: ['single_instance'], at: 'key' },
      message: 'single_instance is the same as max_runs_at_once = 1; keep one of them',
    });
  return findings;
}

const kindNames: Record<MatchKind, string> = { glob: 'a glob', regex: 'a regular expression', exact: 'a text' };

function patterns(raw: Raw, defaults: DefaultsTable): Finding[] {
  const kind = raw.match === undefined ? (defaults.match ?? 'glob') : kindOf(raw.match);
  if (!kind) return [];
  const findings = ['command', 'commands', 'not'].flatMap((key) => patternFindings(raw[key], kind, [key]));
  // The defaults were checked as what they are without the rule's own `match`.
  if (raw.not !== undefined || kind === (defaults.match ?? 'glob')) return findings;
  const inherited = (defaults.not ?? []).flatMap((pattern) => patternFindings(pattern, kind, ['[defaults] not']));
  return [...findings, ...inherited.map((finding) => ({ ...finding, path: ['match'] }))];
}

export function kindOf(value: unknown): MatchKind | undefined {
  return value === 'glob' || value === 'regex' || value === 'exact' ? value : undefined;
}

/** What is wrong with patterns as such: one, or those of a list. What is no text at all is not looked at. */
export function patternFindings(value: unknown, kind: MatchKind, path: Path): Finding[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => patternFindings(entry, kind, [...path, index]));
  if (typeof value !== 'string' || value === '') return [];
  const compiled = compilePattern(kind, value);
  if (compiled.ok) return [];
  return [{ path, at: 'value', message: `${nameOf(path)} is ${kindNames[kind]} that ${compiled.message}` }];
}
