import type {
  AgentStatus,
  AgentTool,
  Exit,
  StatusRule,
  StatusRules,
  StatusSource,
  TerminalSignal,
} from '../../../../shared/vocabulary';
import type { HookEvent } from '../hooks';

/** What is heard of an agent. */
export type StatusEvent =
  /** Its process was started, for the first time or again. */
  | { readonly type: 'started' }
  | { readonly type: 'signal'; readonly signal: TerminalSignal }
  /** What was written to its terminal as if typed, by a person or through the contract. */
  | { readonly type: 'typed'; readonly text: string }
  /**
   * The last lines of its screen (at least 30), read when its terminal had `settled`, and now and then while it writes:
   * some programs are never quiet. `fullScreen`: a program fills it, and draws on it whenever it likes.
   */
  | { readonly type: 'screen'; readonly lines: readonly string[]; readonly fullScreen?: boolean }
  | { readonly type: 'hook'; readonly event: HookEvent }
  /** `known` says something else than before: what was seen last is judged anew. */
  | { readonly type: 'rules' }
  | { readonly type: 'exited'; readonly exit: Exit }
  /** `nextCheckAt` has come. */
  | { readonly type: 'tick' };

export interface Status {
  readonly status: AgentStatus;
  readonly source: StatusSource;
  readonly text?: string | undefined;
}

export interface StatusChange extends Status {
  /**
   * Whether somebody who does not look would want to be told: not of what people did themselves, of a program that has
   * just come up, of a short command, or of a new text for the same status.
   */
  readonly news: boolean;
}

export interface StatusTrackerOptions {
  /** Shells follow their prompt marks; they never need input. */
  readonly kind: 'shell' | 'command';
  /** Its ways are known: its dialogs vanish when they are answered, and at rest it waits for a prompt. */
  readonly tool?: AgentTool | undefined;
  /** The profile's own in the file, which come before all others. Those that cannot be read are passed over. */
  readonly rules: readonly StatusRule[];
  /** All others, as they are now. Undefined: they are not known yet, and a tool is not judged by its screen until they are. */
  readonly known: (tool: AgentTool | undefined) => StatusRules | undefined;
  /** Working without any output for so long: stuck. 0: never. */
  readonly stuckAfterMs: number;
  /** What was known of an agent that runs already. */
  readonly before?: Status | undefined;
}

/**
 * Makes one status of all that is heard of an agent. It is pure: time comes with the events. A better source (hook >
 * sequence > pattern > process) is believed at once; a worse one only when it keeps disagreeing for seconds. In doubt it
 * stays silent: a wrong "needs input" is worse than a late one.
 */
export interface StatusTracker {
  readonly current: Status;
  /** @returns the change, if there is one; at most one for each event */
  take(event: StatusEvent, nowMs: number): StatusChange | undefined;
  /** When to send a `tick`, by the clock of the events. Ask after each event. */
  readonly nextCheckAt: number | undefined;
}
