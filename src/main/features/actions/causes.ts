import type { ProcessInfo } from '../../../shared/vocabulary';
import type { Environments } from '../../ports';

/** Ids of rules as one text, for an environment: they may contain anything, so each is written as in a URL. */
export function writeCauses(causes: readonly string[]): string {
  return causes.map(encodeURIComponent).join(',');
}

export function readCauses(text: string): string[] {
  try {
    return text === '' ? [] : text.split(',').map(decodeURIComponent);
  } catch {
    // Somebody else's text.
    return [];
  }
}

/**
 * The causes that a process was told in its environment by an action of this home. They still tell of processes that
 * have cut every other tie to it: that were forked twice and have made a session of their own.
 */
export function inheritedCauses({ pid, src }: ProcessInfo, environments: Environments, home: string): string[] {
  // The pid of what was only typed is made up.
  if (src === 'shell') return [];
  const { VIBEROT_CAUSES = '', VIBEROT_HOME } = environments.read(pid, ['VIBEROT_CAUSES', 'VIBEROT_HOME']);
  return VIBEROT_HOME === home ? readCauses(VIBEROT_CAUSES) : [];
}
