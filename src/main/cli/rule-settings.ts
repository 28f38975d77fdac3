import { closest } from 'fastest-levenshtein';
import { fail, ok, type Result } from '../../shared/result';
import { ActionDraft, actionTypes, RuleDraft } from '../../shared/vocabulary';
import { draftOf, readToml } from '../features/rules';

export interface Settings {
  /** "key=value": the value as TOML, or a text without its quotes. */
  readonly set: readonly string[];
  readonly unset: readonly string[];
}

type Table = Record<string, unknown>;
const ruleKeys = RuleDraft.keyof().options.filter((key) => key !== 'action');
const actionKeys = ActionDraft.keyof().options;

/**
 * A draft with some of its keys changed. "action.url" is a key of the first action, "action.1.url" of the second,
 * "action.headers.X-Key" one of its headers.
 */
export function changeDraft(draft: RuleDraft, { set, unset }: Settings): Result<RuleDraft, 'usage'> {
  const rule: Table = structuredClone(draft);
  const changed: string[][] = [];
  for (const setting of set) {
    const at = setting.indexOf('=');
    if (at < 1) return fail('usage', `${setting} is not KEY=VALUE`);
    const place = locate(rule, setting.slice(0, at).trim());
    if (!place.ok) return place;
    place.value.table[place.value.key] = parseValue(setting.slice(at + 1).trim());
    changed.push([setting, ...place.value.path]);
  }
  for (const key of unset) {
    const place = locate(rule, key);
    if (!place.ok) return place;
    delete place.value.table[place.value.key];
  }
  const result = draftOf(rule);
  const lost = changed.find(([, ...path]) => !has(result, path));
  return lost ? fail('usage', `${lost[0]}: this key can’t have that value`) : ok(result);
}

interface Located {
  readonly table: Table;
  readonly key: string;
  readonly path: readonly string[];
}

function locate(rule: Table, path: string): Result<Located, 'usage'> {
  const [first = '', ...rest] = path.split('.');
  if (first !== 'action') {
    const known = ruleKeys.some((key) => key === path);
    return known ? ok({ table: rule, key: path, path: [path] }) : unknownKey(path, [...ruleKeys, 'action.path']);
  }
  const [index, ...keys] = /^\d+$/.test(rest[0] ?? '') ? rest : ['0', ...rest];
  const [key = '', ...below] = keys;
  const actions = Array.isArray(rule.action) ? rule.action : [];
  const action: Table | undefined = actions[Number(index)];
  if (!action) return fail('usage', `${path}: the rule has ${actions.length} actions, counted from 0`);
  if (!actionKeys.some((known) => known === key))
    return unknownKey(
      path,
      actionKeys.map((known) => `action.${known}`),
    );
  const at = ['action', String(index), key];
  if (below.length === 0) return ok({ table: action, key, path: at });
  const name = below.join('.');
  if (key !== 'headers') return unknownKey(path, [`action.${key}`]);
  const headers = { ...(action.headers as Table | undefined) };
  action.headers = headers;
  return ok({ table: headers, key: name, path: [...at, name] });
}

function unknownKey(key: string, known: readonly string[]): Result<never, 'usage'> {
  return fail('usage', `There is no key ${key}. Did you mean ${closest(key, known)}?`);
}

function parseValue(text: string): unknown {
  const toml = readToml(`value = ${text}`);
  return toml.ok && Object.keys(toml.document.value).length === 1 ? toml.document.value.value : text;
}

function has(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  return has((value as Table)[key], rest);
}

/** The flags of `rules add` that make an action each: the type and its main key. */
export const actionFlags = {
  exec: 'path',
  notify: 'message',
  overlay: 'show',
  sound: 'sound',
  log: 'message',
  webhook: 'url',
  lua: 'code',
} as const;

/** The actions that flags ask for, in the order of the types. */
export function actionsOf(flags: { readonly [Type in keyof typeof actionFlags]?: string | undefined }): ActionDraft[] {
  return actionTypes.flatMap((type) => {
    if (type === 'agent') return [];
    const value = flags[type];
    return value === undefined ? [] : [ActionDraft.parse({ type, [actionFlags[type]]: value })];
  });
}
