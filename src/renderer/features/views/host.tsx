import { createContext, type ReactNode, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { LuaState } from '../../../shared/contract';
import type { LuaProblem, NodeOf, StoreName } from '../../../shared/vocabulary';
import type { EntityStore } from './entities';
import type { ViewsStore } from './store';

export interface AgentListProps extends Pick<NodeOf<'agent_list'>, 'where' | 'order' | 'empty'> {
  /** Undefined: the agent is shown. */
  readonly onSelect: ((id: string) => void) | undefined;
}

/** What views are drawn with that belongs to others. */
export interface ViewHost {
  readonly store: ViewsStore;
  readonly entities: { readonly [Store in StoreName]: EntityStore };
  /** The views that Lua has. */
  readonly known: StoreApi<LuaState['views']>;
  readonly renderAgents: (props: AgentListProps) => ReactNode;
  /** @param agent its id, or "focused" */
  readonly renderTerminal: (agent: string) => ReactNode;
  readonly renderProblem: (problem: LuaProblem, inForce: string) => ReactNode;
}

/** What only the arrangement of the window has. */
export interface LayoutParts {
  readonly renderSidebar: (views: readonly string[]) => ReactNode;
  readonly renderMain: () => ReactNode;
}

const Host = createContext<ViewHost | undefined>(undefined);
const Layout = createContext<LayoutParts | undefined>(undefined);
const Path = createContext<readonly string[]>([]);

/** Everything in it can draw views. */
export function ViewHostProvider({ host, children }: { readonly host: ViewHost; readonly children: ReactNode }) {
  return <Host value={host}>{children}</Host>;
}

export const LayoutProvider = Layout;
export const PathProvider = Path;

export function useHost(): ViewHost {
  const host = useContext(Host);
  if (!host) throw new Error('A view is drawn outside a ViewHostProvider');
  return host;
}

/** Undefined outside the arrangement of the window. */
export const useLayoutParts = () => useContext(Layout);

/** The names of the views that this one is a part of, and last its own. */
export const usePath = () => useContext(Path);
