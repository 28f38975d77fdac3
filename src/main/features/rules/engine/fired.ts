import type { ProcessKey } from '../../../../shared/vocabulary';

/** If ends of processes are never reported, the oldest are forgotten beyond this number. */
const mostProcesses = 50_000;

/** Remembers which rules matched which living process. */
export interface Fired {
  has(ruleId: string, key: ProcessKey): boolean;
  add(ruleId: string, key: ProcessKey): void;
  forget(key: ProcessKey): void;
}

export function createFired(): Fired {
  const rulesByProcess = new Map<ProcessKey, Set<string>>();
  return {
    has: (ruleId, key) => rulesByProcess.get(key)?.has(ruleId) ?? false,
    add(ruleId, key) {
      const rules = rulesByProcess.get(key);
      if (rules) rules.add(ruleId);
      else rulesByProcess.set(key, new Set([ruleId]));
      const [oldest] = rulesByProcess.size > mostProcesses ? rulesByProcess.keys() : [];
      if (oldest !== undefined) rulesByProcess.delete(oldest);
    },
    forget: (key) => void rulesByProcess.delete(key),
  };
}
