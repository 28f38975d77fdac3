import {
  commandLine,
  type Decision,
  describeExit,
  durationText,
  type Exit,
  type PlaceholderValues,
  type ProcessInfo,
  programName,
  type Rule,
} from '../../../shared/vocabulary';

/** A rule has matched, and its actions are to be done. */
export type Match = Extract<Decision, { type: 'rule.matched' }>;

/** What actions are done for: a rule, and a command that has started or ended. */
export interface Occasion {
  readonly rule: Pick<Rule, 'id' | 'name' | 'line' | 'on' | 'timeoutMs'>;
  readonly process: ProcessInfo;
  /** How the command ended; undefined while it runs. */
  readonly exit?: Exit | undefined;
  readonly endedAt?: number | undefined;
  /** The rules whose actions led to the command, the first of all first. */
  readonly causes: readonly string[];
  /** The coding agent that the command comes from. */
  readonly agent?: string | undefined;
  /** The command is made up, to try an action. */
  readonly trial: boolean;
}

/** How long the command took; undefined while it runs. */
export function durationOf({ process, endedAt }: Occasion): number | undefined {
  return endedAt === undefined ? undefined : Math.max(0, Math.round(endedAt - process.startedAt));
}

/** What placeholders stand for. Each is one line: what a command line says must not look like text of the rule's own. */
export function placeholderValues(occasion: Occasion): PlaceholderValues {
  const { rule, process, exit, agent = '' } = occasion;
  const ms = durationOf(occasion);
  return {
    command: oneLine(commandLine(process)),
    program: oneLine(programName(process)),
    pid: String(process.pid),
    cwd: oneLine(process.cwd ?? ''),
    rule: rule.name ?? rule.id,
    agent,
    exit: exit ? describeExit(exit) : '',
    duration: ms === undefined ? '' : durationText(ms),
  };
}

/** Control characters become spaces. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
