import type { Action } from '../../../shared/vocabulary';
import type { Occasion } from './occasion';

/** It costs a process or a connection, so only so many are under way at once. */
export function needsTurn({ type }: Action): boolean {
  return type === 'exec' || type === 'sound' || type === 'webhook' || type === 'agent';
}

/** It goes on as long as the command, and ends with it. */
export function followsCommand({ type }: Action): boolean {
  return type === 'exec' || type === 'overlay';
}

/** It may wait for the end of the command, and is then told of it. */
export function waitsForEnd({ type }: Action): boolean {
  return type === 'lua';
}

/** The moments of a command at which an action is done: most have a choice. */
export function momentsOf(action: Action): 'start' | 'end' | 'both' {
  return 'at' in action ? action.at : 'start';
}

const usualTimeouts: Partial<Record<Action['type'], number>> = { webhook: 30_000, sound: 30_000 };
/** How long an overlay shows for a command that has ended. */
const afterEndMs = 10_000;

/** How much time an action has; undefined: as much as it takes. */
export function timeoutOf(action: Action, { rule, exit }: Occasion): number | undefined {
  const usual = action.type === 'overlay' && exit ? afterEndMs : usualTimeouts[action.type];
  return action.timeoutMs ?? rule.timeoutMs ?? usual;
}
