/** Nobody reads faster, and in a storm of changes keys and clicks need the time between two pictures. */
const pauseMs = 100;

export interface Redraw {
  /** There is something new to draw. */
  ask(): void;
  /** What was asked for is drawn no more. */
  cancel(): void;
}

/** Draws at the next animation frame, but at most ten times a second, and not at all while the page is hidden. */
export function createRedraw(draw: () => void): Redraw {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function drawNow(): void {
    frame = undefined;
    drawnAt = performance.now();
    draw();
  }

  return {
    ask() {
      if (frame !== undefined || timer !== undefined) return;
      const waitMs = drawnAt + pauseMs - performance.now();
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
      drawnAt = Number.NEGATIVE_INFINITY;
    },
  };
}
