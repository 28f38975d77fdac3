import { setTimeout as sleep } from 'node:timers/promises';
import { createCell } from '../../../shared/event';
import { fail, messageOf, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { Terminal, TerminalColors } from '../../../shared/vocabulary';
import type {
  Home,
  Log,
  TerminalEvent,
  TerminalHostInfo,
  TerminalHosts,
  TerminalLine,
  TerminalMatch,
  TerminalRequest,
} from '../../ports';
import type { CallName, Calls, HostRecord } from '../../terminal-host/messages';
import { NobodyListens } from '../local-socket';
import { createHost, type Host } from './host';
import { launchHost, ownBuild } from './launch';
import { createLine } from './line';
import { connectHost, HostGone, HostSilent } from './link';
import { createPatientEmitter } from './patient-emitter';
import { problemOfPattern } from './pattern';
import { buildsWithFiles, clearRemains, endTerminal, isHostAlive, readRecord, takeEnded } from './records';

export interface TerminalHostsOptions {
  readonly home: Home;
  /** The built entry of the terminal host, and what else it is made of. */
  readonly program: string;
  readonly parts: readonly string[];
  readonly log: Log;
  /** How long a host waits for the next hub when nothing runs any more. */
  readonly aloneMs?: number;
  /** How long a host is waited for that does not answer. */
  readonly answerMs?: number;
}

/** Long enough for a hub that is started again, or has only just started the host. */
const usualAloneMs = 10_000;
/** Between two tries to reach a host that lives but does not answer. */
const againMs = 1_000;

/** What the hub knows of a terminal. */
interface Known {
  readonly terminal: Terminal;
  readonly host: Host;
}

/** The terminal hosts of a home directory. The scope's end leaves them running. */
export function createTerminalHosts(options: TerminalHostsOptions, scope: Scope): TerminalHosts {
  const { home, program, parts, log, aloneMs = usualAloneMs, answerMs } = options;
  /** Empty when the built host is missing. */
  const build = ownBuild([program, ...parts], log);
  const hosts = new Map<string, Host>();
  const known = new Map<string, Known>();
  const terminals = createCell<readonly Terminal[]>([]);
  const infos = createCell<readonly TerminalHostInfo[]>([]);
  const events = createPatientEmitter<TerminalEvent>();
  const lines = new Set<TerminalLine>();
  /** Terminals that were given up, as their host did not answer; it may open them yet. */
  const unwanted = new Set<string>();
  /** Views may ask for a terminal as soon as it was asked for. */
  const opening = new Map<string, Promise<unknown>>();
  /** Terminals whose host died, until their processes are ended. */
  const clearing = new Map<string, Promise<void>>();
  let colors: TerminalColors | undefined;
  let starting: Promise<Result<Host, 'cannot-start'>> | undefined;

  function publish(): void {
    const all = [...known.values()];
    terminals.value = all.map(({ terminal }) => terminal).sort((a, b) => a.startedAt - b.startedAt);
    infos.value = [...hosts.values()].map((host) => ({
      pid: host.record.pid,
      build: host.record.build,
      current: host.record.build === build,
      terminals: all.filter((of) => of.host === host && !of.terminal.exit).length,
    }));
  }

  function hear(host: Host, event: TerminalEvent): void {
    if (event.type === 'opened' && unwanted.delete(event.terminal.id)) {
      host.call('remove', { id: event.terminal.id }).catch(() => {});
      return;
    }
    if (event.type === 'opened' || event.type === 'changed' || event.type === 'exited') {
      known.set(event.terminal.id, { terminal: event.terminal, host });
      publish();
    }
    if (event.type === 'exited') host.link?.notice({ type: 'heard', ids: [event.terminal.id] });
    events.emit(event);
  }

  function adopt(record: HostRecord, link: Awaited<ReturnType<typeof connectHost>>): Host {
    const host: Host = createHost({
      ...{ record, link, log, answerMs },
      onEvent: (event) => hear(host, event),
      onBack: (now) => greet(host, now),
      onEnd: () => lose(host),
    });
    hosts.set(record.build, host);
    greet(host, link.greeting.terminals);
    return host;
  }

  function greet(host: Host, now: readonly Terminal[]): void {
    if (host.record.build !== build) host.link?.notice({ type: 'retire' });
    if (colors) host.link?.notice({ type: 'colors', colors });
    const before = new Map(known);
    for (const [id, of] of known) if (of.host === host) known.delete(id);
    for (const terminal of now) known.set(terminal.id, { terminal, host });
    publish();
    // Of a host that did not answer until now.
    const found = now.filter(({ id }) => isReady && !before.has(id));
    for (const terminal of found) events.emit({ type: 'opened', terminal });
    const ended = now.filter(({ id, exit }) => exit && !before.get(id)?.terminal.exit);
    host.link?.notice({ type: 'heard', ids: ended.map(({ id }) => id) });
    for (const terminal of ended) events.emit({ type: 'exited', terminal });
  }

  function lose(host: Host): void {
    const { record } = host;
    if (hosts.get(record.build) === host) hosts.delete(record.build);
    const lost = [...known.values()].filter((of) => of.host === host).map(({ terminal }) => terminal);
    const cleared = clear(record, lost);
    for (const { id } of lost) {
      known.delete(id);
      clearing.set(id, cleared);
    }
    void cleared.then(() => lost.map(({ id }) => clearing.delete(id)));
    publish();
    const running = lost.filter(({ exit }) => !exit).length;
    if (running > 0) log.error('A terminal host died', { pid: record.pid, build: record.build, terminals: running });
    if (lost.length > 0) events.emit({ type: 'lost', terminals: lost });
  }

  async function clear(record: HostRecord, known: readonly Terminal[] = []): Promise<void> {
    const { pid } = record;
    await clearRemains(home, record, known).catch((error) =>
      log.warn('What a dead terminal host left could not be removed', { pid, error }),
    );
  }

  async function findOne(found: string): Promise<void> {
    for (const terminal of takeEnded(home, found)) events.emit({ type: 'exited', terminal });
    const record = readRecord(home, found);
    if (!record) return;
    if (!isHostAlive(record)) return clear(record);
    try {
      await reach(record);
    } catch (error) {
      // It may have ended just now, because nobody needed it.
      if (!isHostAlive(record)) return clear(record);
      log.error('A terminal host cannot be reached', { pid: record.pid, build: found, error });
      if (error instanceof HostSilent) void pursue(record);
    }
  }

  async function reach(record: HostRecord): Promise<void> {
    const link = await connectHost(record, { watch: true, answerMs });
    if (scope.closed || hosts.has(record.build)) return link.close();
    adopt(record, link);
    const { pid, terminals } = link.greeting;
    log.info('A terminal host was found', { pid, build: record.build, terminals: terminals.length });
  }

  /** Until a host answers that lives: nothing else could give its terminals back. */
  async function pursue(record: HostRecord): Promise<void> {
    while (!scope.closed && !hosts.has(record.build)) {
      await sleep(againMs, undefined, { ref: false });
      if (scope.closed) return;
      if (!isHostAlive(record)) return clear(record);
      await reach(record).catch((error) => log.debug('A terminal host cannot be reached', { pid: record.pid, error }));
    }
  }

  async function findAll(): Promise<void> {
    try {
      await Promise.all(buildsWithFiles(home).map(findOne));
    } catch (error) {
      log.error('Terminal hosts of before could not be looked for', { error });
    }
    isReady = true;
  }
  let isReady = false;
  const ready = findAll();

  /** The host of our own build. */
  function current(): Promise<Result<Host, 'cannot-start'>> {
    starting ??= start().finally(() => {
      starting = undefined;
    });
    return starting;
  }

  async function start(except?: HostRecord): Promise<Result<Host, 'cannot-start'>> {
    await ready;
    const host = hosts.get(build);
    if (host && (await host.back())) return ok(host);
    if (scope.closed || build === '') return fail('cannot-start', 'Terminals cannot be started now.');
    const launched = await launchHost({ home, program, build, aloneMs, except });
    if (!launched.ok) return launched;
    try {
      const link = await connectHost(launched.value, { watch: true, answerMs });
      const other = hosts.get(build);
      if (other) link.close();
      if (other) return ok(other);
      log.info('A terminal host was started', { pid: launched.value.pid, build });
      if (scope.closed) link.close();
      return ok(adopt(launched.value, link));
    } catch (error) {
      // Left by one that ended, and its pid is somebody else's by now.
      if (!except && error instanceof NobodyListens) return start(launched.value);
      return fail('cannot-start', `The process that holds terminals cannot be reached: ${messageOf(error)}.`);
    }
  }

  /** Asks the host of a terminal; undefined when there is none, it has ended, or it cannot do it. */
  async function ask<Name extends CallName>(id: string, name: Name, input: Calls[Name]['ask']) {
    const host = known.get(id)?.host;
    try {
      return await host?.call(name, input);
    } catch (error) {
      if (!(error instanceof HostGone)) {
        log.warn('A terminal host did not do what it was asked for', { pid: host?.record.pid, call: name, error });
        return undefined;
      }
      // The call may have been lost with a connection that is back now.
      return (await host?.back()) ? host?.call(name, input).catch(() => undefined) : undefined;
    }
  }

  async function open(request: TerminalRequest, tries = 2): Promise<Result<Terminal, 'cannot-start'>> {
    const host = await current();
    if (!host.ok) return host;
    try {
      return await host.value.call('open', { request });
    } catch (error) {
      if (error instanceof HostSilent) unwanted.add(request.id);
      if (!(error instanceof HostGone)) return fail('cannot-start', `${messageOf(error)}. Try again later.`);
      // Nobody had needed it for a while, and it was just ending.
      if (tries > 1 && !(await host.value.back())) return open(request, tries - 1);
      return fail('cannot-start', 'The process that holds terminals ended just now. Try again.');
    }
  }

  scope.defer(() => {
    for (const line of [...lines]) line.close();
    for (const host of hosts.values()) host.close();
  });

  return {
    ...{ terminals, hosts: infos, events, ready },
    open(request) {
      const opened = open(request).finally(() => opening.delete(request.id));
      opening.set(request.id, opened);
      return opened;
    },
    write(id, bytes) {
      const of = known.get(id);
      return of !== undefined && !of.terminal.exit && of.host.write(id, bytes);
    },
    async screen(id, options) {
      const text = await ask(id, 'screen', { id, ...options });
      if (text) return ok(text);
      const why = known.has(id) ? `The terminal ${id} cannot be read now` : `There is no terminal ${id} any more`;
      return fail('not-found', `${why}.`);
    },
    async search(request) {
      const problem = request.regex ? problemOfPattern(request.text) : undefined;
      if (problem !== undefined) return fail('bad-pattern', problem);
      const calls = [...hosts.values()].map((host) => host.call('search', { request }).catch(() => []));
      const found: TerminalMatch[] = (await Promise.all(calls)).flat();
      return ok(found.slice(0, 200));
    },
    colors(next) {
      colors = next;
      for (const host of hosts.values()) host.link?.notice({ type: 'colors', colors: next });
    },
    marksPastes: async (id) => (await ask(id, 'marksPastes', { id })) ?? false,
    async kill(id) {
      const of = known.get(id);
      const answered = await ask(id, 'kill', { id });
      if (of && answered === undefined) await endTerminal(home, of.host.record.build, id);
      await clearing.get(id);
    },
    async remove(id) {
      await ask(id, 'remove', { id });
      await clearing.get(id);
      if (known.delete(id)) publish();
    },
    line() {
      const line = createLine(
        (id) => known.get(id)?.host ?? opening.get(id)?.then(() => known.get(id)?.host),
        () => lines.delete(line),
      );
      lines.add(line);
      return line;
    },
  };
}
