import type { Terminal as Xterm } from '@xterm/xterm';
import type { Clipboard } from './clipboard';

/**
 * What can be done with a terminal by its id. `copy` takes rows as they stand on the screen, `copy-unwrapped` joins those
 * that the terminal wrapped, as Ctrl+Shift+C does.
 */
export const terminalCommands = [
  'find',
  'copy',
  'copy-unwrapped',
  'paste',
  'select-all',
  'clear',
  'scroll-to-top',
  'scroll-to-bottom',
  'zoom-in',
  'zoom-out',
  'zoom-reset',
] as const;
export type TerminalCommand = (typeof terminalCommands)[number];

export interface CommandParts {
  readonly xterm: Xterm;
  readonly clipboard: Clipboard;
  readonly find: () => void;
  /** Somebody wants all lines; they are on their way. */
  readonly wantAll: () => void;
  readonly forgetHistory: () => void;
  /** By steps of a pixel of the letters' height; 0: back to the usual size. */
  readonly zoom: (step: 1 | -1 | 0) => void;
}

/** What each command does. */
export function commandsOf(parts: CommandParts): Readonly<Record<TerminalCommand, () => void>> {
  const { xterm, clipboard, zoom } = parts;
  return {
    find: parts.find,
    copy: () => void clipboard.copy('as-shown'),
    'copy-unwrapped': () => void clipboard.copy('unwrapped'),
    paste: () => void clipboard.pasteFromSystem(),
    'select-all'() {
      parts.wantAll();
      xterm.selectAll();
    },
    clear() {
      parts.forgetHistory();
      xterm.clear();
    },
    'scroll-to-top'() {
      parts.wantAll();
      xterm.scrollToTop();
    },
    'scroll-to-bottom': () => xterm.scrollToBottom(),
    'zoom-in': () => zoom(1),
    'zoom-out': () => zoom(-1),
    'zoom-reset': () => zoom(0),
  };
}
