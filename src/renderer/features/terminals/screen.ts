import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal as Xterm } from '@xterm/xterm';
import type { TerminalSize } from '../../../shared/vocabulary';
import { createFeed, type FeedOptions } from './feed';
import { drawByGpu, hasGpu } from './gpu';
import { handleKey } from './keys';
import { onThemeChange, terminalTheme } from './theme';

const fontSize = 13;
const fontFamily = '"JetBrains Mono Variable", ui-monospace, monospace';
const scrollbackLines = 10_000;
/** Dragging the window's edge would otherwise make the program draw itself anew at every step. */
const resizePauseMs = 80;

/** A terminal as it is drawn. It outlives the view that shows it, and gets bytes only while it is shown. */
export interface Screen {
  /** Draws it inside `parent`, which it fills, and gives it the keyboard. */
  show(parent: HTMLElement): void;
  hide(): void;
  dispose(): void;
}

export interface ScreenOptions extends FeedOptions {
  /** The person gave the terminal another size. */
  readonly onResize: (size: TerminalSize) => void;
}

export function createScreen({ onResize, ...source }: ScreenOptions): Screen {
  const host = document.createElement('div');
  host.className = 'h-full bg-canvas text-ink';
  const xterm = new Xterm({
    fontFamily,
    fontSize,
    lineHeight: 1.15,
    minimumContrastRatio: 4.5,
    scrollback: scrollbackLines,
  });
  const fit = new FitAddon();
  xterm.loadAddon(fit);
  xterm.attachCustomKeyEventHandler((event) => handleKey(event, xterm));

  const feed = createFeed(source, {
    write: (bytes, onParsed) => xterm.write(bytes, onParsed),
    // CAN ends a control sequence that was cut off.
    note: (text) => xterm.write(`\x18\x1b[0m\r\n\x1b[2m${text}\x1b[0m\r\n`),
    begin: ({ cols, rows }) => xterm.resize(cols, rows),
  });
  const encoder = new TextEncoder();
  xterm.onData((text) => feed.send(encoder.encode(text)));
  xterm.onBinary((text) => feed.send(Uint8Array.from(text, (char) => char.charCodeAt(0))));
  xterm.onResize(onResize);

  /** Changes with each showing and hiding. */
  let turn = 0;
  let stop = () => {};

  async function show(parent: HTMLElement): Promise<void> {
    const own = ++turn;
    // Cells are measured once, when the terminal is opened.
    await document.fonts.load(`${fontSize}px ${fontFamily}`).catch(() => {});
    if (own !== turn) return;
    parent.append(host);
    if (!xterm.element) open();
    applyTheme();
    const stops = [onThemeChange(applyTheme), whenResized(host, () => fit.fit()), feed.stop];
    feed.start();
    xterm.focus();
    stop = () => {
      for (const stop of stops) stop();
      host.remove();
    };
  }

  function open(): void {
    xterm.open(host);
    xterm.textarea?.setAttribute('aria-label', 'Terminal');
    if (hasGpu()) drawByGpu(xterm);
  }

  function applyTheme(): void {
    xterm.options.theme = terminalTheme(host);
  }

  function hide(): void {
    turn++;
    stop();
    stop = () => {};
  }

  return {
    show: (parent) => void show(parent),
    hide,
    dispose() {
      hide();
      xterm.dispose();
    },
  };
}

function whenResized(element: Element, listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(listener, resizePauseMs);
  });
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
