import type { Result } from '../../shared/result';
import type { Exit, LuaAction, ProcessInfo, Rule } from '../../shared/vocabulary';

/** What a rule wants to be done in Lua, and for which command. */
export interface LuaActionRequest {
  readonly source: LuaAction['source'];
  /** Id of the run. */
  readonly run: string;
  readonly rule: Pick<Rule, 'id' | 'line'>;
  readonly process: ProcessInfo;
  /** How the command ended, if it has. */
  readonly exit?: Exit | undefined;
  readonly durationMs?: number | undefined;
  /** The coding agent that the command comes from. */
  readonly agent?: string | undefined;
  /** The command is made up. */
  readonly trial: boolean;
  /** What it logs, and the traceback of its error. */
  readonly print: (text: string) => void;
}

/** One such run. */
export interface LuaActionRun {
  /**
   * Its code has come to its end. True when something of it waits for the end of the command: then `finish` or `abandon`
   * has to follow. `busy`: too many are under way, and it was not begun.
   */
  readonly begun: Promise<Result<boolean, 'failed' | 'busy'>>;
  /** The command has ended: calls what the run has given to `on_finish` to its end. */
  finish(exit: Exit, durationMs: number | undefined): Promise<Result<void, 'failed'>>;
  /** It is to end as it is. */
  abandon(): void;
}

/** Lua of the app, as actions use it. */
export interface LuaActions {
  begin(request: LuaActionRequest): LuaActionRun;
}
