/** Steps of what moves by itself. */
export interface Steps {
  /** Something that is drawn moves: it is to be drawn again soon. @returns the step that it is at */
  animate(): number;
  close(): void;
}

const stepMs = 160;

export function createSteps(changed: () => void): Steps {
  let step = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    animate() {
      timer ??= setTimeout(() => {
        timer = undefined;
        step++;
        changed();
      }, stepMs);
      return step;
    },
    close: () => clearTimeout(timer),
  };
}
