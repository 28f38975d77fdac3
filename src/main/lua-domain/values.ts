import type { LuaValue } from '../../shared/vocabulary';
import { luaTypes, type RawLua, registryIndex, type State } from './raw';

/** What a host function throws to raise an error in Lua, with the place that called it. */
export class LuaError extends Error {}

/** Deeper values do not cross: they are mistakes, or contain themselves. */
const deepest = 64;
/** So much of a message's size is one value beside its text. */
const valueBytes = 16;
const typeNames = ['nil', 'boolean', 'null', 'number', 'string', 'table', 'function', 'userdata', 'coroutine'];

/** Plain data to and from Lua's stacks. Strings of Lua are bytes: those that are not UTF-8 come as bytes. */
export interface Values {
  /** @param most bytes that the value may have, about */
  push(l: State, value: LuaValue, most?: number): void;
  pushText(l: State, text: string): void;
  read(l: State, index: number, most?: number): LuaValue;
  /** About how many bytes the value had that was read or pushed last. */
  readonly cost: number;
  /** A string, for people: what is not UTF-8 is replaced. */
  text(l: State, index: number): string;
}

export function createValues(m: RawLua, main: State, suspendLimit: <T>(run: () => T) => T): Values {
  const encoder = new TextEncoder();
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  const lengthAt = m._malloc(8);
  let room = 1 << 16;
  let buffer = m._malloc(room);
  let left = Number.POSITIVE_INFINITY;
  let cost = 0;

  // Empty lists have this metatable, so that they do not become empty tables of fields on their way back.
  m._lua_createtable(main, 0, 1);
  pushText(main, '__metatable');
  pushText(main, 'list');
  m._lua_rawset(main, -3);
  const emptyList = BigInt(m._luaL_ref(main, registryIndex));

  function reserve(bytes: number): void {
    if (bytes <= room) return;
    m._free(buffer);
    room = bytes * 2;
    buffer = m._malloc(room);
  }

  function spend(bytes: number): void {
    left -= bytes;
    cost += bytes;
    if (left < 0) throw new LuaError('the value is too large to cross the border of Lua');
  }

  function pushBytes(l: State, bytes: Uint8Array): void {
    reserve(bytes.length);
    m.HEAPU8.set(bytes, buffer);
    m._lua_pushlstring(l, buffer, bytes.length);
  }

  function pushText(l: State, text: string): void {
    reserve(text.length * 3 + 1);
    const { written } = encoder.encodeInto(text, m.HEAPU8.subarray(buffer, buffer + room));
    m._lua_pushlstring(l, buffer, written);
  }

  function pushNumber(l: State, value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) m._lua_pushinteger(l, BigInt(value));
    else m._lua_pushnumber(l, value);
  }

  function pushValue(l: State, value: LuaValue, depth: number): void {
    if (depth > deepest) throw new LuaError('the value is nested too deeply');
    spend(typeof value === 'string' ? value.length : valueBytes);
    if (value === undefined || value === null) m._lua_pushnil(l);
    else if (typeof value === 'boolean') m._lua_pushboolean(l, value ? 1 : 0);
    else if (typeof value === 'number') pushNumber(l, value);
    else if (typeof value === 'string') pushText(l, value);
    else if (value instanceof Uint8Array) {
      spend(value.length);
      pushBytes(l, value);
    } else pushTable(l, value, depth);
  }

  function pushTable(l: State, value: readonly LuaValue[] | { readonly [key: string]: LuaValue }, depth: number): void {
    if (!m._lua_checkstack(l, 6)) throw new LuaError('the stack is full');
    if (Array.isArray(value)) {
      m._lua_createtable(l, value.length, 0);
      value.forEach((item: LuaValue, index) => {
        // A hole would end the list there.
        if (item === null || item === undefined) m._lua_pushlightuserdata(l, 0);
        else pushValue(l, item, depth + 1);
        m._lua_rawseti(l, -2, BigInt(index + 1));
      });
      if (value.length > 0) return;
      m._lua_rawgeti(l, registryIndex, emptyList);
      m._lua_setmetatable(l, -2);
      return;
    }
    const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
    m._lua_createtable(l, 0, fields.length);
    for (const [key, field] of fields) {
      spend(key.length);
      pushText(l, key);
      pushValue(l, field, depth + 1);
      m._lua_rawset(l, -3);
    }
  }

  function stringAt(l: State, index: number): Uint8Array {
    const at = m._lua_tolstring(l, index, lengthAt);
    return m.HEAPU8.subarray(at, at + (m.HEAPU32[lengthAt >> 2] ?? 0));
  }

  function readString(l: State, index: number): string | Uint8Array {
    const bytes = stringAt(l, index);
    spend(bytes.length);
    try {
      return strict.decode(bytes);
    } catch {
      return bytes.slice();
    }
  }

  function readNumber(l: State, index: number): number {
    return m._lua_isinteger(l, index) ? Number(m._lua_tointegerx(l, index, 0)) : m._lua_tonumberx(l, index, 0);
  }

  function readValue(l: State, index: number, depth: number): LuaValue {
    spend(valueBytes);
    const type = m._lua_type(l, index);
    switch (type) {
      case luaTypes.none:
      case luaTypes.nil:
        return undefined;
      case luaTypes.boolean:
        return m._lua_toboolean(l, index) !== 0;
      case luaTypes.number:
        return readNumber(l, index);
      case luaTypes.string:
        return readString(l, index);
      case luaTypes.table:
        return readTable(l, index < 0 ? m._lua_gettop(l) + index + 1 : index, depth);
      default:
        if (type === luaTypes.lightUserdata && m._lua_touserdata(l, index) === 0) return null;
        throw new LuaError(`a ${typeNames[type] ?? 'value'} cannot leave Lua, only plain data can`);
    }
  }

  function readTable(l: State, index: number, depth: number): LuaValue {
    if (depth > deepest) throw new LuaError('the table is nested too deeply, or contains itself');
    if (!m._lua_checkstack(l, 6)) throw new LuaError('the stack is full');
    const length = Number(m._lua_rawlen(l, index));
    const fields: { [key: string]: LuaValue } = Object.create(null);
    let count = 0;
    let isList = true;
    m._lua_pushnil(l);
    while (m._lua_next(l, index)) {
      count += 1;
      const key = readKey(l);
      isList &&= typeof key === 'number' && Number.isInteger(key) && key >= 1 && key <= length;
      fields[key] = readValue(l, -1, depth + 1);
      m._lua_settop(l, -2);
    }
    if (count === 0) return isEmptyList(l, index) ? [] : fields;
    // Lua may call any border the length of a table with holes.
    return isList && count === length ? Array.from({ length }, (_, at) => fields[at + 1]) : fields;
  }

  function readKey(l: State): string | number {
    const type = m._lua_type(l, -2);
    if (type === luaTypes.number) return readNumber(l, -2);
    const key = type === luaTypes.string ? readString(l, -2) : undefined;
    if (typeof key !== 'string') throw new LuaError('a table that leaves Lua has keys of text or numbers only');
    if (key === '__proto__') throw new LuaError('a field cannot be named __proto__');
    return key;
  }

  function isEmptyList(l: State, index: number): boolean {
    if (!m._lua_getmetatable(l, index)) return false;
    m._lua_rawgeti(l, registryIndex, emptyList);
    const is = m._lua_rawequal(l, -1, -2) !== 0;
    m._lua_settop(l, -3);
    return is;
  }

  function bounded<T>(l: State, most: number, run: () => T): T {
    const top = m._lua_gettop(l);
    left = most;
    cost = 0;
    try {
      return suspendLimit(run);
    } catch (error) {
      if (error instanceof LuaError) m._lua_settop(l, top);
      throw error;
    } finally {
      left = Number.POSITIVE_INFINITY;
    }
  }

  return {
    push: (l, value, most = Number.POSITIVE_INFINITY) => bounded(l, most, () => pushValue(l, value, 0)),
    pushText: (l, text) => suspendLimit(() => pushText(l, text)),
    read: (l, index, most = Number.POSITIVE_INFINITY) => bounded(l, most, () => readValue(l, index, 0)),
    get cost() {
      return cost;
    },
    text: (l, index) => lenient.decode(stringAt(l, index)),
  };
}
