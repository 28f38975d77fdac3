import { closest, distance } from 'fastest-levenshtein';
import { type LuaProblem, type Registration, windowCommands } from '../../../shared/vocabulary';
import type { LuaSource } from '../../ports';

type Named = Pick<Registration, 'kind' | 'name' | 'module' | 'about'>;

/** More letters than these are no slip. */
const farthest = 4;

/** What names a command that neither the window has nor any file registers; for each where that was written. */
export function strangeCommands(registrations: readonly Named[], sources: readonly LuaSource[]): LuaProblem[] {
  const asked = registrations.flatMap(({ kind, name, module, about }) => {
    if (kind === 'keymap' || kind === 'entry') return [{ name, module }];
    return kind === 'key' && typeof about.command === 'string' ? [{ name: about.command, module }] : [];
  });
  const registered = registrations.flatMap(({ kind, name }) =>
    kind === 'command' ? name : kind === 'view' ? `window.view/${name}` : [],
  );
  const known = new Set<string>([...windowCommands, ...registered]);
  return asked.flatMap(({ name, module }) => {
    if (known.has(name) || sources.some(({ text }) => isRegisteredIn(text, name))) return [];
    const source = sources.find((each) => each.module === module);
    const near = closest(name, [...known]);
    const meant = distance(name, near) <= farthest ? ` Did you mean "${near}"?` : '';
    const line = source && lineOf(source.text, name);
    return {
      ...{ message: `There is no command "${name}".${meant}`, path: source?.path ?? '', module },
      ...(line !== undefined && { line }),
    };
  });
}

/** Of files that are not run together, as a check has them, the text tells. */
function isRegisteredIn(text: string, name: string): boolean {
  return ['"', "'"].some((quote) => text.includes(`commands.register(${quote}${name}${quote}`));
}

/** The first line that has it as a text; undefined when it was put together. */
export function lineOf(text: string, name: string): number | undefined {
  const at = text.split('\n').findIndex((line) => line.includes(`"${name}"`) || line.includes(`'${name}'`));
  return at < 0 ? undefined : at + 1;
}
