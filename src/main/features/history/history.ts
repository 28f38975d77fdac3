import type { HistoryFilter } from '../../../shared/contract';
import { createCell, type Event, type Observable, type Unsubscribe } from '../../../shared/event';
import { fail, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import {
  commandLine,
  type Decision,
  type Estimate,
  type Fact,
  type HistoryEntry,
  type HistoryStatus,
  keyOf,
  type ProcessKey,
  type Run,
  type Settings,
} from '../../../shared/vocabulary';
import type { Clock, HistoryChange, HistoryFigures, HistoryStore, Log } from '../../ports';
import { commandsSince, type ExportRequest, exported, type HistoryReader } from './access';
import { createEstimates } from './estimates';
import { createMasking } from './masking';
import { createPending, type PendingBounds } from './pending';
import { type AboutCommand, recordOf } from './record';

/** What ran and what rules did, on the disk: without secrets, and within the bounds of the settings. */
export interface History extends HistoryReader {
  record(fact: Fact, about: AboutCommand): void;
  decided(decision: Decision): void;
  /** @param outputTail the end of what the action printed */
  ran(run: Run, outputTail?: string): void;
  /** Changes at most every few seconds, unless its state does. */
  readonly status: Observable<HistoryStatus>;
  readonly estimates: Event<{ readonly key: ProcessKey; readonly estimate: Estimate }>;
  /** Commands that started since then, newest first, in parts. None while there is no history. */
  commandsSince(since: number): AsyncIterable<readonly HistoryEntry[]>;
  export(request: ExportRequest): AsyncGenerator<Result<string, 'unavailable'>, void>;
  /** Forgets what started before then, or everything. */
  clear(before: number | undefined): Promise<Result<HistoryStatus, 'unavailable'>>;
}

export interface HistoryOptions {
  readonly store: HistoryStore;
  /** The database, as people are told. */
  readonly file: string;
  readonly settings: Observable<Settings>;
  readonly clock: Clock;
  readonly log: Log;
  /** What is kept in memory until it can be stored. */
  readonly bounds?: PendingBounds;
}

const storeEveryMs = 500;
const mostAtOnce = 2_000;
const tellEveryMs = 5_000;
const retryMs = 30_000;
const pruneEveryMs = 60_000;
const dayMs = 86_400_000;
/** Command lines of processes that rules matched, for what their actions become later. */
const mostMatched = 5_000;
/** By so much the time at which a process started may be wrong. */
const clockMs = 5_000;
/** Of the output of an action, in characters. */
const longestOutput = 4_000;
const usualBounds: PendingBounds = { changes: 20_000, bytes: 32_000_000 };

export function createHistory(options: HistoryOptions, scope: Scope): History {
  const { store, file, settings, clock, log, bounds = usualBounds } = options;
  let masking = createMasking(settings.value.history);
  let figures: HistoryFigures = { bytes: 0, entries: 0, firings: 0 };
  let state: HistoryStatus['state'] = 'off';
  let why: string | undefined;
  let lost = 0;
  let prunedAt = 0;
  /** Being stored, or to be stored again. */
  let batch: readonly HistoryChange[] = [];
  let storing: Promise<void> | undefined;
  const matched = new Map<ProcessKey, string>();
  const timers = new Map<() => void, Unsubscribe>();

  const pending = createPending(bounds, () => lost++);
  const status = createCell(read());
  const estimates = createEstimates((about) => store.estimate(about), { clock, scope });

  function read(): HistoryStatus {
    const { keepDays, keepBytes } = settings.value.history;
    return { state, ...(why === undefined ? {} : { why }), file, ...figures, keepDays, keepBytes, lost };
  }

  /** Calls back once after so long, however often it is asked for meanwhile. */
  function soon(callback: () => void, ms: number): void {
    if (timers.has(callback) || scope.closed) return;
    const done = () => {
      timers.delete(callback);
      callback();
    };
    timers.set(callback, clock.after(ms, done));
  }

  function tell(): void {
    status.value = read();
  }

  async function open(): Promise<void> {
    if (!settings.value.history.enabled || scope.closed) return;
    const opened = await store.open();
    if (!opened.ok) return fallBack(opened.message);
    ({ figures } = opened.value);
    state = 'open';
    why = opened.value.said;
    if (why !== undefined) log.warn(why);
    tell();
    flush();
  }

  function fallBack(message: string): void {
    if (why !== message) log.warn('There is no history now', { why: message });
    state = settings.value.history.enabled ? 'unavailable' : 'off';
    why = state === 'off' ? undefined : message;
    tell();
    if (state === 'unavailable') soon(open, retryMs);
  }

  /** Stores what is pending; resolves when that is done, or cannot be. */
  function flush(): Promise<void> {
    storing ??= storeAll().finally(() => {
      storing = undefined;
    });
    return storing;
  }

  async function storeAll(): Promise<void> {
    while (state === 'open' && (batch.length > 0 || pending.size > 0)) {
      if (batch.length === 0) batch = pending.take(mostAtOnce);
      const stored = await store.store(batch);
      // It is kept, and stored once there is a history again.
      if (!stored.ok) return fallBack(stored.message);
      batch = [];
      await keepWithin(stored.value);
      soon(tell, tellEveryMs);
    }
  }

  async function keepWithin(stored: HistoryFigures): Promise<void> {
    figures = stored;
    const { keepDays, keepBytes } = settings.value.history;
    const now = clock.nowMs();
    if (figures.bytes <= keepBytes && now - prunedAt < pruneEveryMs) return;
    const pruned = await store.prune({ before: now - keepDays * dayMs, keepBytes });
    if (!pruned.ok) return;
    ({ figures } = pruned.value);
    // What is left to forget is forgotten step by step, with what comes in between.
    if (!pruned.value.more) prunedAt = now;
  }

  function changed(): void {
    if (pending.size >= mostAtOnce) void flush();
    else soon(flushSoon, storeEveryMs);
  }
  const flushSoon = () => void flush();

  async function applySettings({ history }: Settings): Promise<void> {
    masking = createMasking(history);
    if (history.enabled && state === 'off') return open();
    if (history.enabled) {
      prunedAt = 0;
      tell();
      return flush();
    }
    if (state === 'off') return;
    await flush();
    state = 'off';
    why = undefined;
    batch = [];
    pending.clear();
    await store.close();
    tell();
  }

  /** Asks the store once it has all that happened before. */
  function after<Asked extends unknown[], T>(call: (...asked: Asked) => Promise<Result<T, 'unavailable'>>) {
    return async (...asked: Asked): Promise<Result<T, 'unavailable'>> => {
      if (state !== 'open') return fail('unavailable', unavailableBecause());
      await flush();
      return call(...asked);
    };
  }

  function unavailableBecause(): string {
    if (state === 'off') return 'The history is turned off in config.toml: enabled = false in [history].';
    return why ?? 'It is just being opened.';
  }

  /** The history knows of commands only what is no secret. */
  function masked<T extends { readonly filter: HistoryFilter }>(request: T): T {
    const { argv, ...filter } = request.filter;
    if (argv === undefined) return request;
    return { ...request, filter: { ...filter, command: commandLine({ argv: [...masking.arguments(argv)] }) } };
  }

  const reader: HistoryReader = {
    list: after((request) => store.list(masked(request))),
    stats: after((request) => store.stats(masked(request))),
    timeline: after((request) => store.timeline(masked(request))),
    firings: after(store.firings),
  };

  async function clear(before: number | undefined): Promise<Result<HistoryStatus, 'unavailable'>> {
    if (before === undefined) {
      pending.clear();
      const emptied = await after(store.empty)();
      if (!emptied.ok) return emptied;
      figures = emptied.value;
    } else {
      for (let more = true; more; ) {
        const pruned = await after(store.prune)({ before });
        if (!pruned.ok) return pruned;
        ({ figures, more } = pruned.value);
      }
    }
    tell();
    return { ok: true, value: status.value };
  }

  function start(fact: Extract<Fact, { type: 'process.started' }>, about: AboutCommand): void {
    const { process, existing } = fact;
    // Threads of the kernel are no commands.
    if (process.argv.length === 0 && !process.lost) return;
    // What ran before has no known beginning, but may be stored by a hub before this one.
    if (existing) {
      pending.found(keyOf(process), process.startedAt - clockMs);
      return;
    }
    const entry = recordOf(process, about, masking);
    pending.started(entry);
    estimates.started(entry);
  }

  function commandOf(key: ProcessKey): string {
    return matched.get(key) ?? '';
  }

  settings.on((value) => void applySettings(value));
  void open();
  scope.defer(async () => {
    for (const cancel of timers.values()) cancel();
    await flush();
    await store.close();
  });

  return {
    record(fact, about) {
      if (state === 'off' && !settings.value.history.enabled) return;
      if (fact.type === 'process.started') start(fact, about);
      else if (fact.type === 'process.exited') {
        pending.ended(fact.key, fact.exit, fact.endedAt);
        estimates.ended(fact.key);
      } else if (fact.type === 'process.described') pending.typed(fact.key, masking.text(fact.typed));
      else return;
      changed();
    },
    decided(decision) {
      if (!settings.value.history.enabled) return;
      const { rule, process } = decision;
      const key = keyOf(process);
      const argv = [...masking.arguments(process.argv)];
      const command = commandLine({ ...process, argv });
      pending.fired(key);
      if (decision.type === 'rule.held') {
        pending.held({ type: 'held', at: clock.nowMs(), ruleId: rule.id, key, command, reason: decision.reason });
      } else {
        const [oldest] = matched.keys();
        if (matched.size >= mostMatched && oldest !== undefined) matched.delete(oldest);
        matched.set(key, command);
      }
      changed();
    },
    ran(run, outputTail) {
      if (run.trial || !settings.value.history.enabled) return;
      const output = outputTail === undefined ? undefined : masking.text(endOf(outputTail));
      const message = run.message === undefined ? {} : { message: masking.text(run.message) };
      const masked = { ...run, label: masking.text(run.label), ...message };
      pending.ran({ type: 'ran', run: masked, command: commandOf(run.process), ...(output ? { output } : {}) });
      changed();
    },
    ...reader,
    status,
    estimates,
    commandsSince: (since) => commandsSince(reader, since),
    export: (request) => exported(reader, request),
    clear,
  };
}

/** The last lines, whole ones: half a line may hide that it holds a secret. */
function endOf(text: string): string {
  if (text.length <= longestOutput) return text;
  const end = text.slice(-longestOutput);
  return end.slice(end.indexOf('\n') + 1);
}
