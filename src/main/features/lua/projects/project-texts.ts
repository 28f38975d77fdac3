import type { Scope } from '../../../../shared/scope';
import type { TextTrees, WatchedTree } from '../../../ports';
import { moduleOf, projectFolder } from '../layers';

/** The Lua files of folders, as they are on disk now. Nothing of it is run. */
export interface ProjectTexts {
  /** Paths and texts; those that are half written are left as they were. */
  of(folder: string): ReadonlyMap<string, string>;
  /** Watches a folder from now on. */
  follow(folder: string): Promise<void>;
  forget(folder: string): void;
  /** Resolves when what is on disk now is known. */
  rescan(): Promise<void>;
}

interface Watched {
  readonly scope: Scope;
  readonly texts: Map<string, string>;
  tree?: WatchedTree;
}

export function createProjectTexts(trees: TextTrees, changed: () => void, scope: Scope): ProjectTexts {
  const watched = new Map<string, Watched>();
  return {
    of: (folder) => watched.get(folder)?.texts ?? new Map(),
    async follow(folder) {
      if (watched.has(folder)) return;
      const own: Watched = { scope: scope.child(), texts: new Map() };
      watched.set(folder, own);
      const layer = projectFolder(folder, '');
      own.tree = await trees.watch(
        layer.directory,
        '.lua',
        (changes) => {
          for (const { path, content, atRest } of changes) {
            // Tests and files with names that no module has are never run.
            if (!atRest || moduleOf(layer, path) === undefined) continue;
            if (content.ok) own.texts.set(path, content.value);
            else own.texts.delete(path);
          }
          changed();
        },
        own.scope,
      );
    },
    forget(folder) {
      void watched.get(folder)?.scope.close();
      watched.delete(folder);
    },
    async rescan() {
      await Promise.all([...watched.values()].map(({ tree }) => tree?.rescan()));
    },
  };
}
