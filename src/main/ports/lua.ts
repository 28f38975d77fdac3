import type { Event } from '../../shared/event';
import type { Scope } from '../../shared/scope';
import type { LuaProblem, LuaResult, LuaValue, Registration } from '../../shared/vocabulary';

/** A Lua file as text. */
export interface LuaSource {
  /** What `require` calls it: `core.hooks`, `default.notifications`, `user.layout`, `improvements.better_names`. */
  readonly module: string;
  /** Where it is, for messages. */
  readonly path: string;
  readonly text: string;
}

/** What a domain of code may use, beside what everything may: `keyring`, `fs.read`, … */
export type LuaPermission = string;

export interface LuaLimits {
  /** Of the domain's Lua memory. */
  readonly memoryBytes: number;
  /** Of CPU for one handler, one file, or one evaluation. */
  readonly cpuMs: number;
  /** Of one value that crosses the border. */
  readonly messageBytes: number;
  readonly handlers: number;
  readonly timers: number;
  readonly logLinesPerSecond: number;
}

export interface LuaDomainOptions {
  /** `trusted`, or the name of an improvement. */
  readonly name: string;
  readonly permissions: readonly LuaPermission[];
  readonly limits: LuaLimits;
}

/** Files that have changed; they and all that depends on them are run again, all or nothing. */
export interface SourceChange {
  readonly changed: readonly LuaSource[];
  /** Modules that are gone. */
  readonly removed: readonly string[];
  /** Modules to be run if they have not been, in this order. */
  readonly start: readonly string[];
  /** What `hub.state` begins with: what an earlier worker of this domain had. */
  readonly state?: Readonly<Record<string, LuaValue>> | undefined;
}

export interface LoadReport {
  /** Modules that were run, in this order. */
  readonly ran: readonly string[];
  readonly tookMs: number;
}

/** What a domain asks its host: `op` is one of the host's operations. Answered with `settle`. */
export interface LuaHostCall {
  readonly id: number;
  readonly op: string;
  readonly args: readonly LuaValue[];
  /** The module that asks. */
  readonly module: string;
}

export interface HandlerTiming {
  readonly handler: string;
  readonly calls: number;
  readonly errors: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

export interface LuaStats {
  readonly memoryBytes: number;
  readonly modules: number;
  readonly handlers: readonly HandlerTiming[];
}

/** An intercepted value: `undefined` when a handler has blocked it (returned nil). */
export type Intercepted = { readonly value: LuaValue } | undefined;

/** A piece of Lua that is no module: an action of a rule. */
export interface LuaChunk {
  /** The file that it stands in, for messages. */
  readonly path: string;
  /** Its lines are those of the file: what comes before it there is empty. */
  readonly text: string;
}

/** What a rule wants to be done in Lua, once. */
export interface LuaRun {
  /** Names the run, as no module is named: `rules.npm#run-5`. What it registers is registered under this name. */
  readonly owner: string;
  /** What it finds in `viberot`, beside `log` and `on_finish`. */
  readonly about: { readonly [key: string]: LuaValue };
  readonly what: LuaChunk | { readonly handler: string };
}

/** A worker thread with a Lua state of its own. What is in it can reach nothing but what it is given. */
export interface LuaDomain {
  readonly name: string;
  /** Runs files; when one fails, everything is as it was before, and the problem says where. */
  load(change: SourceChange): Promise<LuaResult<LoadReport>>;
  /** Tells handlers of an event. They may await; nobody waits for them. */
  emit(event: string, args: readonly LuaValue[]): void;
  /** Sends a value through the handlers of an intercepting hook, in order. Those that fail or take long are left out. */
  intercept(hook: string, value: LuaValue): Promise<Intercepted>;
  /** Runs one registered handler (a timer, a command, a key, an action) to its end. */
  call(handler: string, args: readonly LuaValue[]): Promise<LuaResult<LuaValue>>;
  /**
   * Does what a rule wants, to the end of the code, which may await. True when something of it waits for the end of the
   * command: then `finish` or `abandon` has to follow. Else nothing of it is left.
   */
  act(run: LuaRun): Promise<LuaResult<boolean>>;
  /** The command of a run has ended: calls what the run has given to `on_finish` to its end, and forgets the run. */
  finish(owner: string, args: readonly LuaValue[]): Promise<LuaResult<void>>;
  /** A run is to end as it is: what of it awaits is not gone on with. */
  abandon(owner: string): void;
  /** Whether a text is Lua at all. */
  compile(chunk: LuaChunk): Promise<LuaResult<void>>;
  /** Runs registered timers, all of them at once; resolves when they have begun. Those that fail are told. */
  ring(handlers: readonly string[]): Promise<void>;
  /** Runs a piece of code with what files have, and tells its results as `tostring` shows them. */
  evaluate(code: string): Promise<LuaResult<readonly string[]>>;
  /** The answer to a host call. */
  settle(id: number, answer: { readonly value: LuaValue } | { readonly error: string }): void;
  stats(): Promise<LuaStats>;
  readonly calls: Event<LuaHostCall>;
  /** What is registered now: told after each load, and when handlers register or take back something. */
  readonly registered: Event<readonly Registration[]>;
  readonly logged: Event<{
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly module: string;
    readonly text: string;
  }>;
  /** A handler has failed. */
  readonly failed: Event<LuaProblem>;
  /** `hub.state` has changed: it outlives the worker. */
  readonly state: Event<Readonly<Record<string, LuaValue>>>;
  /** It was ended because it was stuck, or had no memory left; or it broke. Nothing else comes from it. */
  readonly ended: Event<string>;
  close(): Promise<void>;
}

export interface LuaDomains {
  open(options: LuaDomainOptions, scope: Scope): LuaDomain;
}
