import type { Decision, Exit, Fact, HoldReason, Run } from '../../../../src/shared/vocabulary';

/** A process of a test: its start is its pid unless told otherwise. */
export interface Named {
  readonly pid: number;
  readonly start?: number;
  readonly command?: string;
  readonly ppid?: number;
  readonly sid?: number;
  readonly pgid?: number;
  readonly src?: 'shell';
}

const processOf = ({ pid, start = pid, command = 'sleep 5', ...more }: Named) => ({
  ...{ pid, start, ...more, argv: command.split(' '), startedAt: pid, cwd: '/home/me' },
});

export const started = (named: Named, existing = false): Fact => ({
  ...{ type: 'process.started', process: processOf(named), existing },
});

export const exited = ({ pid, start = pid }: Named, exit: Exit = { code: 0 }): Fact => ({
  ...{ type: 'process.exited', key: `${pid}:${start}`, pid, exit, endedAt: pid + 1 },
});

export function decision(named: Named, ruleId: string, held?: HoldReason): Decision {
  const action = { type: 'exec' as const, path: 'notify', args: [], shell: false, singleInstance: false };
  const rule = { id: ruleId, commands: ['*'], action, enabled: true, line: 1 };
  const about = { rule, process: processOf(named), form: 'line' as const };
  return held ? { type: 'rule.held', ...about, reason: held } : { type: 'rule.matched', ...about };
}

export function run({ pid, start = pid }: Named, ruleId: string, fields: Partial<Run> = {}): Run {
  const about = { id: 'run-1', ruleId, process: `${pid}:${start}`, label: 'notify', startedAt: 1 };
  return { ...about, state: 'running', ...fields };
}
