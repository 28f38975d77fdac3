import { fail, ok, type Result } from '../../../shared/result';
import {
  type FoundFile,
  isSpec,
  type LayerFolder,
  layerFolders,
  moduleOf,
  nameFor,
  projectFolder,
  specModuleOf,
} from '../../features/lua';
import type { Invocation } from '../run';
import { luaFolder } from './folder';
import { chooseFile } from './module-name';

type Host = Pick<Invocation, 'host' | 'home'>;

/**
 * All Lua files as they are now, and their specs, read from the disk: no hub needs to run. Those of a project, trusted or
 * not, when the command is given in it, or names one of them.
 */
export async function readLuaFiles(invocation: Host, asked: readonly string[] = []): Promise<FoundFile[]> {
  const { host, home } = invocation;
  const layers = layerFolders(host.lua.shipped, luaFolder({ host, home })).map((layer) => readLayer(host, layer));
  const files = (await Promise.all(layers)).flat();
  for (const path of ['.', ...asked].map(host.absolute)) {
    const more = await readProject(invocation, path);
    files.push(...more.filter(({ module }) => !files.some((file) => file.module === module)));
  }
  return files;
}

async function readLayer(host: Host['host'], layer: LayerFolder): Promise<FoundFile[]> {
  return (await host.lua.readFolder(layer.directory)).flatMap(({ name, path, text }) => {
    const module = moduleOf(layer, name) ?? specModuleOf(layer, name);
    return module === undefined ? [] : [{ module, layer: layer.layer, path, text }];
  });
}

/** The files of the project that a path lies in. */
async function readProject({ host, home }: Host, path: string): Promise<FoundFile[]> {
  const own = host.locateHome(home).directory;
  for (const folder of foldersUp(path)) {
    if (folder === host.userHome) return [];
    if (`${folder}/.viberot` === own) continue;
    const files = await readLayer(host, projectFolder(folder, nameFor(folder, [])));
    if (files.length > 0) return files;
  }
  return [];
}

function foldersUp(path: string): string[] {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at > 0 ? [path, ...foldersUp(path.slice(0, at))] : [path];
}

export interface Chosen {
  readonly chosen: readonly FoundFile[];
  /** With those that were named by their path and lie elsewhere. */
  readonly all: readonly FoundFile[];
}

/**
 * The files that are meant, by module or path. A file that lies elsewhere is taken, with its spec, as if it lay among the
 * improvements: that is where an agent that tries one out would put it.
 */
export async function chooseFiles(
  { host }: Invocation,
  files: readonly FoundFile[],
  asked: readonly string[],
): Promise<Result<Chosen, 'no-file' | 'ambiguous'>> {
  let all = files;
  const chosen: FoundFile[] = [];
  for (const text of asked) {
    const path = host.absolute(text);
    const byPath = chooseFile(all, path);
    const known = byPath.ok ? byPath : chooseFile(all, text);
    if (known.ok) {
      chosen.push(known.value);
      continue;
    }
    const elsewhere = await readDraft(host, path);
    const file = elsewhere.find((each) => each.path === path);
    if (!file) return fail(known.error, known.message);
    chosen.push(file);
    all = [...all.filter(({ module }) => !elsewhere.some((each) => each.module === module)), ...elsewhere];
  }
  return ok({ chosen, all });
}

/** Files that people and agents wrote; with `specs` their tests. */
export function ownFiles(files: readonly FoundFile[], specs: boolean): FoundFile[] {
  return files.filter(({ layer, module }) => layer !== 'core' && layer !== 'default' && isSpec(module) === specs);
}

/** A file and its spec; what is not there is left out. */
async function readDraft(host: Pick<Invocation['host'], 'readText'>, path: string): Promise<FoundFile[]> {
  const stem = path.replace(/(_spec)?\.lua$/, '');
  if (stem === path) return [];
  const name = stem.replaceAll('\\', '/').split('/').at(-1);
  const read = ['', '_spec'].map(async (end) => {
    const file = `${stem}${end}.lua`;
    const content = await host.readText(file);
    const module = `improvements.${name}${end}`;
    return content.ok ? [{ module, layer: 'improvement' as const, path: file, text: content.value }] : [];
  });
  return (await Promise.all(read)).flat();
}
