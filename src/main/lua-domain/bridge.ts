import type { LuaValue } from '../../shared/vocabulary';
import { createBudget } from './budget';
import { countMask, openRawLua, registryIndex, type State } from './raw';
import { createValues, LuaError, type Values } from './values';

/** What Lua calls: it reads its arguments from the stack, pushes its results, and tells how many these are. */
export type HostFunction = (l: State) => number;

/** A Lua state, and the only place that touches it. */
export interface Vm {
  readonly values: Values;
  readonly usedBytes: number;
  /** The bytes of a string on a stack: only until the next call. */
  bytesAt(l: State, index: number): { readonly heap: Uint8Array; readonly from: number; readonly to: number };
  numberAt(l: State, index: number): number;
  /** How many values are on a stack. */
  count(l: State): number;
  /** Makes room for so many more. */
  reserve(l: State, count: number): void;
  pushInteger(l: State, value: number): void;
  pushNumber(l: State, value: number): void;
  /** Pushes a part of Lua's own memory as a string. */
  pushSlice(l: State, at: number, length: number): void;
  pushBoolean(l: State, value: boolean): void;
  pushNull(l: State): void;
  /** Limits the CPU of a coroutine on a stack from now on. @param own it has a budget of its own */
  begin(l: State, index: number, own: boolean): void;
  /** What began last has given control back: how long it took, and whether it took too long. */
  finish(): { readonly tookMs: number; readonly exceeded: boolean };
  /** Throws when what runs has used its time up. */
  mayGoOn(): void;
  /** Runs a piece of the runtime; it is handed the table that all pieces share. */
  run(text: string, name: string): void;
  /** Calls a function of the shared table's `api`. Throws when the state cannot be used any more. */
  call(name: string, ...args: readonly LuaValue[]): readonly LuaValue[];
  /** What `hub.state` holds, or why it cannot be kept. @param most bytes, about */
  state(most: number): Readonly<Record<string, LuaValue>> | string;
}

export interface VmOptions {
  readonly memoryBytes: number;
  readonly cpuMs: number;
  /** Milliseconds that only rise. */
  readonly now: () => number;
  /** Milliseconds of CPU that this thread has had, where the system tells. */
  readonly usedMs?: (() => number) | undefined;
  /** Something begins that has a budget of its own. */
  readonly onProgress: () => void;
}

/** So often, counted in instructions, a running coroutine is asked whether it may go on. */
const checkEvery = 1_000;
const stackRoom = 40;
const mostRuntimeCalls = 6;

export async function createVm(
  options: VmOptions,
  host: (vm: Vm) => Readonly<Record<string, HostFunction>>,
): Promise<Vm> {
  const m = await openRawLua();
  let used = 0;
  let unlimited = 0;
  const budget = createBudget(options);

  // Lua answers a refusal with a full collection, then with the error "not enough memory".
  const allocator = m.addFunction((_, at = 0, before = 0, wanted = 0) => {
    const had = at === 0 ? 0 : before;
    if (wanted === 0) {
      if (at !== 0) m._free(at);
      used -= had;
      return 0;
    }
    if (unlimited === 0 && wanted > had && used + wanted - had > options.memoryBytes) return 0;
    const moved = m._realloc(at, wanted);
    if (moved !== 0) used += wanted - had;
    return moved;
  }, 'iiiii');

  // An error while a value is pushed from here would abort the whole instance, so the limit waits meanwhile.
  function suspendLimit<T>(run: () => T): T {
    unlimited += 1;
    try {
      return run();
    } finally {
      unlimited -= 1;
    }
  }

  const l = m._lua_newstate(allocator, 0);
  suspendLimit(() => m._luaL_openlibs(l));
  const values = suspendLimit(() => createValues(m, l, suspendLimit));
  const lengthAt = m._malloc(8);

  const hook: number = m.addFunction((running = 0) => {
    if (!budget.exceeded(checkEvery)) {
      // It was told to check after each instruction when an earlier run of it took too long.
      if (budget.isFresh()) m._lua_sethook(running, hook, countMask, checkEvery);
      return;
    }
    // From now on every instruction fails, so that no pcall around this one can go on.
    m._lua_sethook(running, hook, countMask, 1);
    raise(running, 0, budget.message);
  }, 'vii');

  /** As `error` does it: with the place, which is where a file of somebody's has called the runtime. */
  function raise(running: State, level: number, message: string): void {
    for (let at = level; ; at++) {
      m._luaL_where(running, at);
      if (at === level + mostRuntimeCalls || !values.text(running, -1).startsWith('runtime/')) break;
      m._lua_settop(running, -2);
    }
    values.pushText(running, message);
    m._lua_concat(running, 2);
    m._lua_error(running);
  }

  function hostFunction(run: HostFunction): number {
    return m.addFunction((running = 0) => {
      let message: string;
      try {
        return run(running);
      } catch (error) {
        // Whatever else is thrown is on its way to somebody: Lua's own jumps, and bugs.
        if (!(error instanceof LuaError)) throw error;
        message = error.message;
      }
      raise(running, 1, message);
      return 0;
    }, 'ii');
  }

  function loadText(text: string, name: string): void {
    const bytes = new TextEncoder().encode(`${text}\0@${name}\0t\0`);
    const at = m._malloc(bytes.length);
    m.HEAPU8.set(bytes, at);
    const length = bytes.indexOf(0);
    const nameAt = at + length + 1;
    const modeAt = at + bytes.indexOf(0, length + 1) + 1;
    const failed = m._luaL_loadbufferx(l, at, length, nameAt, modeAt);
    m._free(at);
    if (failed) throw new Error(values.text(l, -1));
  }

  const vm: Vm = {
    values,
    get usedBytes() {
      return used;
    },
    bytesAt(running, index) {
      const from = m._lua_tolstring(running, index, lengthAt);
      return { heap: m.HEAPU8, from, to: from + (m.HEAPU32[lengthAt >> 2] ?? 0) };
    },
    numberAt: (running, index) => m._lua_tonumberx(running, index, 0),
    count: (running) => m._lua_gettop(running),
    reserve: (running, count) => void m._lua_checkstack(running, count),
    pushInteger: (running, value) => m._lua_pushinteger(running, BigInt(value)),
    pushNumber: (running, value) => m._lua_pushnumber(running, value),
    pushSlice: (running, at, length) => void m._lua_pushlstring(running, at, length),
    pushBoolean: (running, value) => m._lua_pushboolean(running, value ? 1 : 0),
    pushNull: (running) => m._lua_pushlightuserdata(running, 0),
    begin(running, index, own) {
      m._lua_sethook(m._lua_tothread(running, index), hook, countMask, checkEvery);
      budget.begin(own);
    },
    finish: () => budget.finish(),
    mayGoOn() {
      if (budget.exceeded(0)) throw new LuaError(budget.message);
    },
    run(text, name) {
      suspendLimit(() => {
        loadText(text, name);
        m._lua_rawgeti(l, registryIndex, shared);
        if (m._lua_pcallk(l, 1, 0, 0, 0, 0)) throw new Error(values.text(l, -1));
      });
    },
    call(name, ...args) {
      const top = m._lua_gettop(l);
      budget.reset();
      try {
        suspendLimit(() => {
          m._lua_checkstack(l, stackRoom + args.length);
          m._lua_rawgeti(l, registryIndex, api);
          values.pushText(l, name);
          m._lua_rawget(l, -2);
          for (const arg of args) values.push(l, arg);
        });
        if (m._lua_pcallk(l, args.length, -1, 0, 0, 0)) throw new Error(values.text(l, -1));
        return Array.from({ length: m._lua_gettop(l) - top - 1 }, (_, at) => values.read(l, top + 2 + at));
      } finally {
        m._lua_settop(l, top);
      }
    },
    state: stateValue,
  };

  function stateValue(most: number): Readonly<Record<string, LuaValue>> | string {
    const top = m._lua_gettop(l);
    m._lua_rawgeti(l, registryIndex, api);
    values.pushText(l, 'state');
    m._lua_rawget(l, -2);
    try {
      const state = values.read(l, -1, most);
      return typeof state === 'object' && state !== null ? { ...(state as Record<string, LuaValue>) } : {};
    } catch (error) {
      if (error instanceof LuaError) return error.message;
      throw error;
    } finally {
      m._lua_settop(l, top);
    }
  }

  // { host = { …functions }, api = {} }
  m._lua_createtable(l, 0, 8);
  const field = (key: string, push: () => void) => {
    values.pushText(l, key);
    push();
    m._lua_rawset(l, -3);
  };
  field('host', () => {
    m._lua_createtable(l, 0, 32);
    for (const [key, run] of Object.entries(host(vm))) {
      field(key, () => m._lua_pushcclosure(l, hostFunction(run), 0));
    }
  });
  let api = 0n;
  field('api', () => {
    m._lua_createtable(l, 0, 16);
    m._lua_pushvalue(l, -1);
    api = BigInt(m._luaL_ref(l, registryIndex));
  });
  const shared = BigInt(m._luaL_ref(l, registryIndex));
  return vm;
}
