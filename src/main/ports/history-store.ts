import type { HistoryFilter } from '../../shared/contract';
import type { Result } from '../../shared/result';
import type {
  CommandStats,
  Estimate,
  Exit,
  FiringEntry,
  HistoryEntry,
  HistoryStatus,
  HoldReason,
  ProcessKey,
  Run,
  Timeline,
} from '../../shared/vocabulary';

/** A command to remember. What is secret in it has been masked. */
export interface StartedCommand extends Omit<HistoryEntry, 'id'> {
  /** The program with its first word that is no option: "npm install". */
  readonly kind: string;
}

/** What the history is told, in the order in which it happened. */
export type HistoryChange =
  | { readonly type: 'started'; readonly entry: StartedCommand }
  /** It was found running, with what started of it since then: its end is told later. */
  | { readonly type: 'found'; readonly key: ProcessKey; readonly since: number }
  | { readonly type: 'ended'; readonly key: ProcessKey; readonly exit: Exit; readonly endedAt: number }
  | { readonly type: 'typed'; readonly key: ProcessKey; readonly typed: string }
  /** One more rule matched it. */
  | { readonly type: 'fired'; readonly key: ProcessKey }
  | {
      readonly type: 'held';
      readonly at: number;
      readonly ruleId: string;
      readonly key: ProcessKey;
      readonly command: string;
      readonly reason: HoldReason;
    }
  /** What became of an action; told again when it changes. */
  | {
      readonly type: 'ran';
      readonly run: Run;
      readonly command: string;
      readonly output?: string | undefined;
    };

/** How much is stored. */
export type HistoryFigures = Pick<HistoryStatus, 'bytes' | 'entries' | 'firings' | 'oldestAt'>;

export interface Page {
  /** Only entries with a smaller id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface HistoryBounds {
  /** What started earlier is forgotten. */
  readonly before?: number | undefined;
  /** The oldest is forgotten until about so many bytes are taken. */
  readonly keepBytes?: number | undefined;
}

/** What the database of the history does. Times are milliseconds since the epoch. */
export interface HistoryCalls {
  /** Must come first. `said` is what a person should know: a damaged file was moved aside. */
  open(): { readonly figures: HistoryFigures; readonly said?: string | undefined };
  /** All of it or nothing. */
  store(changes: readonly HistoryChange[]): HistoryFigures;
  list(request: Page & { readonly filter: HistoryFilter }): {
    entries: HistoryEntry[];
    next?: number | undefined;
  };
  stats(request: {
    readonly filter: HistoryFilter;
    readonly by: 'command' | 'program';
    readonly sort: 'runs' | 'failures' | 'median' | 'p95' | 'total' | 'last';
    readonly limit: number;
  }): CommandStats[];
  timeline(request: {
    readonly filter: HistoryFilter;
    readonly from: number;
    readonly to: number;
    readonly buckets: number;
  }): Timeline;
  firings(request: Page & { readonly ruleId?: string | undefined; readonly process?: ProcessKey | undefined }): {
    firings: FiringEntry[];
    next?: number | undefined;
  };
  estimate(about: Pick<StartedCommand, 'command' | 'cwd' | 'kind'>): Estimate | undefined;
  /** Forgets some of what is beyond the bounds. `more`: there is more to forget. */
  prune(bounds: HistoryBounds): { readonly figures: HistoryFigures; readonly more: boolean };
  /** Forgets everything. */
  empty(): HistoryFigures;
}

/** What is asked by people, and may take long. */
export type HistoryQuestion = 'list' | 'stats' | 'timeline' | 'firings';

type Answer<Name extends keyof HistoryCalls> = Promise<Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>>;

/**
 * The history's database, which works somewhere else: no call keeps the hub from its work. Calls are done in their order;
 * questions have an order of their own, so that nothing else waits for them. One that is given up by its signal is
 * answered at once, and not asked if it has not been yet.
 */
export type HistoryStore = {
  readonly [Name in Exclude<keyof HistoryCalls, HistoryQuestion>]: (
    ...asked: Parameters<HistoryCalls[Name]>
  ) => Answer<Name>;
} & {
  readonly [Name in HistoryQuestion]: (
    request: Parameters<HistoryCalls[Name]>[0],
    signal?: AbortSignal,
  ) => Answer<Name>;
} & {
  /** What was asked before is still done. `open` opens it again. */
  close(): Promise<void>;
};
