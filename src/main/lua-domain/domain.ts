import type { LuaValue, Registration } from '../../shared/vocabulary';
import { createVm, type Vm } from './bridge';
import { hostFunctions, type Surroundings } from './host-functions';
import { type Place, problemOf, type Raised } from './problems';
import type { DomainData, FromDomain, Reply, ToDomain } from './protocol';
import { createRate } from './rate';
import actions from './runtime/actions.lua?raw';
import api from './runtime/api.lua?raw';
import canvas from './runtime/canvas.lua?raw';
import modules from './runtime/modules.lua?raw';
import nodes from './runtime/nodes.lua?raw';
import patterns from './runtime/patterns.lua?raw';
import pictures from './runtime/pictures.lua?raw';
import registry from './runtime/registry.lua?raw';
import sandbox from './runtime/sandbox.lua?raw';
import screens from './runtime/screens.lua?raw';
import tasks from './runtime/tasks.lua?raw';
import ui from './runtime/ui.lua?raw';
import window from './runtime/window.lua?raw';
import { isSame } from './same';
import { LuaError } from './values';

export interface DomainOptions extends Omit<DomainData, 'signals' | 'name'> {
  readonly post: (message: FromDomain) => void;
  readonly now: () => number;
  /** Milliseconds of CPU that this thread has had, where the system tells. */
  readonly usedMs?: (() => number) | undefined;
  readonly onProgress: () => void;
  /** Why a text is no regular expression of RE2; undefined when it is one. */
  readonly patternProblem: (pattern: string) => string | undefined;
}

/** What runs inside a worker: one Lua state, and the messages to and from it. */
export interface Domain {
  /** False when the state cannot be used any more: that was told. */
  take(message: ToDomain): boolean;
  /** Tells the state that Lua keeps, if it is another than when it was told last. @returns about how many bytes it has */
  mirror(): number;
  /** Frees all that Lua does not use any more. */
  collect(): void;
}

const callsPerSecond = 2_000;
const failuresPerSecond = 50;
const longestLine = 8_192;
/** So much of what it may use is left when the domain is taken to be out of memory. */
const memoryLeft = 0.03;

export async function createDomain(options: DomainOptions): Promise<Domain> {
  const { post, limits, now } = options;
  const calls = createRate(callsPerSecond, now);
  const asked = createRate(limits.messageBytes * 4, now);
  const lines = createRate(limits.logLinesPerSecond, now);
  const failures = createRate(failuresPerSecond, now);
  const noMemory = `It has used up its memory (${Math.round(limits.memoryBytes / 2 ** 20)} MB).`;
  let places = new Map<string, Place>();
  let lastCall = 0;
  let dropped = 0;
  let changed = false;
  let told: Readonly<Record<string, LuaValue>> | string = {};

  const around: Surroundings = {
    messageBytes: limits.messageBytes,
    call(op, module, args) {
      if (!calls.take(1)) throw new LuaError(`${op}: more than ${callsPerSecond} calls of the host in a second`);
      if (!asked.take(sizeOf(args))) throw new LuaError(`${op}: too much data for the host in a second`);
      lastCall += 1;
      post({ type: 'call', call: { id: lastCall, op, args, module } });
      return lastCall;
    },
    log(level, module, text) {
      if (!lines.take(1)) {
        dropped += 1;
        return;
      }
      if (dropped > 0)
        post({ type: 'log', level: 'warn', module, text: `${dropped} lines were too many and are left out.` });
      dropped = 0;
      post({ type: 'log', level, module, text: text.slice(0, longestLine) });
    },
    failed(message, trace, module, handler) {
      if (failures.take(1)) post({ type: 'failed', problem: problem({ message, trace, module, handler }) });
    },
    reply(id, ok, values) {
      reply(id, ok ? { ok, value: values[0] } : failure(values));
    },
    later: (ms, token) => post({ type: 'later', ms, token }),
    patternProblem: options.patternProblem,
    changed() {
      changed = true;
    },
  };

  const vm: Vm = await createVm(
    {
      memoryBytes: limits.memoryBytes,
      cpuMs: limits.cpuMs,
      now,
      usedMs: options.usedMs,
      onProgress: options.onProgress,
    },
    (created) => hostFunctions(created, around),
  );
  const parts = {
    sandbox,
    patterns,
    tasks,
    registry,
    pictures,
    modules,
    screens,
    actions,
    nodes,
    canvas,
    ui,
    window,
    api,
  };
  for (const [name, text] of Object.entries(parts)) vm.run(text, `runtime/${name}.lua`);
  vm.call('limit', limits.handlers, limits.timers);
  vm.call('operations', options.operations);

  function problem(raised: Raised) {
    const { message, trace, ...about } = raised;
    return problemOf({ ...about, message: message.slice(0, longestLine), trace: trace.slice(0, longestLine) }, [
      ...places.values(),
    ]);
  }

  function failure([message, trace, module, handler]: readonly LuaValue[]): Reply {
    const raised = { message: String(message), trace: String(trace ?? '') };
    const text = (value: LuaValue) => (value === undefined ? undefined : String(value));
    return { ok: false, problem: problem({ ...raised, module: text(module), handler: text(handler) }) };
  }

  function reply(id: number, answer: Reply): void {
    post({ type: 'reply', id, reply: answer });
  }

  function load({ id, change }: ToDomain & { type: 'load' }): void {
    const began = now();
    // What is about to fail is to be named as well.
    const before = places;
    places = new Map(before);
    for (const { module, path } of change.changed) places.set(module, placeOf(module, path));
    const sources = change.changed.map(({ module, path, text }) => ({ module, path, text }));
    const [ok, ...rest] = vm.call('load', sources, change.removed, change.start, change.state ?? {});
    if (ok === true) {
      for (const module of change.removed) places.delete(module);
      reply(id, { ok, value: { ran: asList(rest[0]), tookMs: now() - began } });
      return;
    }
    reply(id, failure(rest));
    places = before;
  }

  function stats(id: number): void {
    const [list, count] = vm.call('stats');
    const handlers = (asList(list) as [string, number, number, number, number][]).map(
      ([handler, handled, errors, totalMs, longestMs]) => ({ handler, calls: handled, errors, totalMs, longestMs }),
    );
    reply(id, { ok: true, value: { memoryBytes: vm.usedBytes, modules: Number(count), handlers } });
  }

  function bounded(args: readonly LuaValue[]): readonly LuaValue[] {
    if (sizeOf(args) > limits.messageBytes) throw new LuaError('the value is too large to cross the border of Lua');
    return args;
  }

  function act({ id, run }: ToDomain & { type: 'act' }): void {
    const { owner, about, what } = run;
    const told = 'handler' in what ? what : { text: what.text, chunk: known(what) };
    vm.call('act', id, owner, ...bounded([about, told]));
  }

  /** A text that is no module's. @returns what Lua calls it */
  function known({ path }: { readonly path: string }): string {
    if (path === '') return 'repl';
    const chunk = path.length > 55 ? `~${path.slice(-54)}` : path;
    // Modules have no slashes in their names, and paths do.
    places.set(path, [chunk, path, path]);
    return chunk;
  }

  /** What the host has sent cannot be taken: who waits for it is told. */
  function refuse(message: ToDomain, why: string): void {
    if (message.type === 'settle') vm.call('settle', message.id, false, why);
    else if ('id' in message) reply(message.id, { ok: false, problem: { message: why, path: '' } });
    else if (message.type === 'emit') around.failed(`${message.event}: ${why}`, '', '', undefined);
  }

  function handle(message: ToDomain): void {
    if (message.type === 'load') load(message);
    else if (message.type === 'stats') stats(message.id);
    else if (message.type === 'emit') vm.call('emit', message.event, ...bounded(message.args));
    else if (message.type === 'late') vm.call('late', message.token);
    else if (message.type === 'evaluate') vm.call('evaluate', message.id, message.code);
    else if (message.type === 'call') vm.call('call', message.id, message.handler, ...bounded(message.args));
    else if (message.type === 'ring') vm.call('ring', message.id, message.handlers);
    else if (message.type === 'act') act(message);
    else if (message.type === 'finish') vm.call('finish', message.id, message.owner, ...bounded(message.args));
    else if (message.type === 'abandon') vm.call('abandon', message.owner);
    else if (message.type === 'compile') vm.call('compile', message.id, message.text, known(message));
    else if (message.type === 'settle') vm.call('settle', message.id, message.ok, ...bounded([message.value]));
    else vm.call('intercept', message.id, message.hook, ...bounded([message.value]));
  }

  function tellChanges(): void {
    if (!changed) return;
    changed = false;
    type Row = [string, Registration['kind'], string, string, number, boolean, Registration['about']];
    const [rows, gone] = vm.call('registrations');
    const put = (asList(rows) as Row[]).map(([handler, kind, name, module, priority, enabled, about]) => ({
      ...{ handler, kind, name, module, priority, enabled, about },
    }));
    post({ type: 'registered', put, gone: asList(gone) });
  }

  function isOutOfMemory(): boolean {
    if (vm.usedBytes < limits.memoryBytes * (1 - memoryLeft)) return false;
    vm.call('collect');
    return vm.usedBytes >= limits.memoryBytes * (1 - memoryLeft);
  }

  return {
    take(message) {
      try {
        try {
          handle(message);
        } catch (error) {
          if (!(error instanceof LuaError)) throw error;
          refuse(message, error.message);
        }
        tellChanges();
        if (!isOutOfMemory()) return true;
        post({ type: 'broken', why: noMemory });
      } catch (error) {
        // What Lua says when the runtime itself gets no memory.
        const message = error instanceof Error ? error.message : String(error);
        post({ type: 'broken', why: message === 'not enough memory' ? noMemory : `Its Lua state broke: ${message}` });
      }
      return false;
    },
    collect: () => void vm.call('collect'),
    mirror() {
      const state = vm.state(limits.messageBytes);
      const bytes = vm.values.cost;
      if (isSame(state, told)) return bytes;
      told = state;
      if (typeof state !== 'string') post({ type: 'state', state });
      else around.log('warn', '', `hub.state is not kept: ${state}.`);
      return bytes;
    },
  };
}

/** The name that Lua is told a file by: it shortens those beyond 59 bytes. */
function placeOf(module: string, path: string): Place {
  const chunk = `${module.replaceAll('.', '/')}.lua`;
  return [chunk.length > 55 ? `~${chunk.slice(-54)}` : chunk, path, module];
}

function asList<T>(value: LuaValue): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** About how much it costs the host to take a value. */
function sizeOf(value: LuaValue): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length + 16;
  if (typeof value !== 'object' || value === null) return 16;
  return Object.values(value).reduce((sum: number, inner: LuaValue) => sum + sizeOf(inner), 16);
}
