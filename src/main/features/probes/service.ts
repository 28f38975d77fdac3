import { createCell, createEmitter, type Event, type Observable, type Unsubscribe } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import type { Fact, ProbeStatus } from '../../../shared/vocabulary';
import type { Clock, Files, Log, ProbeHost, ProbeInstaller, ProbeProcess } from '../../ports';
import { type CaptureControl, createCapture } from './capture';
import type { Hello } from './protocol';
import { createCounts } from './reader';
import { listenTo, type SessionEnd } from './session';
import { createProcessTable } from './table';

const firstDelayMs = 250;
const longestDelayMs = 10_000;
/** After working this long, the next restart is as quick as the first. */
const healthyMs = 60_000;
const countersMs = 250;

/** What makes a system tell of every start and end by itself, so that nobody has to look again and again. */
const pollRemedies = new Map([
  [
    'linux',
    'Run VibeRot on Linux 6.6 or newer and outside of a container: the kernel then reports every start and end.',
  ],
  ['windows', 'Run VibeRot as administrator: Windows then reports every start and end.'],
]);

/** What happens on the machine, from a native helper that is kept running. */
export interface Probes {
  /** In the order in which it happened. Listeners that are added at once miss nothing. */
  readonly facts: Event<Fact>;
  /** State changes are told at once, counters at most every 250 ms. */
  readonly status: Observable<ProbeStatus>;
  readonly capture: CaptureControl;
  /**
   * Ends the helper and starts at once the one that should be used now. What is known of the processes stays: the new
   * helper's list of them is compared with it. Resolves when it is known how that went.
   */
  restart(): Promise<void>;
}

export interface ProbesOptions {
  readonly host: ProbeHost;
  readonly installer: ProbeInstaller;
  readonly files: Files;
  /** The directory that remembers what the person decided about full capture. */
  readonly home: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts the helper, and again whenever it ends or hangs. The installed one is preferred; when it does not work, the
 * app's own does, with fewer rights. Without a helper the status says why; nothing else fails.
 */
export function createProbes(options: ProbesOptions, scope: Scope): Probes {
  const { host, clock, log } = options;
  const facts = createEmitter<Fact>((error) => log.error('A listener to facts failed', { error }));
  const table = createProcessTable();
  const counts = createCounts();
  let restarts = 0;
  let head: Omit<ProbeStatus, 'restarts' | 'full' | keyof typeof counts> = { state: 'starting', can: [] };
  const capture = createCapture({
    ...options,
    ...{ signal: scope.signal, onChange: publish, restart, full: () => status.value.full },
  });
  const status = createCell<ProbeStatus>(read());
  let cancelCounters: Unsubscribe | undefined;
  let current: ProbeProcess | undefined;
  /** The helper that runs, or is being started, is not the one that is wanted now. */
  let stale = false;
  let wake = () => {};
  const waiting: (() => void)[] = [];

  function read(): ProbeStatus {
    const { events, lostArguments, lostEvents, malformedLines } = counts;
    return { ...head, full: capture.describe(head), restarts, events, lostArguments, lostEvents, malformedLines };
  }

  function publish(): void {
    cancelCounters?.();
    cancelCounters = undefined;
    status.value = read();
  }

  function enter(next: typeof head): void {
    head = next;
    publish();
    if (next.state !== 'starting') for (const resolve of waiting.splice(0)) resolve();
  }

  function publishSoon(): void {
    cancelCounters ??= clock.after(countersMs, publish);
  }

  function greeted(hello: Hello): void {
    const { src: tier, os = '', why, pid, can, build } = hello;
    log.info('The probe is running', { tier, why, pid, build });
    const remedy = tier === 'poll' ? pollRemedies.get(os) : undefined;
    enter({ state: 'running', tier, why, remedy, pid, can, build });
  }

  /** Starts the helper once and listens to it until it has ended. `again`: the next one is to be started at once. */
  async function attempt(): Promise<SessionEnd | 'again'> {
    const { path: own, reason, remedy } = await host.helper();
    const installed = await capture.look();
    if (own === undefined) {
      const why = reason ?? 'There is no probe for this system.';
      return { why, retry: false, healthyMs: 0, ...(remedy && { remedy }) };
    }
    const token = crypto.randomUUID();
    const started = await host.start(installed ?? own, token);
    let works = false;
    const end = started.ok ? await listen(started.value) : { why: started.message, retry: true, healthyMs: 0 };
    if (stale || scope.closed) return 'again';
    if (works || installed === undefined) return end;
    capture.distrust(end.why);
    return 'again';

    function listen(helper: ProbeProcess): Promise<SessionEnd> {
      current = helper;
      if (stale || scope.closed) void helper.close();
      return listenTo(helper, {
        ...{ clock, log, table, counts, token },
        onHello(hello) {
          works = true;
          if (!stale) greeted(hello);
        },
        onFact: facts.emit,
        onCount: publishSoon,
      });
    }
  }

  async function keepRunning(): Promise<void> {
    let delayMs = firstDelayMs;
    while (!scope.closed) {
      stale = false;
      const end = await attempt();
      if (scope.closed) return;
      if (end === 'again') {
        delayMs = firstDelayMs;
        continue;
      }
      const { why, remedy } = end;
      if (!end.retry) {
        log.error('Processes are not watched', { why, remedy });
        enter({ state: 'unavailable', why, remedy, can: [] });
        await pause();
        continue;
      }
      if (end.healthyMs >= healthyMs) delayMs = firstDelayMs;
      log.warn('The probe is started again', { why, delayMs, restarts });
      restarts++;
      enter({ state: 'restarting', why, can: [] });
      await pause(delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
  }

  /** Until the time has passed, if one is given; ends early when a restart is asked for or the scope closes. */
  function pause(ms?: number): Promise<void> {
    // Whoever heard the news that led here may have asked for a restart at once.
    if (stale || scope.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = ms === undefined ? undefined : clock.after(ms, resolve);
      wake = () => {
        cancel?.();
        resolve();
      };
    });
  }

  function restart(): Promise<void> {
    if (scope.closed) return Promise.resolve();
    stale = true;
    capture.trust();
    enter({ state: 'starting', can: [] });
    void current?.close();
    wake();
    return new Promise((resolve) => void waiting.push(resolve));
  }

  const done = keepRunning();
  scope.signal.addEventListener('abort', () => wake());
  scope.defer(async () => {
    await current?.close();
    await done;
    enter({ state: 'stopped', can: [] });
  });
  return { facts, status, capture, restart };
}
