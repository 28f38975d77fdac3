import type { LuaLayer } from '../../../shared/vocabulary';

/** A folder of Lua files whose names begin alike and that have the same rights. */
export interface LayerFolder {
  readonly layer: LuaLayer;
  readonly directory: string;
  /** Before the names of its modules. */
  readonly prefix: string;
}

/** A file in one of the layers, as it is on disk. */
export interface FoundFile {
  readonly module: string;
  readonly layer: LuaLayer;
  readonly path: string;
  readonly text: string;
}

/** What the folders of a hub are. */
export function layerFolders(shipped: string, own: string): readonly LayerFolder[] {
  return [
    { layer: 'core', directory: `${shipped}/core`, prefix: 'core' },
    { layer: 'default', directory: `${shipped}/default`, prefix: 'default' },
    { layer: 'user', directory: `${own}/user`, prefix: 'user' },
    { layer: 'improvement', directory: `${own}/improvements`, prefix: 'improvements' },
  ];
}

/** Project-local files, of a folder that the person trusts. */
export function projectFolder(project: string, name: string): LayerFolder {
  return { layer: 'project', directory: `${project}/.viberot/lua`, prefix: `project.${name}` };
}

/**
 * What `require` calls a file: `tui/init.lua` in core is `core.tui`. Undefined for those that are no modules: tests, and
 * names that `require` could not tell apart.
 */
export function moduleOf({ prefix, layer }: LayerFolder, path: string): string | undefined {
  if (!path.endsWith('.lua') || path.endsWith('_spec.lua')) return undefined;
  const name = path.slice(0, -'.lua'.length).replace(/\/init$/, '');
  // The runtime's own Lua is no module of anybody.
  if (layer === 'core' && name.split('/')[0] === 'runtime') return undefined;
  // Each improvement is a domain of its own: what lies in folders belongs to nobody.
  if (layer === 'improvement' && name.includes('/')) return undefined;
  return /^[\w-]+(\/[\w-]+)*$/.test(name) ? `${prefix}.${name.replaceAll('/', '.')}` : undefined;
}
