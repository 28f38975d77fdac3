import type { Command } from '../commands';
import { goTo } from './route';
import { allViews, type ShownView } from './shown-views';
import { setTheme } from './theme';

/** What the window itself can open. */
export interface WindowParts {
  readonly openPalette: () => void;
  readonly openSwitcher: () => void;
  readonly openOutputSearch: () => void;
  readonly openBroadcast: () => void;
  readonly openHelp: () => void;
  /** Undefined: no terminal has the keyboard. */
  readonly findInTerminal: () => (() => void) | undefined;
}

/** What can be done in every view. */
export function windowCommands(parts: WindowParts, views: readonly ShownView[] = allViews([])): readonly Command[] {
  return [
    {
      ...{ id: 'window.palette', title: 'Command palette…', group: 'Window' },
      run: parts.openPalette,
    },
    {
      ...{ id: 'window.go-to-agent', title: 'Go to agent…', group: 'Agents' },
      run: parts.openSwitcher,
    },
    {
      ...{ id: 'agents.search-output', title: 'Search the output of all agents…', group: 'Agents' },
      run: parts.openOutputSearch,
    },
    {
      ...{ id: 'agents.broadcast', title: 'Broadcast: send to several agents…', group: 'Agents' },
      run: parts.openBroadcast,
    },
    ...views.map(({ view, title }) => ({
      ...{ id: `window.${view}`, title: `Show ${title}`, group: 'Window' },
      run: () => goTo(view),
    })),
    {
      ...{ id: 'window.search', title: 'Search in this view', group: 'Window' },
      run: () => (parts.findInTerminal() ?? focusSearch)(),
    },
    { id: 'window.shortcuts', title: 'Keyboard shortcuts', group: 'Window', run: parts.openHelp },
    { id: 'theme.light', title: 'Light theme', group: 'Window', run: () => setTheme('light') },
    { id: 'theme.dark', title: 'Dark theme', group: 'Window', run: () => setTheme('dark') },
    { id: 'theme.system', title: 'Theme of the system', group: 'Window', run: () => setTheme('system') },
  ];
}

/** The search box of the view, or else that of Activity. */
function focusSearch(): void {
  if (focusSearchHere()) return;
  goTo('activity');
  // The view is drawn after the address has changed.
  setTimeout(focusSearchHere);
}

function focusSearchHere(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.select();
  field?.focus();
  return field !== null;
}
