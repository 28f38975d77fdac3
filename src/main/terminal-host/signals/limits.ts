import type { Unsubscribe } from '../../../shared/event';
import type { TerminalSignal } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

/** So many at once, and one more each `everyMs`. Of what tells a state, the last is told a little later instead. */
interface Limit {
  readonly burst: number;
  readonly everyMs: number;
  readonly isState: boolean;
}

const state: Limit = { burst: 1, everyMs: 100, isState: true };
const limits: Partial<Record<TerminalSignal['type'], Limit>> = {
  title: state,
  cwd: state,
  progress: state,
  prompt: { burst: 20, everyMs: 25, isState: true },
  bell: { burst: 2, everyMs: 500, isState: false },
  notification: { burst: 5, everyMs: 1_000, isState: false },
};
const holdMs = 100;

/** Passes signals on, no more of them than somebody can follow. */
export interface RateLimits {
  take(signal: TerminalSignal): void;
  /** Tells what is held. */
  close(): void;
}

export function createRateLimits(clock: Clock, onSignal: (signal: TerminalSignal) => void): RateLimits {
  /** When one of a type would be due if all had come in time (the generic cell rate algorithm). */
  const due = new Map<TerminalSignal['type'], number>();
  const held = new Map<string, TerminalSignal>();
  const told = new Map<string, string>();
  let stop: Unsubscribe | undefined;

  function mayPass(type: TerminalSignal['type'], { burst, everyMs }: Limit): boolean {
    if ((due.get(type) ?? 0) > clock.nowMs() + (burst - 1) * everyMs) return false;
    charge(type);
    return true;
  }

  function charge(type: TerminalSignal['type']): void {
    due.set(type, Math.max(due.get(type) ?? 0, clock.nowMs()) + (limits[type]?.everyMs ?? 0));
  }

  function hold(key: string, signal: TerminalSignal): void {
    // The last one goes to the end: the order of those that are kept stays true.
    held.delete(key);
    held.set(key, signal);
    stop ??= clock.after(holdMs, tellHeld);
  }

  function tellHeld(): void {
    stop?.();
    stop = undefined;
    const signals = [...held.values()];
    held.clear();
    for (const signal of signals) {
      charge(signal.type);
      tell(signal);
    }
  }

  function tell(signal: TerminalSignal): void {
    const text = singleTextOf(signal);
    if (text !== undefined && told.get(signal.type) === text) return;
    if (text !== undefined) told.set(signal.type, text);
    onSignal(signal);
  }

  return {
    take(signal) {
      const limit = limits[signal.type];
      const key = signal.type === 'prompt' ? signal.mark : signal.type;
      if (!limit) return onSignal(signal);
      const waits = limit.isState && [...held.values()].some(({ type }) => type === signal.type);
      if (!waits && mayPass(signal.type, limit)) tell(signal);
      else if (limit.isState) hold(key, signal);
    },
    close: tellHeld,
  };
}

/** Of what is only a text: telling it twice says nothing. */
function singleTextOf(signal: TerminalSignal): string | undefined {
  if (signal.type === 'title') return signal.title;
  return signal.type === 'cwd' ? signal.cwd : undefined;
}
