import { describeExit, type Exit, succeeded } from '../../shared/vocabulary';

/** How a process is doing. `gone`: it ended, and the system did not tell how. */
export type ExitState = 'running' | 'ok' | 'failed' | 'signal' | 'gone';

interface WithExit {
  readonly exit?: Exit | undefined;
}

export function exitState({ exit }: WithExit): ExitState {
  if (exit === undefined) return 'running';
  if ('signal' in exit) return 'signal';
  if ('unknown' in exit) return 'gone';
  return succeeded(exit) ? 'ok' : 'failed';
}

/** The same in words, for the tooltip and for screen readers. */
export function exitStateText({ exit }: WithExit): string {
  if (exit === undefined) return 'running';
  if ('unknown' in exit) return 'ended; the exit code is not known';
  return `ended${exitPhrase(exit)}`;
}

/** " by SIGTERM", " with exit code 1"; nothing when it is not known. */
export function exitPhrase(exit: Exit): string {
  if ('unknown' in exit) return '';
  return 'signal' in exit ? ` by ${describeExit(exit)}` : ` with exit code ${exit.code}`;
}
