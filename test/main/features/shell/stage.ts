import { createJoiner, type JoinedShell } from '../../../../src/main/features/shell/joiner';
import type { Fact, ProcessInfo } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';

export const shellPid = 100;

/** A joiner with one shell, on a clock that stands still. What it tells is put into short words. */
export function createStage({ watched = true } = {}) {
  const clock = createFakeClock();
  const facts: Fact[] = [];
  const own = { pid: shellPid, start: 1, uid: 1000, sid: 90, argv: ['bash'], startedAt: 0 };
  const state = { watched };
  const joiner = createJoiner({
    clock,
    onFact: (fact) => void facts.push(fact),
    isWatched: () => state.watched,
    processOf: (key) => (key === '100:1' ? own : undefined),
  });
  const shell: JoinedShell = joiner.add({ pid: shellPid, start: 1, tty: 'pts/4' });
  return {
    clock,
    joiner,
    shell,
    facts,
    state,
    began: (number: number, line: string, atMs: number | undefined = clock.nowMs()) =>
      shell.take({ type: 'begin', number, atMs, cwd: '/work', line }),
    ended: (number: number, status: number | undefined = 0, atMs: number | undefined = clock.nowMs()) =>
      shell.take({ type: 'end', number, atMs, status }),
    saw: (pid: number, process: Partial<ProcessInfo> = {}) =>
      joiner.observe({
        type: 'process.started',
        existing: false,
        process: { pid, start: 5, ppid: shellPid, argv: [`program ${pid}`], startedAt: clock.nowMs(), ...process },
      }),
    /** "+typed" for an entry of the shell's own, "-code" for its end, "pid=typed" for a process that is described. */
    told: () =>
      facts.map((fact) => {
        if (fact.type === 'process.started') return `+${fact.process.typed}`;
        if (fact.type === 'process.exited') return `-${JSON.stringify(fact.exit)}`;
        return fact.type === 'process.described' ? `${fact.key.split(':')[0]}=${fact.typed}` : fact.type;
      }),
  };
}
