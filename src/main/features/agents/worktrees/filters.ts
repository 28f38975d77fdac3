import type { Git } from '../../../ports';

/**
 * Settings that switch off the filters which a repository's own settings define: git would run them to compare files
 * (gitattributes(5)). Those of the person's settings, as Git LFS has, stay.
 */
export async function filtersOff(git: Git, cwd: string): Promise<Record<string, string>> {
  const listed = await git.read(cwd, ['config', '--show-scope', '--name-only', '-z', '--list']);
  if (!listed.ok) return {};
  const fields = listed.value.split('\0');
  const own = fields.filter((_, at) => at % 2 === 1 && !/^(system|global)$/.test(fields[at - 1] ?? ''));
  const names = own.flatMap((key) => /^filter\.([\s\S]*)\.[^.]+$/.exec(key)?.[1] ?? []);
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => [
      ...['clean', 'smudge', 'process'].map((what) => [`filter.${name}.${what}`, '']),
      [`filter.${name}.required`, 'false'],
    ]),
  );
}
