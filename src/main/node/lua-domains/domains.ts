import { Worker } from 'node:worker_threads';
import { createEmitter } from '../../../shared/event';
import { messageOf } from '../../../shared/result';
import { type LuaResult, type LuaValue, luaOperations, type Registration } from '../../../shared/vocabulary';
import { type DomainData, type FromDomain, type Reply, signals, type ToDomain } from '../../lua-domain/protocol';
import type { Intercepted, LoadReport, LuaDomain, LuaDomainOptions, LuaDomains, LuaStats } from '../../ports';
import { createBacklog } from './backlog';
import { watchOver } from './watch-over';

export interface LuaDomainsOptions {
  /** The built worker.ts. */
  readonly worker: string | URL;
}

/** Of its JavaScript, which does little; its Lua memory is WebAssembly's and has a limit of its own. */
const heapMb = 128;

/** Each domain is a worker thread with a WebAssembly instance of its own: that is the boundary. */
export function createLuaDomains({ worker }: LuaDomainsOptions): LuaDomains {
  return { open: (options, scope) => scope.use(openDomain(worker, options)) };
}

/** What a handler of a hook may take that does not say; the runtime leaves it out then. */
const usualTimeoutMs = 500;
const graceMs = 500;

/** A message that is answered, before it has its number. */
type Question =
  Extract<ToDomain, { readonly id: number }> extends infer Each
    ? Each extends { readonly type: 'settle' }
      ? never
      : Each extends unknown
        ? Omit<Each, 'id'>
        : never
    : never;

function openDomain(script: string | URL, { name, limits }: LuaDomainOptions): LuaDomain {
  const buffer = new SharedArrayBuffer(4 * Object.keys(signals).length);
  const workerData: DomainData = { name, limits, operations: Object.keys(luaOperations), signals: buffer };
  const thread = new Worker(script, {
    workerData,
    name: `lua ${name}`,
    // It has no use for what the hub knows: nothing is there to be found.
    ...{ env: {}, argv: [], execArgv: [], stdin: false, stdout: true, stderr: true },
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 8 },
  });
  thread.unref();
  thread.stdout.resume();
  thread.stderr.resume();

  const calls = createEmitter<Parameters<Parameters<LuaDomain['calls']['on']>[0]>[0]>();
  const registered = createEmitter<Parameters<Parameters<LuaDomain['registered']['on']>[0]>[0]>();
  const logged = createEmitter<Parameters<Parameters<LuaDomain['logged']['on']>[0]>[0]>();
  const failed = createEmitter<Parameters<Parameters<LuaDomain['failed']['on']>[0]>[0]>();
  const state = createEmitter<Readonly<Record<string, LuaValue>>>();
  const ended = createEmitter<string>();
  const waiting = new Map<number, (reply: Reply) => void>();
  const registrations = new Map<string, Registration>();
  const counters = new Int32Array(buffer);
  const watch = watchOver(counters, limits.cpuMs, (forMs) =>
    end(`It was busy for ${Math.round(forMs)} ms without a break, could not be stopped from inside, and was ended.`),
  );
  const backlog = createBacklog(counters);
  let isLeavingOut = false;
  let lastId = 0;
  let over: string | undefined;
  let closing: Promise<unknown> | undefined;

  function post(message: ToDomain, bytes = 0): void {
    if (over !== undefined) return;
    watch.sent();
    backlog.add(bytes);
    thread.postMessage(message);
  }

  /** To a worker that does not keep up, events are not told until it does. */
  function emit(event: string, args: readonly LuaValue[]): void {
    const isFull = backlog.isFull;
    if (isFull && !isLeavingOut)
      failed.emit({
        message: 'It does not keep up with what it is told. Events are left out until it does.',
        path: '',
      });
    isLeavingOut = isFull;
    if (!isFull)
      post(
        { type: 'emit', event, args },
        args.reduce((sum: number, arg) => sum + lengthOf(arg), 0),
      );
  }

  /** What the handlers of a hook may take together, and a moment for a worker that is busy with something else. */
  function longestMs(hook: string): number {
    return [...registrations.values()]
      .filter(({ kind, name: sought }) => kind === 'intercept' && sought === hook)
      .reduce(
        (sum, { about: { timeout_ms: most } }) => sum + (typeof most === 'number' ? most : usualTimeoutMs),
        graceMs,
      );
  }

  function ask(question: Question): Promise<Reply> {
    if (over !== undefined) return Promise.resolve(failure(over));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      post({ ...question, id } as ToDomain);
    });
  }

  /** Nothing that it has sent counts any more, and who waits for it is told why. */
  function end(why: string, tell = true): Promise<unknown> {
    if (over === undefined) {
      over = why;
      watch.close();
      closing = thread.terminate();
      const all = [...waiting.values()];
      waiting.clear();
      for (const resolve of all) resolve(failure(why));
      if (tell) ended.emit(why);
    }
    return closing ?? Promise.resolve();
  }

  function take(message: FromDomain): void {
    if (over !== undefined) return;
    if (message.type === 'reply') {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    } else if (message.type === 'call') calls.emit(message.call);
    else if (message.type === 'registered') {
      for (const handler of message.gone) registrations.delete(handler);
      for (const registration of message.put) registrations.set(registration.handler, registration);
      registered.emit([...registrations.values()]);
    } else if (message.type === 'log')
      logged.emit({ level: message.level, module: message.module, text: message.text });
    else if (message.type === 'failed') failed.emit(message.problem);
    else if (message.type === 'state') state.emit(message.state);
    else if (message.type === 'later')
      setTimeout(() => post({ type: 'late', token: message.token }), message.ms).unref();
    else void end(message.why);
  }

  thread.on('message', take);
  thread.on('error', (error) => void end(`It broke: ${messageOf(error)}`));
  thread.on('exit', () => void end('It ended by itself.'));

  return {
    name,
    ...{ calls, registered, logged, failed, state, ended },
    load: async (change) => (await ask({ type: 'load', change })) as LuaResult<LoadReport>,
    emit,
    intercept: (hook, value) =>
      within(longestMs(hook), { value }, intercepted(ask({ type: 'intercept', hook, value }), value)),
    call: async (handler, args) => (await ask({ type: 'call', handler, args })) as LuaResult<LuaValue>,
    ring: async (handlers) => void (await ask({ type: 'ring', handlers })),
    act: async (run) => (await ask({ type: 'act', run })) as LuaResult<boolean>,
    finish: async (owner, args) => (await ask({ type: 'finish', owner, args })) as LuaResult<void>,
    abandon: (owner) => post({ type: 'abandon', owner }),
    compile: async (chunk) => (await ask({ type: 'compile', ...chunk })) as LuaResult<void>,
    evaluate: async (code) => (await ask({ type: 'evaluate', code })) as LuaResult<readonly string[]>,
    settle(id, answer) {
      const ok = 'value' in answer;
      post({ type: 'settle', id, ok, value: ok ? answer.value : answer.error });
    },
    async stats() {
      const reply = await ask({ type: 'stats' });
      return reply.ok ? (reply.value as LuaStats) : { memoryBytes: 0, modules: 0, handlers: [] };
    },
    close: async () => void (await end('It was closed.', false)),
  };
}

function failure(why: string): Reply {
  return { ok: false, problem: { message: why, path: '' } };
}

/** A hook that fails as a whole lets the value pass. */
async function intercepted(asked: Promise<Reply>, value: LuaValue): Promise<Intercepted> {
  const reply = await asked;
  if (!reply.ok) return { value };
  return reply.value === undefined ? undefined : { value: (reply.value as { readonly value: LuaValue }).value };
}

function within(timeoutMs: number, late: Intercepted, result: Promise<Intercepted>): Promise<Intercepted> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late), timeoutMs);
    void result.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function lengthOf(value: LuaValue): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;
}
