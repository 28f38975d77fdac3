import { type Exit, type Fact, keyOf } from '../../../shared/vocabulary';
import { epochMs, exitOf, processOf } from './model';
import type { ExitMessage, ProbeMessage, ProcessMessage } from './protocol';

/** Which processes run, as the helpers told, one helper after the other. */
export interface ProcessTable {
  /**
   * Takes in a message and gives what is new by it, in order.
   * @param nowMs when a process is found to have gone without a message, it is said to have ended now.
   */
  apply(message: ProbeMessage, nowMs: number): Fact[];
}

export function createProcessTable(): ProcessTable {
  let clock = { mono: 0, real: 0 };
  /** The start of each running process by its pid; no two processes have one pid at a time. */
  const running = new Map<number, number>();
  /** During a snapshot: those known before that it has not mentioned yet. */
  let unseen: Map<number, number> | undefined;
  let snaps = 0;

  function exited(pid: number, start: number, exit: Exit, endedAt: number): Fact {
    running.delete(pid);
    unseen?.delete(pid);
    return { type: 'process.exited', key: keyOf({ pid, start }), pid, exit, endedAt };
  }

  function started(message: ProcessMessage): Fact[] {
    const facts: Fact[] = [];
    const known = running.get(message.pid);
    if (message.t === 'snap') snaps++;
    unseen?.delete(message.pid);
    if (known === message.start && message.t === 'snap') return facts;
    // The pid was given to another process, so we missed the end of the one before.
    if (known !== undefined && known !== message.start) {
      facts.push(exited(message.pid, known, { unknown: true }, epochMs(message.ts, clock)));
    }
    running.set(message.pid, message.start);
    facts.push({ type: 'process.started', process: processOf(message, clock), existing: message.t === 'snap' });
    return facts;
  }

  function ended(message: ExitMessage): Fact[] {
    if (running.get(message.pid) !== message.start) return [];
    return [exited(message.pid, message.start, exitOf(message), epochMs(message.ts, clock))];
  }

  function beginSnapshot(): Fact[] {
    unseen = new Map(running);
    snaps = 0;
    return [];
  }

  function endSnapshot(sent: number, nowMs: number): Fact[] {
    // When snaps were lost on the way, whoever was not mentioned may well run. A further resync will tell.
    const missing = sent === snaps ? [...(unseen ?? [])] : [];
    const gone = missing.map(([pid, start]) => exited(pid, start, { unknown: true }, nowMs));
    unseen = undefined;
    return gone;
  }

  return {
    apply(message, nowMs) {
      switch (message.t) {
        case 'exec':
        case 'snap':
          return started(message);
        case 'exit':
          return ended(message);
        case 'hello':
          clock = message.clock;
          return beginSnapshot();
        case 'resync':
          return beginSnapshot();
        case 'snapend':
          return endSnapshot(message.n, nowMs);
        case 'hb':
          clock = message.clock;
          return [];
        case 'drop':
          return [{ type: 'probe.lost', where: message.where, count: message.n }];
        case 'foreign-hello':
        case 'bye':
          return [];
      }
    },
  };
}
