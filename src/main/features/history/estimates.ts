import { createEmitter, type Event, type Unsubscribe } from '../../../shared/event';
import type { Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { Estimate, ProcessKey } from '../../../shared/vocabulary';
import type { Clock, HistoryStore, StartedCommand } from '../../ports';

/** How long processes are likely to take, told of those that have run for two seconds and ran before. */
export interface Estimates extends Event<{ readonly key: ProcessKey; readonly estimate: Estimate }> {
  started(about: Pick<StartedCommand, 'key' | 'command' | 'cwd' | 'kind'>): void;
  ended(key: ProcessKey): void;
}

/** Most commands have ended by then, and of those nobody wants to know. */
const askedAfterMs = 2_000;
/** At most so many are looked up, so often. */
const atOnce = 10;
const pauseMs = 250;
const mostWaiting = 10_000;

export function createEstimates(
  ask: HistoryStore['estimate'],
  { clock, scope }: { readonly clock: Clock; readonly scope: Scope },
): Estimates {
  /** In the order in which they started. */
  const waiting = new Map<ProcessKey, Pick<StartedCommand, 'command' | 'cwd' | 'kind'> & { readonly dueAt: number }>();
  const told = createEmitter<{ key: ProcessKey; estimate: Estimate }>();
  let cancel: Unsubscribe | undefined;
  scope.defer(() => cancel?.());

  function schedule(leastMs: number): void {
    const [first] = waiting.values();
    if (cancel || !first || scope.closed) return;
    cancel = clock.after(Math.max(leastMs, first.dueAt - clock.nowMs()), async () => {
      await askForDue();
      cancel = undefined;
      schedule(pauseMs);
    });
  }

  async function askForDue(): Promise<void> {
    const now = clock.nowMs();
    const due = [...firstOf(waiting, atOnce)].filter(([, { dueAt }]) => dueAt <= now);
    for (const [key] of due) waiting.delete(key);
    await Promise.all(
      due.map(async ([key, about]) => {
        const found: Result<Estimate | undefined> = await ask(about);
        if (found.ok && found.value) told.emit({ key, estimate: found.value });
      }),
    );
  }

  return {
    on: told.on,
    started({ key, command, cwd, kind }) {
      waiting.delete(key);
      const [oldest] = waiting.keys();
      if (waiting.size >= mostWaiting && oldest !== undefined) waiting.delete(oldest);
      waiting.set(key, { command, cwd, kind, dueAt: clock.nowMs() + askedAfterMs });
      schedule(0);
    },
    ended: (key) => void waiting.delete(key),
  };
}

function* firstOf<T>(items: Iterable<T>, most: number): Generator<T> {
  let left = most;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}
