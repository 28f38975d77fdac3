/** Nobody reads faster. */
const shortestPauseMs = 100;
const longestPauseMs = 500;
/** In a storm of changes, keys and clicks need the time between two pictures: they get this much more than drawing takes. */
const pausePerDrawing = 4;

export interface Redraw {
  /** There is something new to draw. */
  ask(): void;
  /** What was asked for is drawn no more. */
  cancel(): void;
}

/**
 * Draws at the next animation frame, but at most ten times a second, less often where drawing takes long, and not at all
 * while the page is hidden.
 */
export function createRedraw(draw: () => void): Redraw {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextAt = Number.NEGATIVE_INFINITY;

  function drawNow(): void {
    frame = undefined;
    const beganAt = performance.now();
    const earliestAt = beganAt + shortestPauseMs;
    nextAt = earliestAt;
    draw();
    // The next task comes when the picture is there.
    setTimeout(() => {
      const tookMs = performance.now() - beganAt;
      // Unless it was cancelled meanwhile.
      if (nextAt === earliestAt)
        nextAt = Math.max(earliestAt, beganAt + Math.min(tookMs * pausePerDrawing, longestPauseMs));
    });
  }

  return {
    ask() {
      if (frame !== undefined || timer !== undefined) return;
      const waitMs = nextAt - performance.now();
      if (waitMs <= 0) frame = requestAnimationFrame(drawNow);
      else {
        timer = setTimeout(() => {
          timer = undefined;
          frame = requestAnimationFrame(drawNow);
        }, waitMs);
      }
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
      nextAt = Number.NEGATIVE_INFINITY;
    },
  };
}
