import type { BrowserWindow } from 'electron';
import type { Observable } from '../../shared/event';
import type { Scope } from '../../shared/scope';
import type { Agent } from '../../shared/vocabulary';
import { bringForward, openPageWindow, type PageWindowOptions } from './page-window';

/** Windows that show one agent each. To close one leaves the agent running. */
export interface AgentWindows {
  /** Opens the agent's window, or brings it forward. */
  show(id: Agent['id']): void;
  /** Brings it forward if it is open. */
  showIfOpen(id: Agent['id']): boolean;
  /** Names of agents come from here from now on. */
  follow(agents: Observable<readonly Agent[]>, scope: Scope): void;
}

const looks = { size: { width: 900, height: 600 }, least: { width: 400, height: 240 } };

export function createAgentWindows(options: PageWindowOptions): AgentWindows {
  const windows = new Map<Agent['id'], BrowserWindow>();
  let known: readonly Agent[] = [];

  function titleOf(id: Agent['id']): string {
    return known.find((agent) => agent.id === id)?.name ?? 'VibeRot';
  }

  function showIfOpen(id: Agent['id']): boolean {
    const window = windows.get(id);
    if (window) bringForward(window);
    return window !== undefined;
  }

  return {
    showIfOpen,
    show(id) {
      if (showIfOpen(id)) return;
      const hash = `#/agent/${encodeURIComponent(id)}`;
      const window = openPageWindow(options, { ...looks, name: id, title: titleOf(id), hash });
      windows.set(id, window);
      // The page's own title is that of the app.
      window.on('page-title-updated', (event) => event.preventDefault());
      window.on('closed', () => windows.delete(id));
    },
    follow(agents, scope) {
      const take = () => {
        known = agents.value;
        for (const [id, window] of windows) if (window.getTitle() !== titleOf(id)) window.setTitle(titleOf(id));
      };
      take();
      scope.defer(agents.on(take));
    },
  };
}
