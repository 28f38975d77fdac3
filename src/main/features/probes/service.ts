import { createCell, createEmitter, type Event, type Observable, type Unsubscribe } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import type { Fact, ProbeStatus } from '../../../shared/vocabulary';
import type { Clock, Log, ProbeHost, ProbeProcess } from '../../ports';
import type { Hello } from './protocol';
import { createCounts } from './reader';
import { listenTo, type SessionEnd } from './session';
import { createProcessTable } from './table';

const firstDelayMs = 250;
const longestDelayMs = 10_000;
/** After working this long, the next restart is as quick as the first. */
const healthyMs = 60_000;
const countersMs = 250;

const pollRemedy =
  'Run VibeRot on Linux 6.6 or newer and outside of a container: the kernel then reports every start and end by itself.';

/** What happens on the machine, from a native helper that is kept running. */
export interface Probes {
  /** In the order in which it happened. Listeners that are added at once miss nothing. */
  readonly facts: Event<Fact>;
  /** State changes are told at once, counters at most every 250 ms. */
  readonly status: Observable<ProbeStatus>;
}

export interface ProbesOptions {
  readonly host: ProbeHost;
  readonly clock: Clock;
  readonly log: Log;
}

/** Starts the helper, and again whenever it ends or hangs. Without a helper the status says why; nothing else fails. */
export function createProbes({ host, clock, log }: ProbesOptions, scope: Scope): Probes {
  const facts = createEmitter<Fact>((error) => log.error('A listener to facts failed', { error }));
  const table = createProcessTable();
  const counts = createCounts();
  let restarts = 0;
  let head: Omit<ProbeStatus, 'restarts' | keyof typeof counts> = { state: 'starting', can: [] };
  const status = createCell<ProbeStatus>(read());
  let cancelCounters: Unsubscribe | undefined;
  let current: ProbeProcess | undefined;

  function read(): ProbeStatus {
    const { events, lostArguments, lostEvents, malformedLines } = counts;
    return { ...head, restarts, events, lostArguments, lostEvents, malformedLines };
  }

  function publish(): void {
    cancelCounters?.();
    cancelCounters = undefined;
    status.value = read();
  }

  function enter(next: typeof head): void {
    head = next;
    publish();
  }

  function publishSoon(): void {
    cancelCounters ??= clock.after(countersMs, publish);
  }

  function greeted(hello: Hello): void {
    const { src: tier, why, pid, can, build } = hello;
    log.info('The probe is running', { tier, why, pid, build });
    const remedy = tier === 'poll' ? pollRemedy : undefined;
    enter({ state: 'running', tier, why, remedy, pid, can, build });
  }

  /** Starts the helper once and listens to it until it has ended. */
  async function attempt(): Promise<SessionEnd> {
    const { path, reason, remedy } = await host.helper();
    if (path === undefined) {
      return {
        why: reason ?? 'There is no probe for this system.',
        retry: false,
        healthyMs: 0,
        ...(remedy && { remedy }),
      };
    }
    const token = crypto.randomUUID();
    const started = await host.start(path, token);
    if (!started.ok) return { why: started.message, retry: true, healthyMs: 0 };
    current = started.value;
    if (scope.closed) void current.close();
    return listenTo(current, {
      ...{ clock, log, table, counts, token },
      onHello: greeted,
      onFact: facts.emit,
      onCount: publishSoon,
    });
  }

  async function keepRunning(): Promise<void> {
    let delayMs = firstDelayMs;
    while (!scope.closed) {
      const end = await attempt();
      if (scope.closed) return;
      const { why, remedy } = end;
      if (!end.retry) {
        log.error('Processes are not watched', { why, remedy });
        return enter({ state: 'unavailable', why, remedy, can: [] });
      }
      if (end.healthyMs >= healthyMs) delayMs = firstDelayMs;
      log.warn('The probe is started again', { why, delayMs, restarts });
      restarts++;
      enter({ state: 'restarting', why, can: [] });
      await pause(delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
  }

  /** Ends early when the scope closes. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = () => {
        cancel();
        scope.signal.removeEventListener('abort', stop);
        resolve();
      };
      const cancel = clock.after(ms, stop);
      scope.signal.addEventListener('abort', stop);
    });
  }

  const done = keepRunning();
  scope.defer(async () => {
    await current?.close();
    await done;
    enter({ state: 'stopped', can: [] });
  });
  return { facts, status };
}
