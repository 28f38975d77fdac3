import { fail, ok, type Result } from '../../../../shared/result';
import type { Scope } from '../../../../shared/scope';
import type { LuaProblem, LuaResult } from '../../../../shared/vocabulary';
import type { FileContent, Files, LuaChunk } from '../../../ports';
import { problemText } from '../problem-text';

/** Files that rules name, as they are on disk. A broken text changes nothing: the one before goes on. */
export interface ActionFiles {
  /** These are watched from now on, others no longer. */
  follow(paths: ReadonlySet<string>): void;
  /** The text that is in force. */
  textOf(path: string): Promise<Result<string, 'failed'>>;
  /** Why the newest texts are not in force, by path. */
  readonly problems: ReadonlyMap<string, LuaProblem>;
}

export interface ActionFilesOptions {
  readonly files: Pick<Files, 'watchText'>;
  readonly compile: (chunk: LuaChunk) => Promise<LuaResult<void>>;
  /** Problems have come or gone. */
  readonly changed: () => void;
}

interface Watched {
  readonly scope: Scope;
  /** Resolves when the file was read for the first time. */
  readonly known: Promise<void>;
  inForce?: string;
  problem?: LuaProblem;
}

export function createActionFiles({ files, compile, changed }: ActionFilesOptions, scope: Scope): ActionFiles {
  const watched = new Map<string, Watched>();

  function watch(path: string): Watched {
    let isKnown = () => {};
    const known = new Promise<void>((resolve) => (isKnown = resolve));
    const file: Watched = { scope: scope.child(), known };
    let latest: FileContent | undefined;
    const take = async (content: FileContent): Promise<void> => {
      latest = content;
      const compiled: LuaResult<void> = content.ok
        ? await compile({ path, text: content.value })
        : { ok: false, problem: { path, message: `the file can’t be read (${content.message})` } };
      // Meanwhile it may be another one.
      if (latest !== content) return;
      if (compiled.ok && content.ok) {
        file.inForce = content.value;
        delete file.problem;
      } else if (!compiled.ok) file.problem = compiled.problem;
      isKnown();
      changed();
    };
    files.watchText(path, (content) => void take(content), file.scope);
    return file;
  }

  return {
    follow(paths) {
      for (const [path, file] of watched) {
        if (paths.has(path)) continue;
        watched.delete(path);
        void file.scope.close();
      }
      for (const path of paths) if (!watched.has(path)) watched.set(path, watch(path));
    },
    async textOf(path) {
      let file = watched.get(path) ?? watch(path);
      await file.known;
      if (watched.get(path) !== file) {
        // What is only tried is not watched.
        void file.scope.close();
      } else if (file.inForce === undefined) {
        // Nobody tells when a file comes whose folder was not there either.
        void file.scope.close();
        file = watch(path);
        watched.set(path, file);
        await file.known;
      }
      if (file.inForce !== undefined) return ok(file.inForce);
      return fail('failed', problemText(file.problem ?? { path, message: 'it is no Lua' }));
    },
    get problems() {
      return new Map([...watched].flatMap(([path, { problem }]) => (problem ? [[path, problem]] : [])));
    },
  };
}
