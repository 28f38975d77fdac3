import {
  commandLine,
  type Decision,
  describeExit,
  durationText,
  type Exit,
  maskArguments,
  type PlaceholderValues,
  type ProcessInfo,
  programName,
  type Rule,
  shortened,
} from '../../../shared/vocabulary';

/** A rule has matched, and its actions are to be done. */
export type Match = Extract<Decision, { type: 'rule.matched' }>;

/** How and when a command has ended. */
export interface Ending {
  readonly exit: Exit;
  readonly endedAt: number;
}

/** What actions are done for: a rule, and a command that has started or ended. */
export interface Occasion {
  readonly rule: Pick<Rule, 'id' | 'name' | 'line' | 'on' | 'timeoutMs'>;
  readonly process: ProcessInfo;
  /** How the command ended; undefined while it runs. */
  readonly exit?: Exit | undefined;
  readonly endedAt?: number | undefined;
  /** Resolves when a command that runs has ended; for actions that wait for it. */
  readonly ending?: Promise<Ending> | undefined;
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

/**
 * What placeholders stand for. Each is one line: what a command line says must not look like text of the rule's own. What
 * is known to be secret in a command line is masked, as these texts go to where others read them.
 */
export function placeholderValues(occasion: Occasion): PlaceholderValues {
  const { rule, exit, agent = '' } = occasion;
  const process = tellable(occasion.process);
  const ms = durationOf(occasion);
  return {
    command: oneLine(commandLine(process)),
    program: oneLine(programName(process)),
    pid: String(process.pid),
    cwd: oneLine(process.cwd ?? ''),
    rule: oneLine(rule.name ?? rule.id),
    agent,
    exit: exit ? describeExit(exit) : '',
    duration: ms === undefined ? '' : durationText(ms),
  };
}

/** The process as others are told of it: shortened, and without what is known to be secret in its arguments. */
export function tellable(process: ProcessInfo): ProcessInfo {
  const short = shortened(process);
  return { ...short, argv: maskArguments(short.argv) };
}

/** At most so many characters. */
export function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Control characters become spaces. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
