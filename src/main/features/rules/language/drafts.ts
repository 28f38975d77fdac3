import { fail, ok, type Result } from '../../../../shared/result';
import { type Action, ActionDraft, type DraftProblem, type Rule, RuleDraft } from '../../../../shared/vocabulary';
import { ActionTable, formOf, isTable, longForm } from './action-form';
import { type Finding, findingsOf } from './findings';
import { type RuleOptions, readRule, toRule } from './read-rule';
import type { DefaultsTable } from './schema';
import { parseDays } from './times';
import { splitWords } from './words';

type Table = Readonly<Record<string, unknown>>;

/** A rule as its table in the file has it; what a draft cannot hold is left out. */
export function draftOf(raw: unknown): RuleDraft {
  if (!isTable(raw)) return { command: [], action: [] };
  const { commands, actions, ...table } = raw;
  const actionTables = alone(table.action ?? actions).filter(isTable);
  const single = actionTables.some(({ single_instance }) => single_instance === true);
  const values = {
    ...table,
    ...asText(table, 'min_duration', 'cooldown', 'timeout'),
    ...(table.user !== undefined && {
      user: alone(table.user).map((user) => (typeof user === 'number' ? `${user}` : user)),
    }),
    ...(table.active_days !== undefined && {
      active_days: alone(table.active_days).flatMap((day) => parseDays(day) ?? []),
    }),
    ...(single && { single_instance: true }),
    command: table.command ?? commands ?? [],
    action: actionTables.flatMap(actionDraftOf),
  };
  return RuleDraft.parse({ command: [], action: [], ...fitting(RuleDraft.shape, values) });
}

function actionDraftOf(table: Table): ActionDraft[] {
  const form = formOf(table);
  if (!form) return [];
  const long = longForm(table, form);
  const start = typeof long.start === 'string' ? { start: splitWords(long.start) } : {};
  const values = { ...long, ...asText(long, 'timeout'), ...start };
  return [ActionDraft.parse({ ...fitting(ActionDraft.shape, values), type: form.type })];
}

/** A number of seconds as a duration in words. */
function asText(table: Table, ...keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key) => (typeof table[key] === 'number' ? [[key, `${table[key]}s`]] : [])));
}

function alone(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

interface Schema {
  safeParse(value: unknown): { success: boolean };
}

/** The values that a draft can hold under their keys, some as a list of one, or without those entries that it can't hold. */
function fitting(shape: Record<string, Schema>, values: Table): Record<string, unknown> {
  const entries = Object.entries(shape).flatMap(([key, schema]) => {
    const value = values[key];
    if (value === undefined) return [];
    const fits = (candidate: unknown) => schema.safeParse(candidate).success;
    if (fits(value)) return [[key, value]];
    const entries = alone(value).filter((entry) => fits([entry]));
    return fits(entries) ? [[key, entries]] : [];
  });
  return Object.fromEntries(entries);
}

/** Everything that is wrong with a draft; by the same reading as that of the file. */
export function checkDraft(draft: RuleDraft, defaults: DefaultsTable = {}): DraftProblem[] {
  return problemsOf(readRule(said(draft), defaults, inFile).findings);
}

/** Everything that is wrong with a draft of an action. */
export function checkActionDraft(draft: ActionDraft): DraftProblem[] {
  return problemsOf(readAction(draft).findings);
}

/** The rule that a draft would be, or its first problem. */
export function ruleOfDraft(
  draft: RuleDraft,
  { line = 1, defaults = {}, ...options }: Pick<RuleOptions, 'id' | 'userHome'> & Partial<RuleOptions>,
): Result<Rule, 'invalid-draft'> {
  const { table, findings } = readRule(said(draft), defaults, inFile);
  if (!table) return fail('invalid-draft', findings[0]?.message ?? '');
  return ok(toRule(table, { ...options, line, defaults }));
}

/** The action that a draft would be, or its first problem. */
export function actionOfDraft(draft: ActionDraft): Result<Action, 'invalid-draft'> {
  const { action, findings } = readAction(draft);
  return action ? ok(action) : fail('invalid-draft', findings[0]?.message ?? '');
}

function readAction(draft: ActionDraft): { action?: Action; findings: Finding[] } {
  const table = said(draft);
  const read = ActionTable.safeParse(table);
  if (read.success) return { action: read.data.action, findings: [] };
  return { findings: findingsOf(read.error.issues, table, [...inFile, 'action']) };
}

const inFile = ['rules', 0];

/** Without the keys that are undefined: those are not in the file. */
function said(draft: RuleDraft | ActionDraft): Record<string, unknown> {
  const entries = Object.entries(draft).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'action' && Array.isArray(value) ? value.map(said) : value]),
  );
}

function problemsOf(findings: readonly Finding[]): DraftProblem[] {
  return findings.map(({ path, message }) => ({ path: [...path], message }));
}
