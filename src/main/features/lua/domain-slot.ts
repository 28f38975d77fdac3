import { createEmitter, type Event } from '../../../shared/event';
import { createScope, type Scope } from '../../../shared/scope';
import type { LuaProblem, LuaResult, LuaValue, Registration } from '../../../shared/vocabulary';
import type {
  Clock,
  FileBox,
  HandlerTiming,
  Intercepted,
  LuaDomain,
  LuaDomainOptions,
  LuaDomains,
  LuaHostCall,
} from '../../ports';
import { createLoading, type LoadOptions, type LoadOutcome } from './loading';
import type { DomainPlan } from './plan';
import { createTimers } from './timers';
import { createWatches } from './watches';

/** So many ends within `forgivenMs` are too many. */
const mostEnds = 3;
const forgivenMs = 10 * 60_000;

/** A domain, with the worker that it has now: another one when that was ended. */
export interface DomainSlot {
  readonly name: string;
  readonly permissions: LuaDomainOptions['permissions'];
  /** Why it has no worker and gets none. */
  readonly stopped: string | undefined;
  /** Why only the fallback of its plan is in force. */
  readonly setAside: string | undefined;
  /** It has a worker now. */
  readonly live: boolean;
  /** How often its worker was ended. */
  readonly ends: number;
  readonly registrations: readonly Registration[];
  readonly inForce: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, LuaProblem>;
  readonly timings: ReadonlyMap<string, HandlerTiming>;
  readonly memoryBytes: number;
  /** Brings it to what it is to hold, after what was asked before. */
  bring(plan: DomainPlan, options?: LoadOptions): Promise<LoadOutcome>;
  /** Whether a handler listens to it. */
  wants(event: string): boolean;
  emit(event: string, args: readonly LuaValue[]): void;
  /** Whether a handler would get a value. */
  intercepts(hook: string): boolean;
  intercept(hook: string, value: LuaValue): Promise<Intercepted>;
  /** Its worker, with all that was asked of it before; undefined when it has none and gets none. */
  current(): Promise<LuaDomain | undefined>;
  evaluate(code: string): Promise<LuaResult<readonly string[]>>;
  call(handler: string, args: readonly LuaValue[]): Promise<LuaResult<LuaValue>>;
  /** Asks the worker what it has cost so far. */
  measure(): Promise<void>;
  /** Forgets earlier ends, and begins with a new worker if it was stopped. */
  forgive(): void;
  readonly events: Event<SlotEvent>;
  close(): Promise<void>;
}

export type SlotEvent =
  | { readonly type: 'call'; readonly call: LuaHostCall; readonly settle: LuaDomain['settle']; readonly scope: Scope }
  | {
      readonly type: 'logged';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly module: string;
      readonly text: string;
    }
  | { readonly type: 'failed'; readonly problem: LuaProblem }
  | { readonly type: 'state'; readonly state: Readonly<Record<string, LuaValue>> }
  | { readonly type: 'registered' }
  /** Its worker was ended; `restarted`: it has a new one, with all that it had. */
  | { readonly type: 'ended'; readonly why: string; readonly restarted: boolean };

export interface DomainSlotOptions {
  readonly domains: LuaDomains;
  readonly domain: LuaDomainOptions;
  readonly clock: Clock;
  /** The files that it may use. */
  readonly box: FileBox;
  /** What `hub.state` was in the last worker, or the last hub. */
  readonly state: Readonly<Record<string, LuaValue>> | undefined;
}

interface Live {
  readonly domain: LuaDomain;
  readonly scope: Scope;
}

export function createDomainSlot({ domains, domain: about, clock, box, state: before }: DomainSlotOptions): DomainSlot {
  const told = createEmitter<SlotEvent>();
  const loading = createLoading();
  const scope = createScope();
  const timers = createTimers(clock, async (handlers) => live?.domain.ring(handlers));
  const failed = (problem: LuaProblem) => told.emit({ type: 'failed', problem });
  const watches = createWatches({ box, failed, call: (handler, args) => void ring(handler, args) }, scope);
  let state = before;
  let live: Live | undefined;
  let registrations: readonly Registration[] = [];
  let events = new Set<string>();
  let hooks = new Set<string>();
  let timings = new Map<string, HandlerTiming>();
  let memoryBytes = 0;
  let endedAt: number[] = [];
  let ends = 0;
  let stopped: string | undefined;
  let closed = false;
  let order: readonly string[] = [];
  let setAside: string | undefined;
  /** What it was to hold when it was ended too often. */
  let fatal: DomainPlan['sources'] | undefined;
  let latest: DomainPlan | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  }

  function open(): Live {
    const own = scope.child();
    const domain = domains.open(about, own);
    const opened: Live = { domain, scope: own };
    own.defer(domain.calls.on((call) => told.emit({ type: 'call', call, settle: domain.settle, scope: own })));
    own.defer(domain.logged.on((line) => told.emit({ type: 'logged', ...line })));
    own.defer(domain.failed.on((problem) => told.emit({ type: 'failed', problem })));
    own.defer(
      domain.state.on((next) => {
        state = next;
        told.emit({ type: 'state', state: next });
      }),
    );
    own.defer(domain.registered.on(register));
    own.defer(
      domain.ended.on((why) => {
        if (live === opened) ended(why);
      }),
    );
    return opened;
  }

  function register(now: readonly Registration[]): void {
    registrations = now;
    timers.follow(now);
    watches.follow(now);
    const enabled = now.filter((registration) => registration.enabled);
    events = new Set(enabled.filter(({ kind }) => kind === 'event' || kind === 'hook').map(({ name }) => name));
    hooks = new Set(enabled.filter(({ kind }) => kind === 'intercept').map(({ name }) => name));
    told.emit({ type: 'registered' });
  }

  function ended(why: string): void {
    void live?.scope.close();
    live = undefined;
    ends++;
    timings = new Map();
    memoryBytes = 0;
    const now = clock.nowMs();
    endedAt = [...endedAt.filter((at) => at > now - forgivenMs), now];
    register([]);
    if (endedAt.length >= mostEnds) giveUp(why);
    told.emit({ type: 'ended', why, restarted: stopped === undefined && !closed });
    if (stopped === undefined && !closed) void inTurn(async () => void (await worker()));
  }

  /** Once too often: what comes with the app may go on; if that is ended as well, nothing does. */
  function giveUp(why: string): void {
    fatal = latest?.sources;
    endedAt = [];
    if (latest?.fallback && setAside === undefined) {
      setAside = `The worker was ended ${mostEnds} times: ${why} Only what comes with the app runs. Change the file that does it, or reload it.`;
      loading.forget();
    } else stopped = `It was ended ${mostEnds} times: ${why} Change the file, or reload it.`;
  }

  /** The worker, with all that the last one had. */
  async function worker(): Promise<Live | undefined> {
    if (live || closed || stopped !== undefined) return live;
    const opened = open();
    live = opened;
    const restored = await loading.restore({ load: opened.domain.load }, order, state);
    // What it had may be what ended it: then it begins with what it is given next.
    return restored ? live : worker();
  }

  function forgive(): void {
    endedAt = [];
    stopped = undefined;
    setAside = undefined;
    fatal = undefined;
  }

  async function call(handler: string, args: readonly LuaValue[] = []): Promise<LuaResult<LuaValue>> {
    if (!live) return { ok: false, problem: { path: '', message: stopped ?? 'It is not running.' } };
    return live.domain.call(handler, args);
  }

  async function ring(handler: string, args: readonly LuaValue[] = []): Promise<void> {
    const rung = await call(handler, args);
    if (!rung.ok && live) failed(rung.problem);
  }

  return {
    ...{ name: about.name, permissions: about.permissions },
    get stopped() {
      return stopped;
    },
    get setAside() {
      return setAside;
    },
    get live() {
      return live !== undefined;
    },
    get ends() {
      return ends;
    },
    get registrations() {
      return registrations;
    },
    get inForce() {
      return new Set(loading.inForce.keys());
    },
    get refused() {
      return loading.refused;
    },
    get timings() {
      return timings;
    },
    get memoryBytes() {
      return memoryBytes;
    },
    events: told,
    bring: (plan, options = {}) =>
      inTurn(async () => {
        latest = plan;
        // Somebody has changed what ended it.
        if (fatal && !sameTexts(fatal, plan.sources)) forgive();
        const held = setAside === undefined ? plan : (plan.fallback ?? plan);
        order = held.start;
        // Each part of a load may need a new worker, if the one before was ended by it.
        const loader: Pick<LuaDomain, 'load'> = {
          async load(change) {
            const current = await worker();
            if (!current) return { ok: false, problem: { path: '', message: stopped ?? 'It is closed.' } };
            const loaded = await current.domain.load({ ...change, state });
            // What was registered is told before the next answer.
            await current.domain.stats();
            return loaded;
          },
        };
        return loading.bring(loader, held, options);
      }),
    wants: (event) => events.has(event),
    intercepts: (hook) => live !== undefined && hooks.has(hook),
    emit: (event, args) => live?.domain.emit(event, args),
    async intercept(hook, value) {
      if (!live || !hooks.has(hook)) return { value };
      return live.domain.intercept(hook, value);
    },
    current: () => inTurn(async () => (await worker())?.domain),
    evaluate: (code) =>
      inTurn(async () => {
        const current = await worker();
        if (!current) return { ok: false, problem: { path: '', message: stopped ?? 'It is closed.' } };
        return current.domain.evaluate(code);
      }),
    call,
    async measure() {
      const asked = live;
      if (!asked) return;
      const stats = await asked.domain.stats();
      if (live !== asked) return;
      memoryBytes = stats.memoryBytes;
      timings = new Map(stats.handlers.map((timing) => [timing.handler, timing]));
    },
    forgive,
    async close() {
      closed = true;
      timers.clear();
      live = undefined;
      await scope.close();
    },
  };
}

function sameTexts(a: DomainPlan['sources'], b: DomainPlan['sources']): boolean {
  return a.size === b.size && [...a.values()].every(({ module, text }) => b.get(module)?.text === text);
}
