import type { LuaState } from '../../../shared/contract';
import { sayingKinds } from '../../../shared/vocabulary';
import { durationText } from '../../text';

export type Registered = LuaState['registrations'][number];

const sorts = ['calls', 'errors', 'totalMs', 'meanMs', 'longestMs', 'name', 'module'] as const;
export type Sort = (typeof sorts)[number];
export interface Order {
  readonly by: Sort;
  readonly descending: boolean;
}

/** What is called: the rest only says something, of the window or of screens, which takes no time. */
export function handlersAmong(registrations: readonly Registered[]): readonly Registered[] {
  return registrations.filter(
    ({ kind, about }) => !sayingKinds.has(kind) && !(kind === 'key' && about.command !== undefined),
  );
}

/** Figures begin with the largest, names with the first; asked for once more it is the other way round. */
export function orderAfter({ by, descending }: Order, asked: Sort): Order {
  if (asked === by) return { by, descending: !descending };
  return { by: asked, descending: asked !== 'name' && asked !== 'module' };
}

/** What fits the search, in order; what is equal stays as it was. */
export function sorted(all: readonly Registered[], { by, descending }: Order, search = ''): readonly Registered[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((one) => {
    const text = `${one.kind} ${handlerText(one)} ${one.module}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => sign * compare(weigh(a, by), weigh(b, by)));
}

/** Undefined when it was never called. */
export function meanMs({ totalMs, calls }: Pick<Registered, 'totalMs' | 'calls'>): number | undefined {
  return calls === 0 ? undefined : totalMs / calls;
}

function weigh(one: Registered, by: Sort): number | string {
  return by === 'meanMs' ? (meanMs(one) ?? -1) : one[by];
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function saidText([what, value]: readonly [string, unknown]): string {
  if (value === true) return what;
  return value === false ? `not ${what}` : `${what} “${value}”`;
}

/** What a handler is for: the event or hook with the name that it was given there, a timer's time, a command, a key. */
export function handlerText({ kind, name, about }: Pick<Registered, 'kind' | 'name' | 'about'>): string {
  const { every_ms: every, after_ms: after, label, keys, command, pattern } = about;
  if (kind === 'keymap') return `${name}: ${keys === '' ? 'none' : keys}`;
  if (kind === 'entry') return `${name}: ${Object.entries(about).map(saidText).join(', ')}`;
  if (kind === 'match') return `${name}: ${pattern}`;
  if (kind === 'key' && typeof command === 'string') return `${name}: ${command}`;
  if (kind === 'timer' && typeof every === 'number') return `every ${durationText(every)}`;
  if (kind === 'timer' && typeof after === 'number') return `after ${durationText(after)}`;
  return typeof label === 'string' && label !== '' ? `${name}: ${label}` : name;
}
