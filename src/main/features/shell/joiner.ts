import type { Unsubscribe } from '../../../shared/event';
import {
  type Exit,
  type Fact,
  keyOf,
  type ProcessInfo,
  type ProcessKey,
  shortenedLine,
} from '../../../shared/vocabulary';
import type { Clock, ReportingShell } from '../../ports';
import { createRecentChildren } from './children';
import type { ShellRecord } from './records';
import { argumentsOf } from './words';

export interface JoinerOptions {
  readonly clock: Clock;
  readonly onFact: (fact: Fact) => void;
  /** True while a process probe tells of processes: only then is it worth while to wait for one. */
  readonly isWatched: () => boolean;
  /** What is known of a process. */
  readonly processOf: (key: ProcessKey) => ProcessInfo | undefined;
}

/**
 * Makes one entry of what two probes see: a shell tells of a line, and a process probe of the processes that the shell
 * starts, in either order. The first process that a shell starts while a line is under way is that line's: it is
 * described by it. A line without a process (a builtin, a function) becomes a process of its own, with a pid from
 * 1,000,000 up.
 */
export interface Joiner {
  /** To be told every fact of the process probes, after everybody else has taken it in. */
  observe(fact: Fact): void;
  add(shell: Pick<ReportingShell, 'pid' | 'start' | 'tty'>): JoinedShell;
}

export interface JoinedShell {
  take(record: ShellRecord): void;
  /** The shell has ended: what was under way ended with it, nobody knows how. */
  end(): void;
}

interface Command {
  readonly number: number;
  readonly line: string;
  readonly cwd: string;
  readonly startedAt: number;
  /** In the shell's own words. */
  readonly toldMs: number | undefined;
  /** Processes that started earlier are not its own. */
  readonly fromMs: number;
  ended?: { readonly at: number; readonly exit: Exit };
  /** While it waits for a process; it is shown when that is over. */
  stopWaiting?: Unsubscribe | undefined;
  /** What it is shown as, if no process came in time. */
  shown?: ProcessInfo;
}

interface Shell extends Pick<ReportingShell, 'pid' | 'start' | 'tty'> {
  current: Command | undefined;
  readonly waiting: Set<Command>;
  lastEndAt: number;
}

/** A process probe may be this much later than the shell. */
const waitMs = 150;
const mostWaiting = 50;
/** What the clocks of a shell and of a probe may differ by. */
const clockErrorMs = 2;
/** A shell that can't tell the time is read at most so much later. */
const readLateMs = 1_000;
const oldestMs = 30 * 24 * 3_600_000;
const firstPid = 1_000_000;

export function createJoiner({ clock, onFact, isWatched, processOf }: JoinerOptions): Joiner {
  const shells = new Map<number, Shell>();
  const children = createRecentChildren();
  let pids = firstPid;

  /** A shell's own word, as long as it is possible. */
  function timeOf(atMs: number | undefined): number {
    const now = clock.nowMs();
    return atMs !== undefined && atMs > now - oldestMs ? Math.min(atMs, now) : now;
  }

  function begin(shell: Shell, { number, atMs, cwd, line }: ShellRecord & { type: 'begin' }): void {
    // Told twice (by a subshell that inherits traps); after exec, another shell counts from 1 again.
    if (shell.current?.number === number && shell.current.toldMs === atMs) return;
    const startedAt = timeOf(atMs);
    end(shell, { at: startedAt, exit: { unknown: true } });
    const earliest = startedAt - (atMs === undefined ? readLateMs : clockErrorMs);
    const command: Command = {
      number,
      line,
      cwd,
      startedAt,
      toldMs: atMs,
      fromMs: Math.max(earliest, shell.lastEndAt),
    };
    shell.current = command;
    const known = children.take(shell.pid, command.fromMs);
    if (known !== undefined) describe(shell, command, known);
    else if (isWatched()) wait(shell, command);
    else show(shell, command);
  }

  function end(shell: Shell, ended: { at: number; exit: Exit }): void {
    const command = shell.current;
    shell.current = undefined;
    if (!command) return;
    shell.lastEndAt = ended.at;
    command.ended = ended;
    if (command.shown) tellEnd(command.shown, ended);
  }

  function wait(shell: Shell, command: Command): void {
    command.stopWaiting = clock.after(waitMs, () => show(shell, command));
    shell.waiting.add(command);
    const [oldest] = shell.waiting.size > mostWaiting ? shell.waiting : [];
    if (oldest) show(shell, oldest);
  }

  function settle(shell: Shell, command: Command): void {
    command.stopWaiting?.();
    shell.waiting.delete(command);
  }

  function describe(shell: Shell, command: Command, key: ProcessKey): void {
    settle(shell, command);
    onFact({ type: 'process.described', key, typed: shortenedLine(command.line) });
  }

  function show(shell: Shell, command: Command): void {
    settle(shell, command);
    const { cwd, startedAt, line, ended } = command;
    const own = processOf(keyOf(shell));
    const process: ProcessInfo = {
      ...{ pid: pids++, start: Math.round(startedAt), ppid: shell.pid, src: 'shell' },
      ...{ uid: own?.uid, sid: own?.sid, tty: shell.tty ?? own?.tty },
      ...{ cwd, startedAt, argv: argumentsOf(line), typed: shortenedLine(line) },
    };
    command.shown = process;
    onFact({ type: 'process.started', process, existing: false });
    if (ended) tellEnd(process, ended);
  }

  function tellEnd(process: ProcessInfo, { at, exit }: { at: number; exit: Exit }): void {
    onFact({ type: 'process.exited', key: keyOf(process), pid: process.pid, exit, endedAt: at });
  }

  /** The line of a shell that may have started a process at this time. */
  function claimant(shell: Shell | undefined, startedAt: number): Command | undefined {
    if (!shell) return undefined;
    return [...shell.waiting].find(
      ({ fromMs, ended }) => startedAt >= fromMs && (!ended || startedAt <= ended.at + clockErrorMs),
    );
  }

  return {
    observe(fact) {
      if (fact.type !== 'process.started') return;
      const { process } = fact;
      // A line that begins with exec makes the shell itself another program.
      for (const parent of [process.ppid, process.pid]) {
        const shell = parent === undefined ? undefined : shells.get(parent);
        const command = claimant(shell, process.startedAt);
        if (shell && command) return describe(shell, command, keyOf(process));
      }
      if (process.ppid !== undefined) children.add(process.ppid, process);
      if (shells.has(process.pid)) children.add(process.pid, process);
    },
    add({ pid, start, tty }) {
      const shell: Shell = { pid, start, tty, current: undefined, waiting: new Set(), lastEndAt: 0 };
      shells.set(pid, shell);
      return {
        take(record) {
          if (record.type === 'begin') begin(shell, record);
          else if (record.number === shell.current?.number) {
            end(shell, { at: timeOf(record.atMs), exit: exitOf(record.status) });
          }
        },
        end() {
          end(shell, { at: clock.nowMs(), exit: { unknown: true } });
          for (const command of [...shell.waiting]) show(shell, command);
          if (shells.get(pid) === shell) shells.delete(pid);
        },
      };
    },
  };
}

const lastSignal = 64;

/** Shells say 128 + n for a command that was ended by signal n. */
function exitOf(status: number | undefined): Exit {
  if (status === undefined) return { unknown: true };
  const signal = status - 128;
  return signal > 0 && signal <= lastSignal ? { signal } : { code: status };
}
