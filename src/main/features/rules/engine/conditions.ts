import type { MatchForm, ProcessInfo } from '../../../../shared/vocabulary';
import { type Form, formsOf } from '../patterns/forms';
import type { Pattern } from '../patterns/patterns';
import type { CompiledRule } from './compile';

/** What is known about where a process comes from. */
export interface Background {
  readonly parent?: Pick<ProcessInfo, 'argv'> | undefined;
  /** What the agent that it comes from is called: its name, its kind, its id. None: it comes from no agent. */
  readonly agents?: readonly string[] | undefined;
}

/** What conditions of rules ask the rest of the hub about. Asked only about what matches otherwise. */
export interface World {
  about(process: ProcessInfo): Background;
  userName(uid: number): string | undefined;
}

/** The form in which a command line matches, the most literal first, and the pattern; undefined if it does not. */
export interface PatternMatch {
  readonly form: MatchForm;
  readonly text: string;
  /** The index of the pattern among the rule's. */
  readonly at: number;
}

export function matchIn(forms: readonly Form[], patterns: readonly Pattern[]): PatternMatch | undefined {
  for (const { form, text } of forms) {
    const at = patterns.findIndex((pattern) => pattern.matches(text));
    if (at >= 0) return { form, text, at };
  }
  return undefined;
}

/** Whether all conditions hold that can be judged when a process starts. */
export function conditionsHold(
  compiled: CompiledRule,
  process: ProcessInfo,
  forms: readonly Form[],
  world: World,
): boolean {
  const { rule, not, cwd, parent, agent } = compiled;
  if (not.length > 0 && matchIn(forms, not)) return false;
  if (cwd.length > 0 && !(process.cwd !== undefined && isIn(process.cwd, cwd))) return false;
  if (rule.user.length > 0 && !isUser(rule.user, process.uid, world)) return false;
  if (parent.length === 0 && agent.length === 0) return true;
  const background = world.about(process);
  if (parent.length > 0 && !matchIn(formsOf(background.parent?.argv ?? []), parent)) return false;
  return agent.length === 0 || (background.agents ?? []).some((name) => isAgent(name, agent));
}

/** Folders of Windows are compared with slashes: a backslash has a meaning in globs. */
export function isIn(folder: string, globs: readonly Pattern[]): boolean {
  const path = /^(?:[A-Za-z]:|\\)\\/.test(folder) ? folder.replaceAll('\\', '/') : folder;
  return globs.some((glob) => glob.matches(path));
}

export function isAgent(name: string, globs: readonly Pattern[]): boolean {
  return globs.some((glob) => glob.matches(name.toLowerCase()));
}

function isUser(users: readonly string[], uid: number | undefined, world: World): boolean {
  if (uid === undefined) return false;
  if (users.includes(String(uid))) return true;
  const name = world.userName(uid);
  return name !== undefined && users.includes(name);
}
