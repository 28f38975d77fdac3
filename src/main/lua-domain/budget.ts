import type { VmOptions } from './bridge';

/**
 * How long what runs may go on, in CPU: a busy machine that does not let it run takes nothing away. Where the system does
 * not tell what a thread has had, milliseconds count, and a run also has to have done a little; what does very little in a
 * long time waits in a library function, and ends all the same.
 */
export interface Budget {
  readonly message: string;
  /** Nothing is under way. */
  reset(): void;
  /** @param own with time of its own; otherwise it shares the time of what began before */
  begin(own: boolean): void;
  finish(): { readonly tookMs: number; readonly exceeded: boolean };
  /** @param instructions that were run since it was asked last */
  exceeded(instructions: number): boolean;
  /** Nothing has used up its time since the outermost began. */
  isFresh(): boolean;
}

/** A machine that gives us a tenth of a core runs more than this. */
const leastInstructionsPerMs = 3_000;
const patience = 2.5;

interface Run {
  readonly began: number;
  deadline: number;
  instructions: number;
  /** CPU of the thread when it was checked first: what ends before costs no question. */
  cpuAt: number | undefined;
}

export function createBudget({
  cpuMs,
  now,
  usedMs,
  onProgress,
}: Pick<VmOptions, 'cpuMs' | 'now' | 'usedMs' | 'onProgress'>): Budget {
  const runs: Run[] = [];
  let over = false;

  function start(): Run {
    onProgress();
    const began = now();
    return { began, deadline: began + cpuMs, instructions: 0, cpuAt: undefined };
  }

  function isOver(run: Run): boolean {
    const late = now() - run.deadline;
    if (late <= 0) return false;
    if (usedMs && run.cpuAt !== undefined) return usedMs() - run.cpuAt >= cpuMs;
    return run.instructions >= cpuMs * leastInstructionsPerMs || late > cpuMs * (patience - 1);
  }

  return {
    message: `it ran for more than ${cpuMs} ms and was stopped`,
    reset() {
      runs.length = 0;
      over = false;
    },
    begin(own) {
      const outer = runs.at(-1);
      if (!outer) over = false;
      runs.push(own || !outer ? start() : { ...outer, began: now() });
    },
    finish() {
      const run = runs.pop();
      const outer = runs.at(-1);
      const tookMs = run ? now() - run.began : 0;
      const exceeded = over;
      // Time of its own was not the time of what waits for it; a share of instructions was.
      if (run && outer && run.deadline !== outer.deadline) {
        outer.deadline += tookMs;
        if (usedMs && outer.cpuAt !== undefined && run.cpuAt !== undefined) outer.cpuAt += usedMs() - run.cpuAt;
        over = false;
      } else if (run && outer) {
        outer.instructions = run.instructions;
        outer.cpuAt ??= run.cpuAt;
      }
      return { tookMs, exceeded };
    },
    exceeded(instructions) {
      const run = runs.at(-1);
      if (!run) return false;
      run.instructions += instructions;
      run.cpuAt ??= usedMs?.();
      over ||= isOver(run);
      return over;
    },
    isFresh: () => !over,
  };
}
