import type { LuaProblem, LuaValue, Registration } from '../../../shared/vocabulary';
import type { LuaChunk, LuaHostCall, LuaLimits, LuaRun, LuaStats, SourceChange } from '../../ports';

/** What a worker of Lua is started with. */
export interface DomainData {
  readonly name: string;
  readonly limits: LuaLimits;
  /** Names of the operations that the host does. */
  readonly operations: readonly string[];
  /** Counters that both sides see: see `signals`. */
  readonly signals: SharedArrayBuffer;
}

/** Places in `DomainData.signals`. The host reads there whether a worker is stuck, without asking it. */
export const signals = {
  /** Messages that were handled. */
  handled: 0,
  /** Rises with everything that begins and has a budget of its own. */
  progress: 1,
  /** 1 as soon as messages are taken. */
  ready: 2,
  /** What the system calls the thread, to ask how much CPU it has had; 0 where it cannot be asked. */
  thread: 3,
} as const;

export type ToDomain =
  | { readonly type: 'load'; readonly id: number; readonly change: SourceChange }
  | { readonly type: 'emit'; readonly event: string; readonly args: readonly LuaValue[] }
  | { readonly type: 'intercept'; readonly id: number; readonly hook: string; readonly value: LuaValue }
  | { readonly type: 'call'; readonly id: number; readonly handler: string; readonly args: readonly LuaValue[] }
  | { readonly type: 'ring'; readonly id: number; readonly handlers: readonly string[] }
  | { readonly type: 'act'; readonly id: number; readonly run: LuaRun }
  | { readonly type: 'finish'; readonly id: number; readonly owner: string; readonly args: readonly LuaValue[] }
  | { readonly type: 'abandon'; readonly owner: string }
  | ({ readonly type: 'compile'; readonly id: number } & LuaChunk)
  | { readonly type: 'evaluate'; readonly id: number; readonly code: string }
  | { readonly type: 'settle'; readonly id: number; readonly ok: boolean; readonly value: LuaValue }
  | { readonly type: 'late'; readonly token: number }
  | { readonly type: 'stats'; readonly id: number };

export type Reply =
  | { readonly ok: true; readonly value: LuaValue | LuaStats }
  | { readonly ok: false; readonly problem: LuaProblem };

export type FromDomain =
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'call'; readonly call: LuaHostCall }
  /** What is new or has another state, and the handlers that are gone. */
  | { readonly type: 'registered'; readonly put: readonly Registration[]; readonly gone: readonly string[] }
  | { readonly type: 'log'; readonly level: LogLevel; readonly module: string; readonly text: string }
  | { readonly type: 'failed'; readonly problem: LuaProblem }
  | { readonly type: 'state'; readonly state: Readonly<Record<string, LuaValue>> }
  /** Asks for `late` after some time: the host rings, so that it also watches over what is run then. */
  | { readonly type: 'later'; readonly ms: number; readonly token: number }
  | { readonly type: 'broken'; readonly why: string };

export const luaLogLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof luaLogLevels)[number];
