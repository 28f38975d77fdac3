import type { FoundOnScreen } from '../../../../shared/vocabulary';

/** On a screen that is never quiet a question has to be there for so long. */
const steadyMs = 1_500;

/** Questions on the screen, and what became of them. */
export interface Questions {
  /**
   * What a look at the screen shows. `isThere`: a question that was not answered; `isSteady`: for some time, whatever
   * else the screen does.
   */
  see(found: readonly FoundOnScreen[], nowMs: number): { readonly isThere: boolean; readonly isSteady: boolean };
  /** One that was there at the last look but one is not there any more: somebody has answered it. */
  readonly isGone: boolean;
  /** What is asked now has been answered. */
  answer(): void;
  forget(): void;
}

/** @param vanish an answered question leaves the screen; otherwise it stays there among what was written before */
export function createQuestions({ vanish }: { readonly vanish: boolean }): Questions {
  let asked: readonly string[] = [];
  let answered: readonly string[] = [];
  let first: { readonly line: string; readonly at: number } | undefined;
  let isGone = false;

  return {
    see(found, now) {
      const before = first;
      asked = found.filter(({ status }) => status === 'needs-input').map(({ line }) => line);
      answered = answered.filter((line) => asked.includes(line));
      const line = asked.find((line) => !answered.includes(line));
      if (line === undefined) first = undefined;
      else if (first?.line !== line) first = { line, at: now };
      isGone = before !== undefined && asked.length === 0;
      return { isThere: first !== undefined, isSteady: first !== undefined && now - first.at >= steadyMs };
    },
    get isGone() {
      return isGone;
    },
    answer() {
      if (!vanish) answered = asked;
      first = undefined;
    },
    forget() {
      [asked, answered, first, isGone] = [[], [], undefined, false];
    },
  };
}
