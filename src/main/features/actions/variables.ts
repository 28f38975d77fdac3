import { fail, ok, type Result } from '../../../shared/result';

export type Environment = Readonly<Record<string, string>>;

/** Writes variables of the environment out: `${NAME}`. `$${NAME}` stays as `${NAME}`. Fails when one is not set. */
export function expand(text: string, env: Environment): Result<string, 'not-set'> {
  let missing: string | undefined;
  const expanded = text.replace(/\$(\$?)\{([A-Za-z_][\w()]*)\}/g, (found, escaped: string, name: string) => {
    if (escaped) return found.slice(1);
    const value = env[name];
    if (value === undefined) missing ??= name;
    return value ?? '';
  });
  if (missing === undefined) return ok(expanded);
  return fail(
    'not-set',
    `The variable ${missing} is not set where VibeRot was started. Set it there, or correct the rule.`,
  );
}

/** The same for several texts, in their order. */
export function expandAll(texts: readonly string[], env: Environment): Result<string[], 'not-set'> {
  const expanded: string[] = [];
  for (const text of texts) {
    const one = expand(text, env);
    if (!one.ok) return one;
    expanded.push(one.value);
  }
  return ok(expanded);
}

/** The path of a file or folder that a rule names: absolute, "~/…", or relative to VibeRot's own folder. */
export function expandPath(text: string, env: Environment, home: string): Result<string, 'not-set'> {
  const expanded = expand(text, env);
  return expanded.ok ? ok(absolutePath(expanded.value, env, home)) : expanded;
}

export function absolutePath(path: string, env: Environment, home: string): string {
  const person = env.HOME ?? env.USERPROFILE;
  if (person && (path === '~' || path.startsWith('~/'))) return `${person}${path.slice(1)}`;
  return isAbsolute(path) ? path : `${home}/${path}`;
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^([A-Za-z]:[\\/]|\\\\)/.test(path);
}
