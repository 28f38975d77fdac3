import type { ActivityFilter, ActivityPatch, ActivityRevision } from '../../../shared/contract';
import { createCell, type Observable, type Unsubscribe } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import {
  type ActivityRow,
  type Agent,
  type Decision,
  type Estimate,
  type Fact,
  type Family,
  type HubStatus,
  keyOf,
  type ProcessInfo,
  type ProcessKey,
  type RunEvent,
  shellProfile,
} from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import { createSieve } from './filter';
import { patchesOf } from './patches';
import { createActivityTable } from './table';

const countsMs = 250;
/** The least time between two looks at what changed for a reader. */
const batchMs = 50;
const familyMs = 250;

/** The first process in an agent's terminal. */
export interface AgentProcess {
  readonly agent: Pick<Agent, 'id' | 'name' | 'profile'>;
  readonly pid: number;
  readonly alive: boolean;
}

/** What a reader of the table wants. A position of another filter must not be continued: start anew. */
export interface WatchRequest {
  readonly filter: ActivityFilter;
  readonly after?: ActivityRevision | undefined;
}

/** The processes of the machine, how they ended and what rules did about them. */
export interface Activity {
  record(fact: Fact, about: { readonly ofAction: boolean }): void;
  decided(decision: Decision): void;
  ran(event: RunEvent): void;
  /** How long a process is likely to take. */
  estimated(key: ProcessKey, estimate: Estimate): void;
  /** A process is the first in an agent's terminal, from now on or as long as it ran: what it starts comes from the agent. */
  ownedBy(process: AgentProcess): void;
  get(key: ProcessKey): ActivityRow | undefined;
  runningProcesses(): readonly ProcessInfo[];
  /** `kept` counts ended processes. At most every 250 ms. */
  readonly counts: Observable<HubStatus['processes']>;
  /** The table, then its changes; a slow reader skips states in between. Ends with `signal` or the scope. */
  watch(request: WatchRequest, signal: AbortSignal): AsyncGenerator<ActivityPatch, void>;
  /** A process and its relatives, then what they became, at most every 250 ms. Ends also when the row is not kept. */
  watchFamily(key: ProcessKey, signal: AbortSignal): AsyncGenerator<Family, void>;
}

export interface ActivityOptions {
  readonly clock: Clock;
  /** Names this run of the hub. */
  readonly epoch: string;
  /** How many ended processes are kept. Those without firings go first, then the oldest. */
  readonly keep?: number;
  /** About how many bytes they take at most. */
  readonly keepBytes?: number;
}

const usualKeep = 10_000;
const usualKeepBytes = 64_000_000;

export function createActivity(options: ActivityOptions, scope: Scope): Activity {
  const { clock, epoch, keep = usualKeep, keepBytes = usualKeepBytes } = options;
  const table = createActivityTable(keep, keepBytes);
  const counts = createCell(count());
  const wakers = new Set<() => void>();
  let cancelCounting: Unsubscribe | undefined;
  scope.defer(() => cancelCounting?.());

  function count(): HubStatus['processes'] {
    return { running: table.running, kept: table.ended, keptAtMost: keep };
  }

  function changed(): void {
    if (wakers.size > 0) for (const wake of [...wakers]) wake();
    cancelCounting ??= clock.after(countsMs, () => {
      cancelCounting = undefined;
      const { value } = counts;
      const next = count();
      if (next.running !== value.running || next.kept !== value.kept) counts.value = next;
    });
  }

  const nextChange = (signal: AbortSignal) =>
    until(signal, (done) => {
      wakers.add(done);
      return () => void wakers.delete(done);
    });

  async function* watch({ filter, after }: WatchRequest, reader: AbortSignal): AsyncGenerator<ActivityPatch, void> {
    const signal = AbortSignal.any([reader, scope.signal]);
    const sieve = createSieve(filter);
    let seen = after?.epoch === epoch ? after.revision : 0;
    for (let first = true; !signal.aborted; first = false) {
      const reset = !table.canContinueFrom(seen, filter.scope);
      const changes = table.changesSince(reset ? 0 : seen, sieve);
      seen = table.revision;
      const matters = first || reset || changes.rows.length > 0 || changes.removed.length > 0;
      if (matters) yield* patchesOf(changes, { epoch, revision: seen }, reset);
      await until(signal, (done) => clock.after(batchMs, done));
      if (table.revision === seen) await nextChange(signal);
    }
  }

  async function* watchFamily(key: ProcessKey, reader: AbortSignal): AsyncGenerator<Family, void> {
    const signal = AbortSignal.any([reader, scope.signal]);
    let told = '';
    while (!signal.aborted) {
      const seen = table.revision;
      const family = table.family(key);
      if (!family) return;
      const text = JSON.stringify(family);
      if (text !== told) yield family;
      told = text;
      await until(signal, (done) => clock.after(familyMs, done));
      if (table.revision === seen) await nextChange(signal);
    }
  }

  return {
    record(fact, { ofAction }) {
      if (fact.type === 'process.started') table.start(fact.process, { existing: fact.existing, ofAction });
      else if (fact.type === 'process.exited') table.end(fact.key, fact.exit, fact.endedAt);
      else if (fact.type === 'process.described') table.describe(fact.key, fact.typed);
      else return;
      changed();
    },
    decided(decision) {
      const { rule, process, form } = decision;
      const held = decision.type === 'rule.held' ? { held: decision.reason } : {};
      table.fire(keyOf(process), { ruleId: rule.id, form, at: clock.nowMs(), ...held, runs: [] });
      changed();
    },
    ran({ run }) {
      table.ran(run);
      changed();
    },
    estimated(key, estimate) {
      table.estimate(key, estimate);
      changed();
    },
    ownedBy({ agent: { id, name, profile }, pid, alive }) {
      table.ownedBy(pid, alive ? { id, name, isShell: profile === shellProfile } : undefined);
      changed();
    },
    get: table.get,
    runningProcesses: table.runningProcesses,
    counts,
    watch,
    watchFamily,
  };
}

/** Resolves when `start` says done, or when the signal is aborted; then what was started is taken back. */
function until(signal: AbortSignal, start: (done: () => void) => Unsubscribe): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = start(done);
    signal.addEventListener('abort', done);
  });
}
