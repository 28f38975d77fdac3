import '@xterm/xterm/css/xterm.css';
import { LigaturesAddon } from '@xterm/addon-ligatures';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal as Xterm } from '@xterm/xterm';
import type { TerminalLook } from '../../../shared/vocabulary';
import { limitXterm } from '../../../shared/xterm-limits';
import { drawByGpu, hasGpu } from './gpu';
import { fontsOf, optionsOf } from './look';
import { shadeOf, themeOf } from './theme';

/** As many lines as a terminal host keeps, unless it was told otherwise. */
const scrollbackLines = 10_000;

/** An xterm, and the element that it is drawn in. */
export interface Emulator {
  readonly xterm: Xterm;
  readonly host: HTMLElement;
  setLook(look: TerminalLook): void;
  /** Draws it, once the host is in the page. Cells are measured now, so the fonts must be there. */
  open(label: string): void;
  /** Draws it by the graphics card, if there is one. @returns what ends it */
  drawByGpu(): () => void;
  dispose(): void;
}

export function createEmulator(firstLook: TerminalLook): Emulator {
  const host = document.createElement('div');
  host.className =
    'grid h-full min-w-0 bg-canvas text-ink data-foreign:place-content-center data-foreign:bg-sidebar [&_.xterm-viewport]:bg-transparent!';
  const xterm = new Xterm({
    ...optionsOf(firstLook),
    fontSize: firstLook.fontSize,
    // Unicode 11 and the marks of the find bar are called proposed.
    allowProposedApi: true,
    minimumContrastRatio: 4.5,
    scrollback: scrollbackLines,
  });
  limitXterm(xterm);
  xterm.loadAddon(new Unicode11Addon());
  xterm.unicode.activeVersion = '11';
  let look = firstLook;
  let ligatures: LigaturesAddon | undefined;

  function setLook(next: TerminalLook): void {
    look = next;
    const shade = shadeOf(look);
    host.style.colorScheme = shade;
    Object.assign(xterm.options, optionsOf(look));
    if (host.isConnected) xterm.options.theme = themeOf(shade, host);
    if (xterm.element) joinSigns();
  }

  function joinSigns(): void {
    if (look.ligatures === Boolean(ligatures)) return;
    ligatures?.dispose();
    ligatures = look.ligatures ? new LigaturesAddon() : undefined;
    if (ligatures) xterm.loadAddon(ligatures);
  }

  return {
    ...{ xterm, host, setLook },
    open(label) {
      if (!xterm.element) xterm.open(host);
      xterm.textarea?.setAttribute('aria-label', label);
      setLook(look);
    },
    drawByGpu: () => (hasGpu() ? drawByGpu(xterm) : () => {}),
    dispose: () => xterm.dispose(),
  };
}

/** Resolves when the fonts of a look can be measured, as far as they are to be had. */
export async function fontsLoaded(look: TerminalLook): Promise<void> {
  await document.fonts.load(`${look.fontSize}px ${fontsOf(look)}`).catch(() => {});
}
