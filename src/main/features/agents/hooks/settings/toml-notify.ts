import { parseTOML } from 'toml-eslint-parser';
import { fail, messageOf, ok, type Result } from '../../../../../shared/result';

/** Codex starts one program when a turn is over: `notify = ["program", "argument"]`, to which it adds a JSON text. */
export type NotifyFound = 'on' | 'off' | 'other' | 'partly';

interface Place {
  /** Of the line that sets `notify` now. */
  readonly own: readonly [start: number, end: number] | undefined;
  readonly value: string;
  /** Where keys of the file itself end, and its first table begins. */
  readonly tables: number;
}

export function findNotify(
  text: string,
  line: string,
  isOurs: (value: string) => boolean,
): Result<NotifyFound, 'unreadable'> {
  const place = placeOf(text);
  if (!place.ok) return place;
  const { own, value } = place.value;
  if (!own) return ok('off');
  if (!isOurs(value)) return ok('other');
  return ok(text.slice(...own).trimEnd() === line ? 'on' : 'partly');
}

/** Somebody else's program stays. */
export function withNotify(
  text: string,
  line: string,
  isOurs: (value: string) => boolean,
): Result<string, 'unreadable'> {
  const clean = withoutNotify(text, isOurs);
  const place = clean.ok ? placeOf(clean.value) : clean;
  if (!clean.ok || !place.ok || place.value.own) return clean;
  const before = clean.value.slice(0, place.value.tables);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : lineEnd;
  return ok(`${before}${gap}${line}${lineEnd}${clean.value.slice(place.value.tables)}`);
}

export function withoutNotify(text: string, isOurs: (value: string) => boolean): Result<string, 'unreadable'> {
  const place = placeOf(text);
  if (!place.ok) return place;
  const { own, value } = place.value;
  return ok(own && isOurs(value) ? text.slice(0, own[0]) + text.slice(own[1]) : text);
}

function placeOf(text: string): Result<Place, 'unreadable'> {
  try {
    const [top] = parseTOML(text).body;
    const first = top?.body.find(({ type }) => type === 'TOMLTable');
    const pair = top?.body.find(
      (node) => node.type === 'TOMLKeyValue' && node.key.keys.length === 1 && nameOf(node.key.keys[0]) === 'notify',
    );
    // The table's own comment stays with it.
    const tables = first ? startOfBlock(text, first.range[0]) : text.length;
    if (pair?.type !== 'TOMLKeyValue') return ok({ own: undefined, value: '', tables });
    const lineEnd = text.indexOf('\n', pair.range[1]);
    const own = [pair.range[0], lineEnd < 0 ? text.length : lineEnd + 1] as const;
    return ok({ own, value: text.slice(...pair.value.range), tables });
  } catch (error) {
    return fail('unreadable', messageOf(error));
  }
}

function nameOf(
  key: { readonly type: string; readonly name?: string; readonly value?: string } | undefined,
): string | undefined {
  return key?.name ?? key?.value;
}

/** Up over comments and empty lines, to the end of what stands before. */
function startOfBlock(text: string, at: number): number {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*(?:#|$)/.test(text.slice(previous, start - 1))) break;
    start = previous;
  }
  return start;
}
