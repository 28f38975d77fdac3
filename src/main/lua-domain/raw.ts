import { LuaFactory } from 'wasmoon';

/** Address of a lua_State. */
export type State = number;

/** The functions of Lua's C interface that the bridge uses, as wasmoon's WebAssembly exports them. */
export interface RawLua {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  addFunction(run: (...args: number[]) => number | undefined, signature: string): number;
  _malloc(size: number): number;
  _realloc(at: number, size: number): number;
  _free(at: number): void;
  _lua_newstate(allocator: number, data: number): State;
  _luaL_openlibs(l: State): void;
  _lua_gettop(l: State): number;
  _lua_settop(l: State, index: number): void;
  _lua_checkstack(l: State, count: number): number;
  _lua_type(l: State, index: number): number;
  _lua_rawlen(l: State, index: number): bigint;
  _lua_rawequal(l: State, a: number, b: number): number;
  _lua_isinteger(l: State, index: number): number;
  _lua_tointegerx(l: State, index: number, isNumber: number): bigint;
  _lua_tonumberx(l: State, index: number, isNumber: number): number;
  _lua_toboolean(l: State, index: number): number;
  _lua_tolstring(l: State, index: number, length: number): number;
  _lua_touserdata(l: State, index: number): number;
  _lua_tothread(l: State, index: number): State;
  _lua_pushnil(l: State): void;
  _lua_pushboolean(l: State, value: number): void;
  _lua_pushinteger(l: State, value: bigint): void;
  _lua_pushnumber(l: State, value: number): void;
  _lua_pushlstring(l: State, at: number, length: number): number;
  _lua_pushlightuserdata(l: State, at: number): void;
  _lua_pushcclosure(l: State, run: number, count: number): void;
  _lua_pushvalue(l: State, index: number): void;
  _lua_createtable(l: State, list: number, fields: number): void;
  _lua_getmetatable(l: State, index: number): number;
  _lua_setmetatable(l: State, index: number): number;
  _lua_rawget(l: State, index: number): number;
  _lua_rawset(l: State, index: number): void;
  _lua_rawgeti(l: State, index: number, at: bigint): number;
  _lua_rawseti(l: State, index: number, at: bigint): void;
  _lua_next(l: State, index: number): number;
  _lua_concat(l: State, count: number): void;
  _lua_error(l: State): number;
  _lua_pcallk(l: State, args: number, results: number, handler: number, context: number, next: number): number;
  _lua_sethook(l: State, run: number, mask: number, count: number): void;
  _luaL_where(l: State, level: number): void;
  _luaL_ref(l: State, table: number): number;
  _luaL_loadbufferx(l: State, text: number, length: number, name: number, mode: number): number;
}

/** A WebAssembly instance of its own: nothing is shared with others. */
export async function openRawLua(): Promise<RawLua> {
  const lua = await new LuaFactory().getLuaModule();
  return lua.module as unknown as RawLua;
}

/** lua.h: LUA_REGISTRYINDEX of a build with LUAI_MAXSTACK 1,000,000. */
export const registryIndex = -1_001_000;
/** lua.h: LUA_MASKCOUNT. */
export const countMask = 8;
/** lua.h: LUA_T…. */
export const luaTypes = {
  none: -1,
  nil: 0,
  boolean: 1,
  lightUserdata: 2,
  number: 3,
  string: 4,
  table: 5,
  function: 6,
  userdata: 7,
  thread: 8,
} as const;
