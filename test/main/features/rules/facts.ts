import type { Exit, Fact, ProcessInfo } from '../../../../src/shared/vocabulary';

export function started(
  argv: string[],
  { existing = false, ...more }: Partial<ProcessInfo> & { existing?: boolean } = {},
): Fact {
  const pid = more.pid ?? 7;
  return { type: 'process.started', existing, process: { pid, start: pid * 10, argv, startedAt: 1_000, ...more } };
}

export function exited(pid = 7, exit: Exit = { code: 0 }, endedAt = 2_000): Fact {
  return { type: 'process.exited', key: `${pid}:${pid * 10}`, pid, exit, endedAt };
}
