import type { DraftProblem } from '../../../../shared/vocabulary';

type Path = DraftProblem['path'];

/** What is wrong at exactly this place of a draft; of several the first. */
export function problemAt(problems: readonly DraftProblem[], ...path: Path): string | undefined {
  return problems.find((problem) => samePath(problem.path, path))?.message;
}

/** What is wrong with a list: with itself, or with an entry that has no input of its own. */
export function problemIn(problems: readonly DraftProblem[], ...path: Path): string | undefined {
  return problems.find((problem) => samePath(problem.path.slice(0, path.length), path))?.message;
}

/** How many are at this place or below. */
export function countIn(problems: readonly DraftProblem[], ...path: Path): number {
  return problems.filter((problem) => samePath(problem.path.slice(0, path.length), path)).length;
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/** A part of a form, by the keys whose inputs it holds. */
export const formParts = {
  rule: ['id', 'name', 'enabled'],
  when: ['command', 'match', 'not', 'on'],
  only: ['cwd', 'user', 'parent', 'agent', 'exit_code', 'active_hours', 'active_days'],
  actions: ['action'],
  limits: [
    'min_duration',
    'max_runs_at_once',
    'single_instance',
    'cooldown',
    'timeout',
    'priority',
    'stop',
    'of_actions',
  ],
} as const;
export type FormPart = keyof typeof formParts;

export function problemsOfPart(problems: readonly DraftProblem[], part: FormPart): number {
  return formParts[part].reduce((count, key) => count + countIn(problems, key), 0);
}

/** What has no input of its own to stand at: the rule as a whole, or a key that this form does not know. */
export function homelessProblems(problems: readonly DraftProblem[]): readonly DraftProblem[] {
  const known = new Set<unknown>(Object.values(formParts).flat());
  return problems.filter(({ path }) => !known.has(path[0]));
}
