import type { ShellProbeStatus } from '../../../shared/contract';
import { createCell, createEmitter, type Event, type Observable, type Unsubscribe } from '../../../shared/event';
import { ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { Fact, ProcessInfo, ProcessKey, ShellKind, ShellSetup } from '../../../shared/vocabulary';
import type { Clock, Log, ReportingShell, ShellSetups, ShellSpool } from '../../ports';
import { createJoiner } from './joiner';
import { createRecordReader } from './records';

export interface ShellProbeOptions {
  readonly spool: ShellSpool;
  readonly setups: ShellSetups;
  readonly clock: Clock;
  readonly log: Log;
  /** True while a process probe tells of processes. */
  readonly isWatched: () => boolean;
  /** What is known of a process. */
  readonly processOf: (key: ProcessKey) => ProcessInfo | undefined;
}

/** What is typed into shells that were set up to tell of it. */
export interface ShellProbe {
  /** Lines that started no process, as processes of their own; and what was typed for those that were seen. */
  readonly facts: Event<Fact>;
  readonly status: Observable<ShellProbeStatus>;
  /** To be told every fact of the process probes, after everybody else has taken it in. */
  observe(fact: Fact): void;
  install(kind: ShellKind): Promise<Result<void>>;
  uninstall(kind: ShellKind): Promise<Result<void>>;
  /** Looks at the shells' files of settings again. */
  refresh(): Promise<void>;
}

const statusMs = 250;

/** Follows shells for as long as the scope is open. */
export function createShellProbe(options: ShellProbeOptions, scope: Scope): ShellProbe {
  const { spool, setups, clock, log, isWatched, processOf } = options;
  const facts = createEmitter<Fact>((error) => log.error('A listener to facts failed', { error }));
  const joiner = createJoiner({ clock, isWatched, processOf, onFact: facts.emit });
  const reporting = new Map<ShellKind, number>();
  let known: readonly ShellSetup[] = [];
  let problem: string | undefined;
  let malformed = 0;
  const status = createCell<ShellProbeStatus>(read());
  let publishing: Unsubscribe | undefined;

  function read(): ShellProbeStatus {
    const shells = known.map((setup) => ({ ...setup, reporting: reporting.get(setup.kind) ?? 0 }));
    return { shells, malformed, ...(problem === undefined ? {} : { problem }) };
  }

  function publishSoon(): void {
    publishing ??= clock.after(statusMs, () => {
      publishing = undefined;
      status.value = read();
    });
  }

  function count(kind: ShellKind, change: number): void {
    reporting.set(kind, (reporting.get(kind) ?? 0) + change);
    publishSoon();
  }

  function follow(shell: ReportingShell): void {
    const joined = joiner.add(shell);
    count(shell.kind, 1);
    const reader = createRecordReader({
      onRecord: joined.take,
      onMalformed() {
        if (malformed++ === 0) log.warn('A shell wrote what is no record', { shell: shell.kind, pid: shell.pid });
        publishSoon();
      },
    });
    shell.data.on(reader.push);
    shell.ended.on(() => {
      joined.end();
      count(shell.kind, -1);
    });
  }

  async function refresh(): Promise<void> {
    known = await setups.read();
    status.value = read();
  }

  async function change(act: Promise<Result<unknown>>): Promise<Result<void>> {
    const done = await act;
    await refresh();
    return done.ok ? ok(undefined) : done;
  }

  scope.defer(() => publishing?.());
  const opened = spool.open(follow, scope);
  if (!opened.ok) {
    problem = opened.message;
    log.warn('Shells cannot report', { problem });
  }
  // A newer version brings newer hooks; those in place are replaced by them.
  setups
    .update()
    .then(refresh)
    .catch((error: unknown) => log.warn('The set-up of the shells could not be read', { error }));
  return {
    facts,
    status,
    observe: joiner.observe,
    install: (kind) => change(setups.install(kind)),
    uninstall: (kind) => change(setups.uninstall(kind)),
    refresh,
  };
}
