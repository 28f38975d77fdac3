import type { AgentTool } from '../../../../shared/vocabulary';

/** What a tool's hook tells, in one language for all tools. */
export interface HookEvent {
  readonly tool: AgentTool;
  /**
   * `asks`: it waits for the person now. `may-ask`: a permission was asked for, which the tool may give by itself.
   * `rests`: it waits for a prompt and has nothing else to say.
   */
  readonly type:
    | 'session-started'
    | 'prompted'
    | 'may-ask'
    | 'asks'
    | 'rests'
    | 'finished'
    | 'failed'
    | 'session-ended';
  /** What takes up this session again. */
  readonly session?: string | undefined;
  /** For a person: "Claude needs your permission to use Bash". */
  readonly text?: string | undefined;
}
