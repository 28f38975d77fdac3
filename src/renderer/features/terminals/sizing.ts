import { FitAddon } from '@xterm/addon-fit';
import type { Terminal as Xterm } from '@xterm/xterm';
import { createCell, type Observable } from '../../../shared/event';
import type { TerminalSize } from '../../../shared/vocabulary';

/**
 * Who says how large a terminal is. One view owns its size: the one that was shown or got the keyboard last, over all
 * windows. The others show it as it is, in the middle of their place, with smaller letters if it is larger than that.
 */
export interface Sizing {
  /** Another view owns the size. */
  readonly foreign: Observable<boolean>;
  /** Takes the size over, unless it is ours, and gives the terminal the size of its place. */
  claim(): void;
  /** The terminal's place, its letters or its addons have changed. */
  placeChanged(): void;
  /** The terminal was attached, and has this size. */
  attached(size: TerminalSize): void;
  /** A snapshot is being put in place: the xterm keeps the size of that until it is `told`. */
  hold(): void;
  /** A snapshot of this size is shown. `foreign`: when it was sent, another connection owned the size. */
  told(size: TerminalSize, foreign: boolean): void;
}

export interface SizingOptions {
  readonly xterm: Xterm;
  /** What the terminal is shown in. */
  readonly host: HTMLElement;
  /** Of this terminal's letters, in pixels, while the size is ours. */
  readonly fontSize: () => number;
  readonly tellHost: (size: TerminalSize) => void;
  /** Ours was given to the terminal. */
  readonly onSize: (size: TerminalSize) => void;
  readonly nowMs: () => number;
}

/** What tells of another owner so soon after ours was asked for was sent before. */
const onTheWayMs = 1_000;
const smallestFont = 3;

export function createSizing({ xterm, host, fontSize, tellHost, onSize, nowMs }: SizingOptions): Sizing {
  const fit = new FitAddon();
  xterm.loadAddon(fit);
  const foreign = createCell(false);
  let mine = false;
  let held = false;
  let wanted: TerminalSize | undefined;
  let actual: TerminalSize = { cols: xterm.cols, rows: xterm.rows };
  let askedAt = 0;

  function fill(): void {
    setFont(fontSize());
    stretch();
    const proposed = fit.proposeDimensions();
    if (!proposed || Number.isNaN(proposed.cols)) return;
    const size = { cols: Math.min(1000, proposed.cols), rows: Math.min(1000, proposed.rows) };
    if (wanted && same(size, wanted) && same(size, actual)) return;
    ask(size);
  }

  function ask(size: TerminalSize): void {
    wanted = size;
    actual = size;
    askedAt = nowMs();
    tellHost(size);
    onSize(size);
    resize(size);
  }

  function follow(size: TerminalSize): void {
    mine = false;
    foreign.value = true;
    wanted = undefined;
    actual = size;
    resize(size);
    letterbox();
  }

  function keepWanted(size: TerminalSize): void {
    actual = size;
    resize(size);
  }

  function resize({ cols, rows }: TerminalSize): void {
    if (!held && (xterm.cols !== cols || xterm.rows !== rows)) xterm.resize(cols, rows);
  }

  function setFont(size: number): void {
    if (xterm.options.fontSize !== size) xterm.options.fontSize = size;
  }

  function letterbox(): void {
    setFont(fontSize());
    const screen = xterm.element?.querySelector<HTMLElement>('.xterm-screen');
    if (!screen) return;
    const { offsetWidth: width, offsetHeight: height } = screen;
    const scale = Math.min(1, host.clientWidth / width, host.clientHeight / height);
    if (scale < 1) setFont(Math.max(smallestFont, Math.floor(fontSize() * scale * 4) / 4));
    host.dataset.foreign = 'true';
    if (!xterm.element) return;
    xterm.element.style.width = `${screen.offsetWidth}px`;
    xterm.element.style.height = `${screen.offsetHeight}px`;
  }

  function stretch(): void {
    delete host.dataset.foreign;
    if (xterm.element) xterm.element.style.width = xterm.element.style.height = '';
  }

  return {
    foreign,
    claim() {
      if (mine) return;
      mine = true;
      foreign.value = false;
      fill();
    },
    placeChanged: () => (mine ? fill() : letterbox()),
    attached(size) {
      actual = size;
      // The stream is new, and has no say over the size yet.
      wanted = undefined;
      if (mine) fill();
      else follow(size);
    },
    hold() {
      held = true;
    },
    told(size, isForeign) {
      held = false;
      actual = size;
      if (!mine) letterbox();
      else if (!wanted || same(size, wanted)) return;
      // An earlier size of ours, or one from before ours was heard: ours counts.
      else if (!isForeign || nowMs() - askedAt < onTheWayMs) keepWanted(wanted);
      else follow(size);
    },
  };
}

function same(a: TerminalSize, b: TerminalSize): boolean {
  return a.cols === b.cols && a.rows === b.rows;
}
