import { type ActivityRow, describeExit, type Exit, type Firing, succeeded } from '../../../shared/vocabulary';

/** How a process is doing. `gone`: it ended, and the system did not tell how. */
export type RowState = 'running' | 'ok' | 'failed' | 'signal' | 'gone';

export function rowState({ exit }: Pick<ActivityRow, 'exit'>): RowState {
  if (exit === undefined) return 'running';
  if ('signal' in exit) return 'signal';
  if ('unknown' in exit) return 'gone';
  return succeeded(exit) ? 'ok' : 'failed';
}

/** The same in words, for the tooltip and for screen readers. */
export function rowStateText({ exit }: Pick<ActivityRow, 'exit'>): string {
  if (exit === undefined) return 'running';
  if ('unknown' in exit) return 'ended; the exit code is not known';
  return 'signal' in exit ? `ended by ${describeExit(exit)}` : `ended with exit code ${exit.code}`;
}

/** What became of a rule's match. */
export type FiringState = 'held' | 'running' | 'done' | 'failed';

export function firingState({ held, run }: Firing): FiringState {
  if (held !== undefined || run === undefined) return 'held';
  if (run.state === 'failed') return 'failed';
  if (run.state !== 'ended') return 'running';
  return run.exit !== undefined && !succeeded(run.exit) ? 'failed' : 'done';
}

/** "running", "held: rules were paused", "ended with exit code 1"… */
export function firingText(firing: Firing): string {
  if (firing.held === 'paused') return 'held: rules were paused';
  if (firing.held === 'single-instance') return 'held: an earlier run was still under way';
  if (firing.held === 'too-many-runs') return 'held: too many actions were under way';
  const { run } = firing;
  if (run === undefined) return 'matched';
  if (run.state === 'failed') return 'could not be started';
  if (run.state === 'ending') return 'being ended';
  if (run.state === 'running') return 'running';
  return run.exit === undefined ? 'ended' : `ended${exitPhrase(run.exit)}`;
}

function exitPhrase(exit: Exit): string {
  if ('unknown' in exit) return '';
  return 'signal' in exit ? ` by ${describeExit(exit)}` : ` with exit code ${exit.code}`;
}
