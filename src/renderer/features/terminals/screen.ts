import type { Terminal as Xterm } from '@xterm/xterm';
import { createCell, type Observable } from '../../../shared/event';
import type { TerminalLook, TerminalSize } from '../../../shared/vocabulary';
import { type Clipboard, createClipboard } from './clipboard';
import { commandsOf, type TerminalCommand } from './commands';
import { createEmulator, fontsLoaded } from './emulator';
import { createFeed, firstLines } from './feed';
import type { FilePlace } from './file-links';
import { createFinder, type Finder } from './find';
import { createHistory } from './history';
import { keyOf } from './keys';
import type { Line } from './line';
import { addLinks } from './links';
import { fontSizeOf } from './look';
import { type Pictures, pacePictures } from './pictures';
import { restore } from './restore';
import { watchSeen } from './seen';
import { onInput } from './silence';
import { createSizing } from './sizing';
import type { Turns } from './turns';
import { wholeCharacters } from './whole-characters';

/** Who shows a screen just now. */
export interface Viewer {
  readonly label: string;
  readonly readOnly: boolean;
  readonly onOpenFile: (place: FilePlace) => void;
  readonly onSize: (size: TerminalSize) => void;
}

/** A terminal as it is drawn. It outlives the view that shows it, and gets bytes only while it is seen. */
export interface Screen {
  readonly xterm: Xterm;
  /** All that has come is parsed. */
  readonly idle: boolean;
  readonly finder: Finder;
  /** How often the find bar was asked for; 0: it is closed. */
  readonly finding: Observable<number>;
  readonly clipboard: Clipboard;
  /** Another view owns the size. */
  readonly foreign: Observable<boolean>;
  /** How often it has rung. */
  readonly bells: Observable<number>;
  /** Is inside a view. */
  readonly shown: boolean;
  /** Draws it inside `parent`, which it fills. @returns what takes it away again */
  show(parent: HTMLElement, viewer: () => Viewer): () => void;
  /** It has the keyboard: its bytes come over a line of their own, and before those of others. */
  setActive(active: boolean): void;
  focus(): void;
  claimSize(): void;
  closeFind(): void;
  setLook(look: TerminalLook): void;
  run(command: TerminalCommand): void;
  dispose(): void;
}

export interface ScreenOptions {
  readonly id: string;
  /** For all terminals, and for the one that has the keyboard. */
  readonly lines: { readonly shared: Line; readonly focused: () => Line };
  readonly turns: Turns;
  readonly pictures: Pictures;
  readonly look: TerminalLook;
  /** Somebody waits for the echoes of keys, of this terminal or another. */
  readonly isTyping: () => boolean;
  readonly onTyped: () => void;
  readonly onHidden: () => void;
}

/** How long nothing must happen before all of the past is shown. */
const quietMs = 400;

export function createScreen({
  id,
  lines,
  turns,
  pictures,
  look: firstLook,
  isTyping,
  onTyped,
  onHidden,
}: ScreenOptions): Screen {
  const emulator = createEmulator(firstLook);
  const { xterm, host } = emulator;
  const lane = turns.lane(
    wholeCharacters((bytes, onParsed) => {
      pictures.count(bytes.length);
      wroteAt = performance.now();
      xterm.write(bytes, onParsed);
    }),
  );
  let wroteAt = Number.NEGATIVE_INFINITY;
  const finding = createCell(0);
  const bells = createCell(0);
  let look = firstLook;
  let zoom = 0;
  let active = false;
  let viewer: (() => Viewer) | undefined;
  let takeAway = () => {};

  const feed = createFeed({
    id,
    line: lines.shared,
    display: {
      write: lane.write,
      sized: (size) => sizing.attached(size),
      restore: ({ bytes, size, foreign }, onParsed) =>
        restore(
          { xterm, lane },
          { snapshot: bytes, size },
          {
            onBegun: () => sizing.hold(),
            onRestored({ scrollback }) {
              sizing.told(size, foreign);
              history.restored(scrollback);
              onParsed();
            },
          },
        ),
    },
  });
  // To show all lines takes a while, and a flood is about to push them away.
  const idle = () => lane.idle && performance.now() - wroteAt > quietMs && !isTyping();
  const history = createHistory({ firstLines, quietMs, idle, ask: feed.askForAll });
  const sizing = createSizing({
    ...{ xterm, host, nowMs: () => performance.now() },
    fontSize: () => fontSizeOf(look, zoom),
    tellHost: feed.resize,
    onSize: (size) => viewer?.().onSize(size),
  });
  const readOnly = () => viewer?.().readOnly ?? true;
  const clipboard = createClipboard({ xterm, host, look: () => look, readOnly });
  const finder = createFinder(xterm);
  const commands = commandsOf({
    ...{ xterm, clipboard, wantAll: history.wanted, forgetHistory: history.forget },
    find() {
      history.wanted();
      finding.value++;
    },
    zoom(step) {
      zoom = step === 0 ? 0 : zoom + step;
      sizing.placeChanged();
    },
  });

  addLinks(xterm, { openFile: (place) => viewer?.().onOpenFile(place) });
  onInput(xterm, (bytes) => {
    if (readOnly()) return;
    onTyped();
    claimSize();
    feed.send(bytes);
  });
  host.addEventListener('pointerdown', claimSize);
  xterm.onBell(() => {
    bells.value++;
  });
  xterm.onScroll((row) => {
    if (row === 0) history.wanted();
  });
  xterm.attachCustomKeyEventHandler((event) => {
    const key = keyOf(event);
    if (key === undefined) return true;
    // Otherwise browsers open their developer tools, or their own search.
    if (key !== 'paste') event.preventDefault();
    if (key !== 'paste' && event.type === 'keydown') commands[key === 'copy' ? 'copy-unwrapped' : key]();
    return false;
  });

  function claimSize(): void {
    if (!readOnly()) sizing.claim();
  }

  function onWindowFocus(): void {
    if (active) claimSize();
  }

  function start(): void {
    feed.start();
    history.start();
  }

  function stop(): void {
    feed.stop();
    history.stop();
  }

  async function open(isOver: () => boolean): Promise<void> {
    await fontsLoaded(look);
    if (isOver() || !viewer) return;
    emulator.open(viewer().label);
    pacePictures(xterm, pictures);
    // Somebody who opens a terminal here wants to see it here; a window in the background takes it from nobody.
    if (document.hasFocus()) claimSize();
    const endGpu = emulator.drawByGpu();
    const unwatch = watchSeen(host, {
      onSeen(seen) {
        if (seen) start();
        else stop();
      },
      onResized: sizing.placeChanged,
    });
    window.addEventListener('focus', onWindowFocus);
    if (active) xterm.focus();
    takeAway = () => {
      window.removeEventListener('focus', onWindowFocus);
      unwatch();
      stop();
      endGpu();
    };
  }

  return {
    ...{ xterm, finder, finding, clipboard, bells, claimSize },
    get idle() {
      return lane.idle;
    },
    foreign: sizing.foreign,
    get shown() {
      return viewer !== undefined;
    },
    show(parent, next) {
      let over = false;
      viewer = next;
      parent.append(host);
      void open(() => over);
      return () => {
        if (over) return;
        over = true;
        // Another view may have taken it already.
        if (viewer !== next) return;
        takeAway();
        takeAway = () => {};
        viewer = undefined;
        host.remove();
        onHidden();
      };
    },
    setActive(next) {
      active = next;
      feed.use(active ? lines.focused() : lines.shared);
      if (!active) return;
      lane.prefer();
      if (document.hasFocus()) claimSize();
      xterm.focus();
    },
    focus: () => xterm.focus(),
    closeFind() {
      finder.end();
      finding.value = 0;
      xterm.focus();
    },
    setLook(next) {
      look = next;
      emulator.setLook(look);
      if (viewer && xterm.element) sizing.placeChanged();
    },
    run: (command) => commands[command](),
    dispose() {
      takeAway();
      lane.close();
      emulator.dispose();
    },
  };
}
