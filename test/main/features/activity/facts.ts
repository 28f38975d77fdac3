import type { Decision, Exit, Fact, HoldReason, Run } from '../../../../src/shared/vocabulary';
import { matchOf, ruleOf, runOf } from '../../../fixtures/rules';

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
  const match = matchOf(ruleOf(ruleId), processOf(named));
  return held ? { ...match, type: 'rule.held', reason: held } : match;
}

export function run({ pid, start = pid }: Named, ruleId: string, fields: Partial<Run> = {}): Run {
  return runOf(ruleId, `${pid}:${start}`, fields);
}
