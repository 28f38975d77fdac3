import type { Node } from 'jsonc-parser';
import { fail, messageOf, ok, type Result } from '../../../../../shared/result';
import { appended, itemsOf, memberOf, membersOf, parseJsonc, unitOf, without } from './jsonc';

/** A hook that we want, in the form that Claude Code, Codex and Gemini CLI share. */
export interface WantedHook {
  readonly event: string;
  /** Which tools or kinds it is for. */
  readonly matcher?: string | undefined;
}

export interface JsonHooks {
  readonly wanted: readonly WantedHook[];
  readonly command: string;
  /** In the tool's own unit. */
  readonly timeout: number;
  /** Whether a command is ours, of this or another version or home. */
  readonly isOurs: (command: string) => boolean;
}

type Edited = Result<string, 'unreadable'>;
export type HooksFound = 'on' | 'off' | 'partly';

/** @param text undefined: there is no file yet */
export function findHooks(
  text: string | undefined,
  { wanted, command, isOurs }: JsonHooks,
): Result<HooksFound, 'unreadable'> {
  const root = parse(text ?? '{}');
  if (!root.ok) return root;
  const ours = oursIn(root.value, isOurs);
  if (ours.length === 0) return ok('off');
  const isWhole = wanted.every(({ event }) => ours.some((found) => found.event === event && found.command === command));
  return ok(isWhole && ours.length === wanted.length ? 'on' : 'partly');
}

/** With all that is wanted and nothing older of ours. */
export function withHooks(text: string | undefined, hooks: JsonHooks): Edited {
  const before = text === undefined || text.trim() === '' ? '{}\n' : text;
  const found = findHooks(before, hooks);
  if (!found.ok || found.value === 'on') return found.ok ? ok(before) : found;
  let clean = withoutHooks(before, hooks);
  for (const wanted of hooks.wanted) if (clean.ok) clean = withHook(clean.value, wanted, hooks);
  return clean;
}

export function withoutHooks(text: string, { isOurs }: Pick<JsonHooks, 'isOurs'>): Edited {
  let current = text;
  for (;;) {
    const root = parse(current);
    if (!root.ok) return root;
    const [found] = oursIn(root.value, isOurs);
    if (!found) return ok(current);
    current = found.remove(current);
  }
}

function withHook(text: string, { event, matcher }: WantedHook, { command, timeout }: JsonHooks): Edited {
  const root = parse(text);
  if (!root.ok) return root;
  const group = { ...(matcher !== undefined && { matcher }), hooks: [{ type: 'command', command, timeout }] };
  const unit = unitOf(text);
  const laidOut = (value: unknown) => (indent: string) =>
    JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`);
  const member = (key: string, value: unknown) => (indent: string) =>
    `${JSON.stringify(key)}: ${laidOut(value)(indent)}`;
  const hooks = memberOf(root.value, 'hooks');
  const groups = memberOf(hooks, event);
  if (groups?.type === 'array') return ok(appended(text, groups, laidOut(group)));
  if (groups) return fail('unreadable', `"hooks.${event}" is no list`);
  if (hooks?.type === 'object') return ok(appended(text, hooks, member(event, [group])));
  if (hooks) return fail('unreadable', '"hooks" is no object');
  if (root.value.type !== 'object') return fail('unreadable', 'it is no object');
  return ok(appended(text, root.value, member('hooks', { [event]: [group] })));
}

interface Ours {
  readonly event: string;
  readonly command: string;
  /** Takes it out, with what holds nothing else. */
  readonly remove: (text: string) => string;
}

function oursIn(root: Node, isOurs: (command: string) => boolean): Ours[] {
  const hooks = memberOf(root, 'hooks');
  const hooksAt = membersOf(root).findLastIndex(({ key }) => key === 'hooks');
  return membersOf(hooks).flatMap(({ key: event, value: groups }, eventAt, events) =>
    itemsOf(groups).flatMap((group, groupAt) => {
      const list = memberOf(group, 'hooks');
      return itemsOf(list).flatMap((hook, at) => {
        const command: unknown = memberOf(hook, 'command')?.value;
        if (!list || !hooks || typeof command !== 'string' || !isOurs(command)) return [];
        const remove = (text: string): string => {
          if (itemsOf(list).length > 1) return without(text, list, at);
          if (itemsOf(groups).length > 1) return without(text, groups, groupAt);
          return events.length > 1 ? without(text, hooks, eventAt) : without(text, root, hooksAt);
        };
        return [{ event, command, remove }];
      });
    }),
  );
}

function parse(text: string): Result<Node, 'unreadable'> {
  try {
    return ok(parseJsonc(text.trim() === '' ? '{}' : text));
  } catch (error) {
    return fail('unreadable', messageOf(error));
  }
}
