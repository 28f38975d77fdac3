import { createStore } from 'zustand/vanilla';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'viberot.theme';

export const theme = createStore<Theme>(() => {
  const kept = localStorage.getItem(storageKey);
  return themes.find((name) => name === kept) ?? 'system';
});

export function setTheme(next: Theme): void {
  theme.setState(next, true);
  localStorage.setItem(storageKey, next);
  applyTheme();
}

/** The style sheet does the rest: without `data-theme` it follows the system. */
export function applyTheme(): void {
  const { dataset } = document.documentElement;
  const chosen = theme.getState();
  if (chosen === 'system') delete dataset.theme;
  else dataset.theme = chosen;
}
