import { z } from 'zod';
import { type ActionType, actionTypes } from '../../../../shared/vocabulary';
import { quote } from '../quote';
import { type ActionReading, actionTables } from './action-schema';
import { expects } from './value-schema';

type Table = Readonly<Record<string, unknown>>;

/** How an action is written: `type = "exec"` with its keys, or short, as `exec = "…"`. */
export interface ActionForm {
  readonly type: ActionType;
  readonly short: boolean;
}

/** The type and form of an action, whatever else is wrong with its table; undefined when it has no type that there is. */
export function formOf(table: Table): ActionForm | undefined {
  const named = actionTypes.find((type) => type === table.type);
  if ('type' in table) return named && { type: named, short: false };
  const short = actionTypes.find((type) => type in table);
  return short && { type: short, short: true };
}

/** The keys that a table of this form may have. */
export function keysOf({ type, short }: ActionForm): string[] {
  const { table, main } = actionTables[type];
  const keys = Object.keys(table.shape);
  return short ? keys.filter((key) => key !== 'type').map((key) => (key === main ? type : key)) : keys;
}

/** The key whose value stands behind the type in the short form. */
export function mainKeyOf(type: ActionType): string {
  return actionTables[type].main;
}

/** The same action in the long form. */
export function longForm(table: Table, { type, short }: ActionForm): Record<string, unknown> {
  if (!short) return { ...table };
  const { [type]: value, ...rest } = table;
  return { type, ...rest, ...(type === 'notify' && value === true ? {} : { [mainKeyOf(type)]: value }) };
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

const example = 'action.exec = "notify.sh"';

/** An action's table in the file, in the long form or in the short one. */
export const ActionTable = z
  .unknown()
  .transform((value, context): ActionReading => {
    const report = (issue: object) => {
      context.issues.push({ code: 'custom', input: value, ...issue });
      return z.NEVER;
    };
    if (!isTable(value)) return report({ message: expects('a table', example).error({ input: value }) });
    const form = formOf(value);
    if (!form) return report(withoutType(value));
    const read = actionTables[form.type].read.safeParse(longForm(value, form));
    const main = mainKeyOf(form.type);
    const twice = form.short && main !== form.type && main in value;
    if (read.success && !twice) return read.data;
    for (const issue of read.error?.issues ?? []) report(asIn(form, issue));
    return twice ? report({ code: 'unrecognized_keys', keys: [main], path: [] }) : z.NEVER;
  })
  .meta({ $ref: '#/$defs/action' });

/** What was found in the long form, said of the form that the action has. */
function asIn({ type, short }: ActionForm, issue: z.core.$ZodIssue): object {
  const main = mainKeyOf(type);
  if (!short || issue.path[0] !== main) return issue;
  const message = issue.message.replace(`${main} = `, `${type} = `);
  return { ...issue, path: [type, ...issue.path.slice(1)], message };
}

const known = new Set(actionTypes.flatMap((type) => keysOf({ type, short: false })));

/** A table without a type that there is: its key may be misspelt, or the type. */
function withoutType(table: Table): object {
  const path = ['type'];
  if ('type' in table) {
    const found = typeof table.type === 'string' ? `, found ${quote(table.type)}` : '';
    return { path, message: `must be one of ${actionTypes.map((type) => `"${type}"`).join(', ')}${found}` };
  }
  const keys = Object.keys(table).filter((key) => !known.has(key));
  if (keys.length > 0) return { code: 'unrecognized_keys', keys, path: [] };
  const [first, ...others] = actionTypes;
  return { path, message: `is missing; add type = "${first}" (or ${others.join(', ')})` };
}
