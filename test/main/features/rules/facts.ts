import type { ExecAction, Fact, Rule } from '../../../../src/shared/vocabulary';

export function ruleOf(id: string, commands: string[], action: Partial<ExecAction> = {}): Rule {
  const exec: ExecAction = { type: 'exec', path: 'x', args: [], shell: false, singleInstance: false, ...action };
  return { id, commands, action: exec, enabled: true, line: 1 };
}

export function started(argv: string[], options: { existing?: boolean; lost?: boolean; pid?: number } = {}): Fact {
  const { existing = false, lost = false, pid = 7 } = options;
  return { type: 'process.started', existing, process: { pid, start: pid * 10, argv, lost, startedAt: 1 } };
}

export function exited(pid = 7): Fact {
  return { type: 'process.exited', key: `${pid}:${pid * 10}`, pid, exit: { code: 0 }, endedAt: 2 };
}
