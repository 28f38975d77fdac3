import type { LuaState } from '../../../shared/contract';
import type { LuaFile, LuaLayer, LuaProblem } from '../../../shared/vocabulary';

export interface LayerGroup {
  readonly layer: LuaLayer;
  readonly title: string;
  readonly about: string;
  readonly files: readonly LuaFile[];
}

/** What a person is most likely to look for comes first. */
const layers: readonly Omit<LayerGroup, 'files'>[] = [
  { layer: 'improvement', title: 'Improvements', about: 'written by agents, each in a worker of its own' },
  { layer: 'user', title: 'Yours', about: 'with all permissions' },
  { layer: 'project', title: 'Project', about: 'from folders that you trust' },
  { layer: 'default', title: 'Default', about: 'shipped; a file of yours with the same name replaces one' },
  { layer: 'core', title: 'Core', about: 'shipped; what all others are built on' },
];

export function layerTitle(layer: LuaLayer): string {
  return layers.find((known) => known.layer === layer)?.title ?? layer;
}

/** The files whose name, path or problem holds each word of the search, by layer; layers without files are left out. */
export function groupsOf(files: readonly LuaFile[], search = ''): readonly LayerGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = files.filter((file) => {
    const text = `${file.module} ${file.path} ${file.state} ${file.problem?.message ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return layers
    .map((group) => ({ ...group, files: found.filter(({ layer }) => layer === group.layer).sort(byModule) }))
    .filter((group) => group.files.length > 0);
}

const byModule = (a: LuaFile, b: LuaFile) => (a.module < b.module ? -1 : 1);

/** Whether anybody has written something, beside what is shipped. */
export function anyOwn(files: readonly LuaFile[]): boolean {
  return files.some(({ layer }) => layer !== 'core' && layer !== 'default');
}

/** How many files failed. */
export function failedFiles({ value }: { readonly value: LuaState | undefined }): number {
  return value?.files.filter(({ state }) => state === 'failed').length ?? 0;
}

/** The worker that a file runs in. */
export function domainOf({ layer, module }: LuaFile): string {
  return layer === 'improvement' ? module : 'trusted';
}

/** "user/layout.lua:12", without the folder that all such files lie in; empty for what was typed. */
export function problemPlace({ path, line }: LuaProblem, folder?: string): string {
  if (path === '') return line === undefined ? '' : `line ${line}`;
  const short = folder !== undefined && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  return line === undefined ? short : `${short}:${line}`;
}

/** The message without the place that Lua puts before it, where that is shown beside it. */
export function bareMessage({ message, path, line }: LuaProblem): string {
  const place = `${path}:${line}:`;
  return line !== undefined && message.startsWith(place) ? message.slice(place.length).trimStart() : message;
}

/** The calls of a traceback, one a line, without the folder that all such files lie in. */
export function tracebackText(traceback: string, folder: string): string {
  const lines = traceback.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && line !== 'stack traceback:' && !line.startsWith('runtime/'))
    .map((line) => (folder === '' ? line : line.replaceAll(`${folder}/`, '')))
    .join('\n');
}

/** The names of the actions that rules can name. */
export function actionNames({ value }: { readonly value: LuaState | undefined }): readonly string[] {
  const all = value?.registrations.filter(({ kind, enabled }) => kind === 'action' && enabled) ?? [];
  return all.map(({ name }) => name).sort();
}
