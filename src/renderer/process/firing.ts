import { type Firing, type HoldReason, type Run, wentWrong } from '../../shared/vocabulary';
import { exitPhrase } from './exit-state';

/** What became of a rule's match, or of one of its actions. */
export type FiringState = 'held' | 'waiting' | 'running' | 'done' | 'failed' | 'dropped';

/** Of several actions the one that most needs to be looked at counts. */
const weightiest: readonly FiringState[] = ['failed', 'running', 'waiting', 'dropped', 'done'];

export function firingState({ held, runs }: Pick<Firing, 'held' | 'runs'>): FiringState {
  if (held !== undefined) return 'held';
  const states = runs.map(runState);
  return weightiest.find((state) => states.includes(state)) ?? 'waiting';
}

/** What is told of a run; the history may know less of it. */
export type RunFacts = Pick<Run, 'state' | 'exit' | 'message'>;

export function runState(run: RunFacts): FiringState {
  const { state } = run;
  if (state === 'failed' || state === 'dropped' || state === 'waiting') return state;
  if (state !== 'ended') return 'running';
  return wentWrong(run) ? 'failed' : 'done';
}

/** "running", "held: cooldown", "ended with exit code 1", "2 actions: 1 failed, 1 done"… */
export function firingText(firing: Pick<Firing, 'held' | 'runs'>): string {
  const { held, runs } = firing;
  if (held !== undefined) return heldText(held);
  const [only, ...others] = runs;
  if (only === undefined) return 'matched';
  if (others.length === 0) return runText(only);
  const states = runs.map(runState);
  const counts = weightiest
    .map((state) => ({ state, count: states.filter((one) => one === state).length }))
    .filter(({ count }) => count > 0);
  return `${runs.length} actions: ${counts.map(({ state, count }) => `${count} ${state}`).join(', ')}`;
}

export function runText({ state, exit, message }: RunFacts): string {
  switch (state) {
    case 'waiting':
      return 'waiting for its turn';
    case 'running':
      return 'running';
    case 'ending':
      return 'being ended';
    case 'failed':
      return 'failed';
    case 'dropped':
      return `dropped: ${message ?? 'the command ended before its turn'}`;
    case 'ended':
      // What is no program of its own has no exit.
      return exit === undefined || 'unknown' in exit ? 'done' : `ended${exitPhrase(exit)}`;
  }
}

const holdReasons: Record<HoldReason, readonly [short: string, why: string]> = {
  paused: ['paused', 'All rules were paused.'],
  'rule-paused': ['rule paused', 'This rule was paused.'],
  'max-runs': ['enough runs', 'As many of its runs were under way as it allows.'],
  cooldown: ['cooldown', 'It had acted a moment before.'],
  loop: ['loop', 'Its own action, or a long chain of actions, led to this command.'],
};

/** "held: cooldown" */
export function heldText(reason: HoldReason): string {
  return `held: ${holdReasons[reason][0]}`;
}

/** "It had acted a moment before." */
export function heldBecause(reason: HoldReason): string {
  return holdReasons[reason][1];
}
