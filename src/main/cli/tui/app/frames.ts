/** Draws when something has changed, but not more often than can be seen, nor before the last picture was taken. */
export interface Frames {
  request(): void;
  stop(): void;
}

/** About 60 in a second. */
const leastPauseMs = 16;

/** @param draw resolves once the terminal has taken the picture */
export function createFrames(draw: () => Promise<void>): Frames {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDrawing = false;
  let isWanted = false;
  let stopped = false;
  let lastAt = 0;

  function request(): void {
    isWanted = true;
    if (timer !== undefined || isDrawing || stopped) return;
    timer = setTimeout(() => void run(), Math.max(0, lastAt + leastPauseMs - performance.now()));
  }

  async function run(): Promise<void> {
    timer = undefined;
    isWanted = false;
    isDrawing = true;
    lastAt = performance.now();
    await draw();
    isDrawing = false;
    if (isWanted) request();
  }

  return {
    request,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
