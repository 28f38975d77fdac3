/** The lines above those that were shown at first. */
export interface History {
  /** A snapshot was shown that has so many rows above the screen. */
  restored(scrollback: number): void;
  /** Somebody wants to see or search them: they are asked for at once, unless they are here. */
  wanted(): void;
  /** There is nothing to ask for any more: the person has cleared the terminal. */
  forget(): void;
  /** The terminal is shown, or not any more: what was asked for and has not come is asked for again. */
  start(): void;
  stop(): void;
}

export interface HistoryOptions {
  /** Snapshots have no more rows above the screen at first. */
  readonly firstLines: number;
  /** How long nobody must have wanted the rest before it is asked for. */
  readonly quietMs: number;
  /** The terminal has nothing else to do. */
  readonly idle: () => boolean;
  readonly ask: () => void;
}

export function createHistory({ firstLines, quietMs, idle, ask }: HistoryOptions): History {
  let state: 'complete' | 'first lines' | 'asked' = 'complete';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function waitForQuiet(): void {
    clearTimeout(timer);
    timer = setTimeout(() => (idle() ? wanted() : waitForQuiet()), quietMs);
  }

  function wanted(): void {
    if (state !== 'first lines') return;
    clearTimeout(timer);
    state = 'asked';
    ask();
  }

  return {
    restored(scrollback) {
      const isRest = state === 'asked';
      state = scrollback >= firstLines && !isRest ? 'first lines' : 'complete';
      if (state === 'first lines') waitForQuiet();
    },
    wanted,
    forget() {
      clearTimeout(timer);
      state = 'complete';
    },
    start() {
      if (state === 'first lines') waitForQuiet();
    },
    stop() {
      clearTimeout(timer);
      if (state === 'asked') state = 'first lines';
    },
  };
}
