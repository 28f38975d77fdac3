/** Plain data that crosses the border of Lua. Strings of Lua are bytes: those that are not UTF-8 come as bytes. */
export type LuaValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly LuaValue[]
  | { readonly [key: string]: LuaValue };

/** What went wrong in Lua, and where. */
export interface LuaProblem {
  readonly message: string;
  /** The file, for people; empty for what was typed. */
  readonly path: string;
  readonly line?: number | undefined;
  readonly traceback?: string | undefined;
  /** The module that it happened in, and the handler. */
  readonly module?: string | undefined;
  readonly handler?: string | undefined;
}

export type LuaResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: LuaProblem };

export const registrationKinds = [
  'event',
  'hook',
  'intercept',
  'timer',
  'command',
  'key',
  'keymap',
  'entry',
  'action',
  'watch',
  'view',
  'status',
  'match',
] as const;

/** What only says something: nothing of it is ever called. */
export const sayingKinds: ReadonlySet<Registration['kind']> = new Set(['keymap', 'entry', 'status']);

/** Something that Lua has registered, and that goes with the file that did so. */
export interface Registration {
  /** Names it to the host: unique within its domain. */
  readonly handler: string;
  readonly kind: (typeof registrationKinds)[number];
  /** The event, hook, key or command. */
  readonly name: string;
  readonly module: string;
  readonly priority: number;
  readonly enabled: boolean;
  /** What belongs to it: a timer's `every_ms`, a command's `title`, … */
  readonly about: { readonly [key: string]: string | number | boolean };
}

export const luaLayers = ['core', 'default', 'user', 'improvement', 'project'] as const;
export type LuaLayer = (typeof luaLayers)[number];

/** A Lua file, and what became of it. */
export interface LuaFile {
  readonly module: string;
  readonly layer: LuaLayer;
  readonly path: string;
  readonly state: 'running' | 'failed' | 'disabled' | 'not-run';
  /** Why the newest text is not in force; what was in force before goes on. */
  readonly problem?: LuaProblem | undefined;
  readonly loadedAt?: number | undefined;
  readonly tookMs?: number | undefined;
  readonly registrations: number;
  readonly errors: number;
  readonly totalMs: number;
  /** Earlier texts that can be gone back to. */
  readonly versions: number;
}
