import type { ActionDraft, RuleDefaults, RuleDraft } from '../../../../shared/vocabulary';

/** A rule that says nothing yet, with a place to type its first command. */
export const emptyDraft: RuleDraft = { command: [''], action: [] };

/** What a rule says that says nothing of it, and [defaults] neither. */
const usual = {
  ...{ enabled: true, match: 'glob', on: 'start', single_instance: false, stop: false, of_actions: false },
  ...{ not: [], cwd: [], user: [], parent: [], agent: [], exit_code: [], active_hours: [], active_days: [] },
} satisfies RuleDefaults;

/** What counts for a rule: what it says itself, or else [defaults], or else what is usual. */
export type Standing = RuleDefaults & { [Key in keyof typeof usual]: NonNullable<RuleDefaults[Key]> };

export function standingOf(draft: RuleDefaults, defaults: RuleDefaults): Standing {
  // What is undefined in a table hides nothing.
  return { ...usual, ...said(defaults), ...said(draft) } as Standing;
}

/** The change as it is to be written: what counts anyway is not said, unless the rule says the key in the file already. */
export function plainPatch(
  patch: Partial<RuleDraft>,
  { base, defaults }: { readonly base: RuleDraft; readonly defaults: RuleDefaults },
): Partial<RuleDraft> {
  const anyway: Partial<RuleDraft> = { ...usual, ...said(defaults) };
  const plain = { ...patch };
  for (const key of Object.keys(usual) as (keyof typeof usual)[]) {
    const value = patch[key];
    // A list with entries is still being typed: it may become another one.
    const settled = !Array.isArray(value) || value.length === 0;
    if (settled && base[key] === undefined && stableText(value) === stableText(anyway[key])) plain[key] = undefined;
  }
  return plain;
}

function said<T extends object>(table: T): T {
  // What is left out is optional in the types of drafts.
  return Object.fromEntries(Object.entries(table).filter(([, value]) => value !== undefined)) as T;
}

/**
 * The draft as it is to be written: without keys that say nothing, and without empty lines in lists. One empty command
 * stays, so that it is told that a command is missing. A list without entries stays: it says none, whatever [defaults] says.
 */
export function cleanDraft(draft: RuleDraft): RuleDraft {
  const command = draft.command.filter((pattern) => pattern !== '');
  const none = Object.entries(draft).filter(([, value]) => Array.isArray(value) && value.length === 0);
  return {
    ...withoutNothing(draft),
    ...Object.fromEntries(none),
    command: command.length === 0 ? [''] : command,
    action: draft.action.map(cleanAction),
  };
}

export function cleanAction(action: ActionDraft): ActionDraft {
  return { ...withoutNothing(action), type: action.type };
}

/** Whether two drafts would be written alike. */
export function sameDraft(a: RuleDraft, b: RuleDraft): boolean {
  return stableText(cleanDraft(a)) === stableText(cleanDraft(b));
}

/** The list with the entry at `from` at `to` instead. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list];
  const [entry] = rest.splice(from, 1);
  if (entry !== undefined) rest.splice(to, 0, entry);
  return rest;
}

/** The list with another entry at `index`. */
export function replaced<T>(list: readonly T[], index: number, entry: T): T[] {
  return list.map((old, at) => (at === index ? entry : old));
}

/** The list without the entry at `index`. */
export function removed<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

/** Leaves out what is undefined, an empty text, an empty list or table, and empty texts in lists. */
function withoutNothing<T extends object>(table: T): T {
  const entries = Object.entries(table).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.filter((entry) => entry !== '') : value,
  ]);
  // What is left out is optional in the types of drafts, or set again by the caller.
  return Object.fromEntries(entries.filter(([, value]) => !saysNothing(value))) as T;
}

function saysNothing(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The same text for the same content, whatever the order of keys. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
