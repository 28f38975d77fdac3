import type { Connection } from '../../../shared/link';
import { type TerminalLook, usualLook } from '../../../shared/vocabulary';
import type { TerminalCommand } from './commands';
import { createLine, type Line } from './line';
import { createPictures } from './pictures';
import { createScreen, type Screen } from './screen';
import { colorsOf, onThemeChange, shadeOf } from './theme';
import { createTurns, deferInPage } from './turns';

export interface TerminalScreensOptions {
  readonly connection: Connection;
  /** A second connection, for the terminal that has the keyboard: its keys never queue behind the output of others. */
  readonly focused: () => Connection;
}

/** The terminals of a page. Each can be in one place at a time. */
export interface TerminalScreens {
  /** The screen of a terminal, by its id. It is kept for a while when no view shows it. */
  screen(terminal: string): Screen;
  /** Does something with a terminal that is shown, as shortcuts and menus ask for it. */
  command(terminal: string, command: TerminalCommand): void;
  /** For all of them, at once. */
  setLook(look: TerminalLook): void;
}

/** Who has typed a key waits for its echo, and types the next one, within this. */
const typingMs = 500;

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** As many are kept while no view shows them, and go on where they were left. Others come back from a snapshot. */
const mostHidden = 6;

export function createTerminalScreens({ connection, focused }: TerminalScreensOptions): TerminalScreens {
  const screens = new Map<string, Screen>();
  const shared = createLine(connection);
  const nowMs = () => performance.now();
  const defer = deferInPage();
  let typedAt = Number.NEGATIVE_INFINITY;
  const isTyping = () => nowMs() - typedAt < typingMs;
  const turns = createTurns({ nowMs, isTyping, defer, after });
  const pictures = createPictures({ frames: window, nowMs, isTyping, after, defer });
  let look = usualLook;
  let focusedLine: Line | undefined;

  const lines = {
    shared,
    focused() {
      focusedLine ??= createLine(focused());
      return focusedLine;
    },
  };

  function tellColors(): void {
    if (connection.state.value === 'open') shared.colors(colorsOf(shadeOf(look)));
  }

  function applyLook(): void {
    for (const screen of screens.values()) screen.setLook(look);
    tellColors();
  }

  function open(id: string): Screen {
    const screen = createScreen({
      ...{ id, lines, turns, look, isTyping, pictures: pictures() },
      onTyped() {
        typedAt = nowMs();
      },
      onHidden: () => hidden(id, screen),
    });
    screens.set(id, screen);
    return screen;
  }

  /** The one that was hidden last comes last. A view that moves within the page shows it again at once. */
  function hidden(id: string, screen: Screen): void {
    screens.delete(id);
    screens.set(id, screen);
    setTimeout(forgetHidden);
  }

  function forgetHidden(): void {
    const unseen = [...screens].filter(([, { shown }]) => !shown);
    for (const [id, screen] of unseen.slice(0, -mostHidden)) {
      screens.delete(id);
      screen.dispose();
    }
  }

  connection.state.on(tellColors);
  tellColors();
  onThemeChange(applyLook);
  return {
    screen: (id) => screens.get(id) ?? open(id),
    command: (id, command) => screens.get(id)?.run(command),
    setLook(next) {
      if (next === look) return;
      look = next;
      applyLook();
    },
  };
}
