import type { LuaLogLine, LuaState } from '../../../../src/shared/contract';
import type { LuaFile } from '../../../../src/shared/vocabulary';

export function fileOf(module: string, more: Partial<LuaFile> = {}): LuaFile {
  const [folder = 'user', ...rest] = module.split('.');
  const layer = folder === 'improvements' ? 'improvement' : (folder as LuaFile['layer']);
  const path = `/lua/${folder}/${rest.join('/')}.lua`;
  const figures = { registrations: 0, errors: 0, totalMs: 0, versions: 0 };
  return { module, layer, path, state: 'running', ...figures, ...more };
}

export function registeredOf(name: string, more: Partial<LuaState['registrations'][number]> = {}) {
  const about = { domain: 'trusted', handler: name, kind: 'event' as const, name, module: 'user.a', priority: 0 };
  return { ...about, enabled: true, about: {}, calls: 0, errors: 0, totalMs: 0, longestMs: 0, ...more };
}

export function lineOf(id: number, text: string, more: Partial<LuaLogLine> = {}): LuaLogLine {
  return { id, at: id, level: 'info', domain: 'trusted', module: 'user.a', text, ...more };
}

export function stateOf(more: Partial<LuaState> = {}): LuaState {
  return {
    folder: '/lua',
    shipped: '/shipped',
    files: [],
    domains: [],
    registrations: [],
    views: [],
    projects: [],
    overrides: [],
    ...more,
  };
}
