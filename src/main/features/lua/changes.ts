import { fail, ok, type Result } from '../../../shared/result';
import type { LuaFile } from '../../../shared/vocabulary';
import type { FileBox } from '../../ports';
import { digest } from './digest';
import type { KeptLua } from './kept';
import type { FoundFile } from './layers';
import { overridesOf } from './plan';
import type { Texts } from './texts';
import type { Versions } from './versions';

/** What a person changes about files from outside. */
export interface Changes {
  find(module: string): FoundFile | undefined;
  /** The shipped file whose place a file takes. */
  shippedOf(file: FoundFile): FoundFile | undefined;
  /** What has changed in that one has been seen. */
  keepOverride(module: string): Promise<Result<void, 'no-module'>>;
  setEnabled(module: string, enabled: boolean): Promise<Result<LuaFile, ChangeFailure>>;
  /** An improvement becomes a file of the person's own. */
  promote(module: string): Promise<Result<LuaFile, ChangeFailure>>;
  /** Without a version: to the one before the current. */
  rollback(module: string, version?: string): Promise<Result<LuaFile, ChangeFailure>>;
}

export type ChangeFailure = 'no-module' | 'failed';

export interface ChangesOptions {
  readonly texts: Texts;
  readonly versions: Versions;
  /** The folder that the person's and the agents' files are in. */
  readonly box: FileBox;
  readonly describe: (file: FoundFile) => LuaFile;
  /** Puts in force what is on disk, and what changes of what is kept. */
  readonly bring: (change?: Partial<KeptLua>) => Promise<void>;
  readonly disabled: () => readonly string[];
  /** Of the files that take the place of shipped ones: against which texts they were written. */
  readonly overrides: () => KeptLua['overrides'];
  /** What was ended too often may run again. */
  readonly forgive: (module: string) => void;
}

export function createChanges(options: ChangesOptions): Changes {
  const { texts, versions, box, describe, bring, disabled, overrides, forgive } = options;
  const find = (name: string) => texts.files.find(({ module, path }) => module === name || path === name);

  const shippedOf = ({ module }: FoundFile) =>
    overridesOf(texts.files, new Set(disabled())).find((override) => override.module === module)?.shipped;

  const described = (module: string): Result<LuaFile, ChangeFailure> => {
    const file = find(module);
    return file ? ok(describe(file)) : fail('failed', `${module} is gone.`);
  };

  async function ownFile(name: string): Promise<Result<FoundFile, ChangeFailure>> {
    const file = find(name);
    if (!file) return fail('no-module', `There is no Lua file ${name}.`);
    if (file.layer === 'user' || file.layer === 'improvement') return ok(file);
    const instead = 'Put a file of the same name into user/, or disable it.';
    return fail(
      'failed',
      `${file.module} comes with the app or with a project and is not changed from here. ${instead}`,
    );
  }

  /** A file that is gone, and whose texts are kept; undefined for any other. Its path is that in the folder. */
  async function removedFile(module: string): Promise<Result<FoundFile, never> | undefined> {
    const [, folder, base] = /^(user|improvements)\.([\w.-]+)$/.exec(module) ?? [];
    if (folder === undefined || base === undefined || find(module)) return undefined;
    if ((await versions.list(module, undefined)).length === 0) return undefined;
    const layer = folder === 'user' ? 'user' : 'improvement';
    return ok({ module, layer, path: `${folder}/${base.replaceAll('.', '/')}.lua`, text: '' });
  }

  /** The spec of a promoted file goes with it, unless there is one already. It is about the file's new name. */
  async function moveSpec(base: string): Promise<void> {
    const [from, to] = [`improvements/${base}_spec.lua`, `user/${base}_spec.lua`];
    const [spec, there] = [await box.read(from), await box.read(to)];
    if (!spec.ok || !spec.value || !there.ok || there.value) return;
    const text = new TextDecoder().decode(spec.value).replaceAll(`improvements.${base}`, `user.${base}`);
    const written = await box.write(to, text);
    if (written.ok) await box.remove(from);
  }

  /** The newest that is in no way what the file holds now, and if it holds one of them, older than that. */
  async function versionBefore(file: FoundFile): Promise<string | undefined> {
    const list = await versions.list(file.module, file.text);
    const current = list.findIndex((version) => version.current);
    return list.slice(current + 1).find(({ version }) => !version.endsWith(digest(file.text)))?.version;
  }

  return {
    ...{ find, shippedOf },
    async keepOverride(name) {
      const file = find(name);
      const shipped = file && shippedOf(file);
      if (!shipped) return fail('no-module', `${name} takes the place of no shipped file.`);
      const seen = { own: digest(file.text), shipped: digest(shipped.text) };
      await bring({ overrides: { ...overrides(), [file.module]: seen } });
      return ok(undefined);
    },
    async setEnabled(name, enabled) {
      const file = find(name);
      if (!file) return fail('no-module', `There is no Lua file ${name}.`);
      if (file.layer === 'core') return fail('failed', `${file.module} is a part of the app that others need.`);
      const others = disabled().filter((each) => each !== file.module);
      if (enabled) forgive(file.module);
      await bring({ disabled: enabled ? others : [...others, file.module] });
      return described(file.module);
    },
    async promote(name) {
      const file = find(name);
      if (!file) return fail('no-module', `There is no Lua file ${name}.`);
      if (file.layer !== 'improvement') return fail('failed', `${file.module} is no improvement.`);
      const base = file.module.slice(file.module.indexOf('.') + 1);
      const there = await box.read(`user/${base}.lua`);
      if (!there.ok) return fail('failed', there.message);
      if (there.value) return fail('failed', `There is a file user/${base}.lua already. Rename or remove one of them.`);
      const written = await box.write(`user/${base}.lua`, file.text);
      if (!written.ok) return fail('failed', written.message);
      await moveSpec(base);
      const removed = await box.remove(`improvements/${base}.lua`);
      if (!removed.ok)
        return fail('failed', `It was copied, but the improvement could not be removed: ${removed.message}`);
      await versions.rename(file.module, `user.${base}`);
      await bring({ disabled: disabled().filter((each) => each !== file.module) });
      return described(`user.${base}`);
    },
    async rollback(name, version) {
      const file = (await removedFile(name)) ?? (await ownFile(name));
      if (!file.ok) return file;
      const { module, path } = file.value;
      const wanted = version ?? (await versionBefore(file.value));
      if (wanted === undefined) return fail('failed', `There is no earlier text of ${module}.`);
      const text = await versions.read(module, wanted);
      if (!text.ok) return fail('failed', text.message);
      const written = await box.write(path, text.value);
      if (!written.ok) return fail('failed', written.message);
      await bring();
      return described(module);
    },
  };
}
