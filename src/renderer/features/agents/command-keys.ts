import { capsOf } from '../../commands';
import type { AgentsStore } from './store';

/** The usual keys of commands. None of them is one that shells or agents need, or that browsers keep for themselves. */
export const usualKeys: Readonly<Record<string, string>> = {
  'agents.start': 'Mod+Shift+A',
  'agents.start-shell': 'Mod+Shift+Enter',
  'agents.next': 'Mod+Shift+BracketRight',
  'agents.previous': 'Mod+Shift+BracketLeft',
  'agents.next-wanting': 'Mod+Shift+J',
  'agents.focus-list': 'Mod+Shift+L',
  'agents.split-right': 'Mod+Shift+D',
  'agents.split-down': 'Mod+Shift+E',
  'agents.close-pane': 'Mod+Shift+K',
  'agents.zoom': 'Mod+Shift+X',
  'agents.focus-left': 'Mod+Shift+ArrowLeft',
  'agents.focus-right': 'Mod+Shift+ArrowRight',
  'agents.focus-up': 'Mod+Shift+ArrowUp',
  'agents.focus-down': 'Mod+Shift+ArrowDown',
  'agents.swap-left': 'Mod+Alt+Shift+ArrowLeft',
  'agents.swap-right': 'Mod+Alt+Shift+ArrowRight',
  'agents.swap-up': 'Mod+Alt+Shift+ArrowUp',
  'agents.swap-down': 'Mod+Alt+Shift+ArrowDown',
  'agents.details': 'Mod+Shift+Y',
  'agents.changes': 'Mod+Shift+G',
  'agents.open-window': 'Mod+Shift+O',
};

/** What a button does and the keys that do the same: "Zoom this pane (Ctrl+Shift+X)". */
export function withKeys(store: AgentsStore, label: string, command: string): string {
  const keys = store.shortcuts()[command]?.[0] ?? usualKeys[command];
  return keys === undefined ? label : `${label} (${capsOf(keys).replaceAll(' ', '+')})`;
}
