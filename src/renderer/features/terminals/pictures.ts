import type { Terminal as Xterm } from '@xterm/xterm';

/** So much since the last picture is a flood, which nobody can read: programs that draw the whole screen write less. */
const floodBytes = 24 * 1024;
/** Of so many parts of the time floods are drawn in one; keys and parsing have the others. */
const parts = 4;
const partsWhileTyping = 10;
/** A flood waits no longer for its next picture. */
const longestGapMs = 200;
/** Floods that do not fit into this part of a frame are drawn in another one. */
const frameMs = 5;

/** What xterm's `RenderDebouncer` has of a window. */
export interface FrameSource {
  /** @returns never 0 */
  requestAnimationFrame(draw: FrameRequestCallback): number;
  cancelAnimationFrame(id: number): void;
}

/** When a terminal is drawn. */
export interface Pictures extends FrameSource {
  /** Bytes are about to be parsed. */
  count(bytes: number): void;
}

export interface PicturesOptions {
  readonly frames: FrameSource;
  readonly nowMs: () => number;
  /** Somebody waits for the echoes of keys. */
  readonly isTyping: () => boolean;
  /** Runs a function after so many milliseconds. @returns what takes it back */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Runs a function soon; within a frame, after its picture has been made. */
  readonly defer: (run: () => void) => void;
}

/**
 * Paces the pictures of a page's terminals. What changes little is drawn in the next frame. Floods are drawn together and
 * less often, as a picture made of the DOM may cost more than all that is parsed in between.
 */
export function createPictures({ frames, nowMs, isTyping, after, defer }: PicturesOptions): () => Pictures {
  /** The time of the frame in which floods were drawn last, when that began, … */
  let floodFrame = Number.NaN;
  let began = 0;
  /** … and when they may be drawn again. */
  let nextFloodMs = Number.NEGATIVE_INFINITY;

  /** @returns how long a flood has to wait that could be drawn in this frame */
  function msUntilFlood(frame: number): number {
    const now = nowMs();
    if (frame === floodFrame) return now - began < frameMs ? 0 : frameMs;
    if (now < nextFloodMs) return nextFloodMs - now;
    floodFrame = frame;
    began = now;
    nextFloodMs = now + longestGapMs;
    defer(() => {
      const ended = nowMs();
      const pauses = (isTyping() ? partsWhileTyping : parts) - 1;
      nextFloodMs = ended + Math.min(pauses * (ended - began), longestGapMs);
    });
    return 0;
  }

  return () => {
    let written = 0;
    let cancel = () => {};
    return {
      count(bytes) {
        written += bytes;
      },
      // An xterm waits for one frame at a time.
      requestAnimationFrame(draw) {
        const request = () => {
          const id = frames.requestAnimationFrame(decide);
          cancel = () => frames.cancelAnimationFrame(id);
        };
        const decide = (frame: number) => {
          const waitMs = written > floodBytes ? msUntilFlood(frame) : 0;
          if (waitMs > 0) {
            cancel = after(waitMs, request);
            return;
          }
          written = 0;
          draw(frame);
        };
        request();
        return 1;
      },
      cancelAnimationFrame: () => cancel(),
    };
  };
}

/** The names are xterm's own: it has no options for this. */
interface Core {
  _syncTextArea(): void;
  readonly _viewport: {
    _sync(...row: unknown[]): void;
    scrollLines(count: number): void;
    scrollToLine(...line: unknown[]): void;
  };
  readonly _renderService: {
    readonly _renderDebouncer: { _coreBrowserService: { readonly window: FrameSource } };
    readonly _selectionState: { readonly start: unknown };
    addRefreshCallback(run: () => void): unknown;
    handleSelectionChanged(start: unknown, end: unknown, columnSelectMode: boolean): void;
  };
}

/** Has the pictures of an xterm made when they are due. It has been opened. */
export function pacePictures(xterm: Xterm, pictures: Pictures): void {
  const { _core: core } = xterm as unknown as { readonly _core: Core };
  const debouncer = core._renderService._renderDebouncer;
  if (debouncer._coreBrowserService.window === pictures) return;
  debouncer._coreBrowserService = { window: pictures };
  moveTextAreaInPictures(xterm, core);
  moveScrollbarInPictures(core);
  skipEmptySelections(core._renderService);
}

/** The field that takes the keys follows the cursor. To do so with each move makes a picture of its own. */
function moveTextAreaInPictures(xterm: Xterm, core: Core): void {
  const sync = core._syncTextArea.bind(core);
  core._syncTextArea = () => {};
  xterm.onRender(sync);
}

/** The scrollbar follows each line that scrolls, with timers that hide it again: more work than the line itself. */
function moveScrollbarInPictures({ _viewport: viewport, _renderService: service }: Core): void {
  const { _sync: sync, scrollLines, scrollToLine } = viewport;
  let isDue = false;
  function move(): void {
    if (isDue) sync.call(viewport);
    isDue = false;
  }
  viewport._sync = (...row) => {
    // What is not about a line that scrolled comes with a picture already.
    if (row.length > 0) return sync.apply(viewport, row);
    if (!isDue) service.addRefreshCallback(move);
    isDue = true;
  };
  // They count from where it is.
  viewport.scrollLines = (count) => {
    move();
    scrollLines.call(viewport, count);
  };
  viewport.scrollToLine = (...line) => {
    move();
    scrollToLine.apply(viewport, line);
  };
}

/** With every line that scrolls xterm draws the selection anew, and all rows with it, also where none is selected. */
function skipEmptySelections(service: Core['_renderService']): void {
  const { handleSelectionChanged } = service;
  service.handleSelectionChanged = (start, end, columnSelectMode) => {
    if (start || service._selectionState.start) handleSelectionChanged.call(service, start, end, columnSelectMode);
  };
}
