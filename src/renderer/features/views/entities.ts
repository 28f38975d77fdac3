import { useMemo, useSyncExternalStore } from 'react';
import {
  type Binding,
  type BoundText,
  boundEntities,
  boundText,
  type Entities,
  type LuaRecord,
  type StoreName,
} from '../../../shared/vocabulary';
import { useHost } from './host';

/** The entities of one kind as they are now. */
export interface EntityStore {
  /** Only while somebody listens must they be true. */
  subscribe(listener: () => void): () => void;
  /** The same array until something has changed. */
  get(): readonly LuaRecord[];
}

const none: Entities = { agents: [], processes: [], rules: [], lua_files: [] };

const nothing: EntityStore = { subscribe: () => () => {}, get: () => none.agents };

function useStoreOf(name: StoreName | undefined): readonly LuaRecord[] {
  const { entities } = useHost();
  const { subscribe, get } = name === undefined ? nothing : entities[name];
  return useSyncExternalStore(subscribe, get, get);
}

/** The entities that a binding names, live; what is no binding stays as it is. */
export function useBound<T>(source: readonly T[] | Binding): { readonly given: readonly T[] } | readonly LuaRecord[] {
  const binding = isBinding(source) ? source : undefined;
  const all = useStoreOf(binding?.bind);
  return useMemo(
    () => (isBinding(source) ? boundEntities(source, { ...none, [source.bind]: all }) : { given: source }),
    [source, all],
  );
}

/** What a text says now. */
export function useText(text: BoundText | undefined): string {
  const name = typeof text === 'object' ? text.bind : undefined;
  const all = useStoreOf(name);
  if (text === undefined) return '';
  return boundText(text, name === undefined ? none : { ...none, [name]: all });
}

export const useEntities = useStoreOf;

function isBinding(source: readonly unknown[] | Binding): source is Binding {
  return !Array.isArray(source);
}
