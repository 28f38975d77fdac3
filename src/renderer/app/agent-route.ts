import { useEffect } from 'react';
import type { AgentsStore } from '../features/agents';
import { agentInHash } from './route';

/** The address tells which agent has the keyboard, and shows the one that it tells. */
export function useAgentRoute({ layout, show, find, current }: AgentsStore): void {
  useEffect(() => {
    function showAddressed(): void {
      const id = agentInHash(location.hash);
      if (id !== undefined && id !== current()?.id && find(id) && layout.getState()) show(id);
      else tellAddress();
    }

    function tellAddress(): void {
      if (!/^#\/agents(\/|$)/.test(location.hash) || !layout.getState()) return;
      const agent = current();
      const hash = agent ? `#/agents/${agent.id}` : '#/agents';
      if (location.hash !== hash) history.replaceState(null, '', hash);
    }

    // The agent of the address can be shown once the panes are known.
    const unsubscribe = layout.subscribe((_, before) => (before ? tellAddress() : showAddressed()));
    showAddressed();
    window.addEventListener('hashchange', showAddressed);
    return () => {
      unsubscribe();
      window.removeEventListener('hashchange', showAddressed);
    };
  }, [layout, show, find, current]);
}
