import type { ProcessInfo, SampleCommand } from '../../../shared/vocabulary';

/** A made-up command, to try an action with. */
export interface Trial {
  readonly command: SampleCommand;
  /** It ends after so long, … */
  readonly lastsMs: number;
  /** … or when this is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** Pids of made-up commands. Those of lines that were only typed lie below. */
const firstPid = 2_000_000;

/** Makes up a process for each sample, with a pid of its own. */
export function createInventor(): (command: SampleCommand, startedAt: number) => ProcessInfo {
  let made = 0;
  return ({ argv, cwd }, startedAt) => ({
    ...{ pid: firstPid + made++, start: 0, argv, startedAt },
    ...(cwd === undefined ? {} : { cwd }),
  });
}
