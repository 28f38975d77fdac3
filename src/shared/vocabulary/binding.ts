import type { LuaValue } from './lua';
import type { LuaRecord } from './lua-records';
import type { Binding, BoundText, StoreName, ViewItem } from './view-tree';

/** What is known of the entities of each store. */
export type Entities = { readonly [Store in StoreName]: readonly LuaRecord[] };

/** The entities that a binding names, in its order. */
export function boundEntities({ bind, where = {}, order, limit }: Binding, entities: Entities): readonly LuaRecord[] {
  const wanted = Object.entries(where);
  const found = entities[bind].filter((entity) =>
    wanted.every(([field, value]) => {
      const has = fieldOf(entity, field);
      return Array.isArray(value) ? value.some((each) => each === has) : value === has;
    }),
  );
  if (order !== undefined) {
    const field = order.replace(/^-/, '');
    const sign = order.startsWith('-') ? -1 : 1;
    found.sort((one, other) => compare(fieldOf(one, field), fieldOf(other, field), sign));
  }
  return limit === undefined ? found : found.slice(0, limit);
}

/** What a text says now: itself, or how many entities there are. */
export function boundText(text: BoundText, entities: Entities): string {
  return typeof text === 'string' ? text : String(boundEntities(text, entities).length);
}

/** What names an entity, or a row of a table; undefined when nothing does. */
export function keyOfRecord({ key, id, module }: LuaRecord): string | undefined {
  const name = key ?? id ?? module;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

/** A row of a list, and what names it. */
export interface ViewRow extends ViewItem {
  readonly key: string;
}

export function rowOfItem(item: ViewItem, index: number): ViewRow {
  return { ...item, key: item.key ?? String(index + 1) };
}

/** An entity as a row, by an item whose texts name fields; without one by what it is called. */
export function rowOfRecord(record: LuaRecord, item: ViewItem | undefined, index: number): ViewRow {
  const key = keyOfRecord(record) ?? String(index + 1);
  if (!item) return { key, title: fieldText(record, 'name') || key };
  const { title, detail, badge, tone } = item;
  const fill = (template: string) => filledTemplate(template, record);
  return {
    ...{ key, title: fill(title) },
    ...(detail !== undefined && { detail: fill(detail) }),
    ...(badge !== undefined && { badge: fill(badge) }),
    ...(tone !== undefined && { tone }),
  };
}

/** "{name} in {worktree.branch}" with the fields of an entity in place of their names. */
export function filledTemplate(template: string, entity: LuaRecord, nowMs = Date.now()): string {
  return template.replace(/\{([\w.]+)\}/g, (_, field: string) => fieldText(entity, field, nowMs));
}

/** A field for people; empty when there is none. Fields whose names end in `_at` are times, numbers have two decimals at most. */
export function fieldText(entity: LuaRecord, field: string, nowMs = Date.now()): string {
  const value = fieldOf(entity, field);
  if (typeof value === 'number' && field.endsWith('_at')) return timeText(value, nowMs);
  return plainText(value);
}

/** `worktree.branch` is a field of a field. */
function fieldOf(entity: LuaRecord, field: string): LuaValue {
  if (Object.hasOwn(entity, field)) return entity[field];
  const [first = '', ...rest] = field.split('.');
  const inner = Object.hasOwn(entity, first) ? entity[first] : undefined;
  return rest.length > 0 && isRecord(inner) ? fieldOf(inner, rest.join('.')) : undefined;
}

const isRecord = (value: LuaValue): value is LuaRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

function plainText(value: LuaValue): string {
  if (value === undefined || value === null || value instanceof Uint8Array) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(plainText).join(' ');
  return Object.values(value).map(plainText).join(' ');
}

/** "14:03:05", or "2026-11-20 14:03" on another day. */
function timeText(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const two = (part: number) => String(part).padStart(2, '0');
  const minute = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.toDateString() === new Date(nowMs).toDateString()) return `${minute}:${two(at.getSeconds())}`;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${minute}`;
}

/** What there is not comes last, whichever way. */
function compare(one: LuaValue, other: LuaValue, sign: number): number {
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
  const [first, second] = [plainText(one), plainText(other)];
  if (first === '' || second === '') return Number(first === '') - Number(second === '');
  return sign * (first < second ? -1 : Number(first > second));
}
