import type { AgentTool, Profile, StatusRule } from '../../../../shared/vocabulary';

/** A line on the screen that tells the status. */
export interface ScreenRule {
  readonly status: StatusRule['status'];
  readonly matches: (line: string) => boolean;
  /** Only so many of the last lines with text are looked at. */
  readonly last: number;
}

/** What a title of its terminal tells. */
export interface TitleRule {
  readonly pattern: RegExp;
  readonly status: StatusRule['status'];
}

/** A coding agent's program, as far as it is known how to deal with it. */
export interface KnownTool {
  readonly tool: AgentTool;
  /** "Claude Code" */
  readonly name: string;
  /** Its program, to be found on the PATH. */
  readonly program: string;
  /** What profiles of it have in common, unless a profile of the file says otherwise. */
  readonly profile: Pick<Profile, 'color' | 'icon' | 'resume'>;
  /** What its screen says. When it is at rest and says nothing of this, the tool waits for a prompt. */
  readonly screen: readonly ScreenRule[];
  readonly titles: readonly TitleRule[];
}

/** A rule for the last lines with text: of a whole screen, if not told otherwise. */
export function onScreen(status: StatusRule['status'], pattern: RegExp, last = 30): ScreenRule {
  return { status, last, matches: (line) => pattern.test(line) };
}
