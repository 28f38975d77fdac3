import type { Scope } from '../../../shared/scope';
import type { LuaProblem } from '../../../shared/vocabulary';
import type { TextChange, TextTrees, WatchedTree } from '../../ports';
import { type FoundFile, type LayerFolder, moduleOf } from './layers';
import type { Projects } from './projects';

/** The texts of all layers, as they are on disk. */
export interface Texts {
  /** Layer by layer, and by name within each. */
  readonly files: readonly FoundFile[];
  /** False while a text may be half of one. */
  atRest(module: string): boolean;
  /** A file that is there and cannot be read, or is too large. */
  readonly unreadable: ReadonlyMap<string, LuaProblem>;
  add(folder: LayerFolder): Promise<void>;
  /** Resolves when what is on disk now was told. */
  rescan(): Promise<void>;
}

/** With what is trusted of projects, behind all others. */
export function withProjects(texts: Texts, projects: Pick<Projects, 'files' | 'refresh'>): Texts {
  return {
    atRest: texts.atRest,
    unreadable: texts.unreadable,
    add: texts.add,
    get files() {
      return [...texts.files, ...projects.files];
    },
    async rescan() {
      await Promise.all([texts.rescan(), projects.refresh()]);
    },
  };
}

/** A change of any text is told by `changed`. */
export function createTexts(trees: TextTrees, changed: () => void, scope: Scope): Texts {
  const found = new Map<string, FoundFile & { readonly atRest: boolean }>();
  const unreadable = new Map<string, LuaProblem>();
  const watched = new Map<
    string,
    { readonly tree: WatchedTree; readonly scope: Scope; readonly folder: LayerFolder }
  >();

  function take(folder: LayerFolder, changes: readonly TextChange[]): void {
    for (const { path, content, atRest } of changes) {
      const module = moduleOf(folder, path);
      if (module === undefined) continue;
      const whole = `${folder.directory}/${path}`;
      unreadable.delete(module);
      if (content.ok) found.set(module, { module, layer: folder.layer, path: whole, text: content.value, atRest });
      else if (content.error === 'not-found') found.delete(module);
      else unreadable.set(module, { message: content.message, path: whole, module });
    }
    changed();
  }

  return {
    get files() {
      const layers = [...watched.values()].map(({ folder }) => folder.prefix);
      const place = ({ module }: FoundFile) => layers.findIndex((prefix) => module.startsWith(`${prefix}.`));
      return [...found.values()].sort((a, b) => place(a) - place(b) || (a.module < b.module ? -1 : 1));
    },
    atRest: (module) => found.get(module)?.atRest ?? true,
    unreadable,
    async add(folder) {
      if (watched.has(folder.directory)) return;
      const own = scope.child();
      // Watched from now on, so that its place among the others is known when the first texts come.
      watched.set(folder.directory, { folder, scope: own, tree: { rescan: async () => {} } });
      const tree = await trees.watch(folder.directory, '.lua', (changes) => take(folder, changes), own);
      watched.set(folder.directory, { folder, scope: own, tree });
    },
    async rescan() {
      await Promise.all([...watched.values()].map(({ tree }) => tree.rescan()));
    },
  };
}
