import type { SpawnRequest } from '../../../../shared/contract';
import type { Agent, RestartPolicy } from '../../../../shared/vocabulary';
import { splitCommand } from '../../../text';

/** What a person has filled in to start an agent. Empty texts mean what is usual. */
export interface StartForm {
  readonly profile: string;
  readonly name: string;
  readonly cwd: string;
  readonly worktree: boolean;
  readonly branch: string;
  readonly base: string;
  readonly group: string;
  readonly prompt: string;
  readonly command: string;
  readonly autoRestart: RestartPolicy | 'profile';
}

export const emptyForm: StartForm = {
  profile: '',
  name: '',
  cwd: '',
  worktree: false,
  branch: '',
  base: '',
  group: '',
  prompt: '',
  command: '',
  autoRestart: 'profile',
};

/** The git repository that the folder lies in. */
export interface Repository {
  readonly repository: string;
  readonly current?: string | undefined;
  readonly branches: readonly string[];
}

export type StartProblems = Partial<Record<keyof StartForm, string>>;

/** What can't be started so. */
export function problemsOf(form: StartForm, repository: Repository | undefined): StartProblems {
  const branch = form.branch.trim();
  return {
    ...(form.name.trim().length > 100 && { name: 'A name has at most 100 characters.' }),
    ...(form.group.trim().length > 100 && { group: 'A group’s name has at most 100 characters.' }),
    ...(form.cwd.trim() !== '' &&
      !isWholePath(form.cwd.trim()) && { cwd: 'Write the whole path, such as `~/project`.' }),
    ...(form.worktree && !repository && { worktree: 'This folder is in no git repository.' }),
    ...(form.worktree && branch !== '' && !isBranchName(branch) && { branch: 'Git does not allow this name.' }),
  };
}

function isWholePath(path: string): boolean {
  return /^([/~]|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** git-check-ref-format(1) */
function isBranchName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const wrong = /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|^[-/.]|[/.]$|^@$/;
  return !wrong.test(name);
}

export interface StartFacts {
  readonly repository: Repository | undefined;
  /** The person's home directory, for "~". */
  readonly home: string | undefined;
}

/** What the hub is asked for. */
export function requestOf(form: StartForm, { repository, home }: StartFacts): SpawnRequest {
  const cwd = form.cwd.trim().replace(/^~(?=[\\/]|$)/, (tilde) => home ?? tilde);
  const command = splitCommand(form.command);
  const branch = form.branch.trim() || suggestedBranch(form, repository?.branches ?? []);
  const base = form.base || repository?.current;
  const isNew = !repository?.branches.includes(branch);
  return {
    profile: form.profile,
    ...(form.name.trim() !== '' && { name: form.name.trim() }),
    ...(command.length > 0 && { command }),
    ...(cwd !== '' && { cwd }),
    ...(form.worktree && { worktree: { branch, ...(base !== undefined && isNew && { base }) } }),
    ...(form.prompt.trim() !== '' && { prompt: form.prompt }),
    ...(form.group.trim() !== '' && { group: form.group.trim() }),
    ...(form.autoRestart !== 'profile' && { autoRestart: form.autoRestart }),
  };
}

/** A name for a branch that is not there yet: of the agent's name, or of the first words of its prompt. */
export function suggestedBranch(
  { name, prompt, profile }: Pick<StartForm, 'name' | 'prompt' | 'profile'>,
  taken: readonly string[],
): string {
  const wanted = slug(name) || slug(prompt) || slug(profile) || 'agent';
  let branch = wanted;
  for (let count = 2; taken.includes(branch); count++) branch = `${wanted}-${count}`;
  return branch;
}

function slug(text: string): string {
  // Letters without their accents.
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z\d]+/g) ?? [];
  return words.slice(0, 5).join('-').slice(0, 40).replace(/-$/, '');
}

/** Where a new agent is most likely to be wanted: where the current one is, or the latest. */
export function usualFolder(current: Agent | undefined, recent: readonly string[]): string | undefined {
  return current?.worktree?.repository ?? current?.cwd ?? recent[0];
}
