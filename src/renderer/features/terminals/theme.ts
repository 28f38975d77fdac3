import type { ITheme } from '@xterm/xterm';
import type { TerminalColors, TerminalLook } from '../../../shared/vocabulary';

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
} as const;

type Shade = keyof typeof ansi;

/** Whether terminals are light or dark now. */
export function shadeOf({ theme }: Pick<TerminalLook, 'theme'>): Shade {
  if (theme !== 'app') return theme;
  const chosen = document.documentElement.dataset.theme;
  return (chosen ? chosen === 'dark' : systemIsDark().matches) ? 'dark' : 'light';
}

/** The terminal's colours, with ground and text as the style sheet gives them to `element`. */
export function themeOf(shade: Shade, element: Element): ITheme {
  const { backgroundColor: background, color: foreground } = getComputedStyle(element);
  return { ...ansi[shade], background, foreground, cursor: foreground, cursorAccent: background };
}

/** The same colours, for programs that ask for them. */
export function colorsOf(shade: Shade): TerminalColors {
  const probe = document.createElement('div');
  probe.className = 'hidden bg-canvas text-ink';
  probe.style.colorScheme = shade;
  document.body.append(probe);
  const { backgroundColor, color } = getComputedStyle(probe);
  const { selectionBackground: _, ...palette } = ansi[shade];
  const colors = { foreground: hexOf(color), background: hexOf(backgroundColor), cursor: hexOf(color) };
  probe.remove();
  return { ...colors, palette: Object.values(palette) };
}

/** @param color as computed styles say it: "rgb(1, 2, 3)" */
export function hexOf(color: string): string {
  const parts = color.match(/[\d.]+/g)?.slice(0, 3) ?? [];
  return `#${parts.map((part) => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`;
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

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');
