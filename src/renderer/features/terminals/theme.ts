import type { ITheme } from '@xterm/xterm';

const ansi = {
  light: {
    black: '#24262d',
    red: '#b9232a',
    green: '#12703a',
    yellow: '#835400',
    blue: '#2b55c8',
    magenta: '#8a35a8',
    cyan: '#0f6a77',
    white: '#6b6e78',
    brightBlack: '#565963',
    brightRed: '#d0353c',
    brightGreen: '#1a8547',
    brightYellow: '#996503',
    brightBlue: '#4a70e0',
    brightMagenta: '#a34cc2',
    brightCyan: '#1a808f',
    brightWhite: '#3a3c44',
    selectionBackground: '#cdd1fa',
  },
  dark: {
    black: '#33363e',
    red: '#ff8488',
    green: '#4fc58c',
    yellow: '#e6b657',
    blue: '#8aa6ff',
    magenta: '#d497f0',
    cyan: '#62c8d6',
    white: '#c9cad1',
    brightBlack: '#8f929c',
    brightRed: '#ffa3a6',
    brightGreen: '#78dcab',
    brightYellow: '#f3cf85',
    brightBlue: '#adc0ff',
    brightMagenta: '#e4bbf7',
    brightCyan: '#93dde7',
    brightWhite: '#ffffff',
    selectionBackground: '#3b4090',
  },
} satisfies Record<string, ITheme>;

/** The terminal's colours, with ground and text as the style sheet gives them to `element`. */
export function terminalTheme(element: Element): ITheme {
  const { backgroundColor: background, color: foreground } = getComputedStyle(element);
  return { ...ansi[isDark() ? 'dark' : 'light'], background, foreground, cursor: foreground, cursorAccent: background };
}

/** Calls back when the window has turned light or dark, by choice or with the system. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = systemIsDark();
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : systemIsDark().matches;
}

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');
