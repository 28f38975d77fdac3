import { distance } from 'fastest-levenshtein';
import { fail, ok, type Result } from '../../../shared/result';
import type { LuaFile } from '../../../shared/vocabulary';

/**
 * The file that is meant: by its module, its path, or the end of either (`better_names`, `improvements/better_names.lua`).
 * Of a shipped file and the one of the person that takes its place, the latter is meant. An end that several have is no
 * answer: the message lists them.
 */
export function chooseFile<F extends Pick<LuaFile, 'module' | 'path'>>(
  files: readonly F[],
  asked: string,
): Result<F, 'no-file' | 'ambiguous'> {
  const name = asked
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/\.lua$/, '');
  const dotted = name.replaceAll('/', '.');
  const exact = files.find(({ module, path }) => module === dotted || withoutEnd(path) === name);
  if (exact) return ok(exact);
  // A spec is also meant by the name of what it tests, when there is nothing else of that name.
  for (const ending of name === '' ? [] : [`.${dotted}`, `.${dotted}_spec`]) {
    const fitting = files.filter(({ module }) => module.endsWith(ending));
    const isReplaced = (shipped: string) =>
      fitting.some(({ module }) => shipped === module.replace(/^user\./, 'default.') && shipped !== module);
    const [file, ...others] = fitting.filter(({ module }) => !isReplaced(module));
    if (file && others.length === 0) return ok(file);
    if (!file) continue;
    const names = [file, ...others].map(({ module }) => module).join(', ');
    return fail('ambiguous', `"${asked}" may be ${names}. Give the whole name.`);
  }
  return fail(
    'no-file',
    `There is no Lua file "${asked}".${hint(files, dotted)} "viberot lua list" shows what there is.`,
  );
}

function hint(files: readonly Pick<LuaFile, 'module'>[], asked: string): string {
  const lastOf = (module: string) => module.slice(module.lastIndexOf('.') + 1);
  const [first, ...rest] = files;
  if (!first) return '';
  const far = ({ module }: Pick<LuaFile, 'module'>) => distance(lastOf(asked), lastOf(module));
  const nearest = rest.reduce((best, file) => (far(file) < far(best) ? file : best), first);
  return far(nearest) <= Math.min(3, lastOf(asked).length / 3) ? ` Did you mean ${nearest.module}?` : '';
}

function withoutEnd(path: string): string {
  return path.replaceAll('\\', '/').replace(/\.lua$/, '');
}
