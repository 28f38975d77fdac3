import type { LuaVersion } from '../../../shared/contract';
import { fail, ok, type Result } from '../../../shared/result';
import type { Clock, FileBox, Log } from '../../ports';
import { digest } from './digest';

const mostKept = 50;

/** Earlier texts of files, in a folder for each module. */
export interface Versions {
  /** The text is in force: it can be gone back to from now on. */
  keep(module: string, text: string): Promise<void>;
  /** How many there are, of modules that were kept or listed before. */
  count(module: string): number;
  /** The newest first. `now`: the text of the file. */
  list(module: string, now: string | undefined): Promise<LuaVersion[]>;
  read(module: string, version: string): Promise<Result<string, 'no-version'>>;
  /** The file has another name from now on: its earlier texts come before those of that name. */
  rename(from: string, to: string): Promise<void>;
}

export function createVersions({ box, clock, log }: { box: FileBox; clock: Clock; log: Log }): Versions {
  /** File names by module, oldest first. */
  const known = new Map<string, string[]>();
  let keeping = Promise.resolve();

  async function namesOf(module: string): Promise<string[]> {
    const before = known.get(module);
    if (before) return before;
    const listed = await box.list(module);
    const names = listed.ok ? listed.value.filter((name) => /^\d+-[\da-f]+\.lua$/.test(name)).sort() : [];
    known.set(module, names);
    return names;
  }

  async function write(module: string, text: string): Promise<void> {
    const names = await namesOf(module);
    const mark = `-${digest(text)}.lua`;
    if (names.at(-1)?.endsWith(mark)) return;
    // A text that comes back is one version, the newest.
    const before = names.find((name) => name.endsWith(mark));
    const name = `${String(Math.floor(clock.nowMs())).padStart(15, '0')}${mark}`;
    const written = await box.write(`${module}/${name}`, text);
    if (!written.ok)
      return log.warn('An earlier text of a Lua file could not be kept', { module, why: written.message });
    const kept = [...names.filter((other) => other !== before), name];
    known.set(module, kept.slice(-mostKept));
    for (const old of [...(before && before !== name ? [before] : []), ...kept.slice(0, -mostKept)])
      await box.remove(`${module}/${old}`);
  }

  async function read(module: string, version: string): Promise<Result<string, 'no-version'>> {
    const name = (await namesOf(module)).find((each) => each === `${version}.lua`);
    const text = name === undefined ? undefined : await box.read(`${module}/${name}`);
    if (text?.ok && text.value) return ok(new TextDecoder().decode(text.value));
    return fail('no-version', `There is no version ${version} of ${module}.`);
  }

  async function rename(from: string, to: string): Promise<void> {
    const names = await namesOf(from);
    for (const name of names) {
      const text = await box.read(`${from}/${name}`);
      if (!text.ok || !text.value) continue;
      const written = await box.write(`${to}/${name}`, text.value);
      if (written.ok) await box.remove(`${from}/${name}`);
    }
    for (const module of [from, to]) known.delete(module);
    await namesOf(to);
  }

  const inTurn = (work: () => Promise<void>) => {
    keeping = keeping.then(work);
    return keeping;
  };

  return {
    keep: (module, text) => inTurn(() => write(module, text)),
    rename: (from, to) => inTurn(() => rename(from, to)),
    count: (module) => known.get(module)?.length ?? 0,
    async list(module, now) {
      await keeping;
      const mark = now === undefined ? undefined : digest(now);
      const versions = await Promise.all(
        (await namesOf(module)).map(async (name): Promise<LuaVersion> => {
          const text = await box.read(`${module}/${name}`);
          const [at = '', rest = ''] = name.split('-');
          return {
            ...{ version: name.slice(0, -'.lua'.length), at: Number(at) },
            bytes: text.ok ? (text.value?.length ?? 0) : 0,
            current: rest === `${mark}.lua`,
          };
        }),
      );
      return versions.reverse();
    },
    read,
  };
}
