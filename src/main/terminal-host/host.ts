import type { Unsubscribe } from '../../shared/event';
import type { Channel } from '../../shared/link';
import { fail, ok, type Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { Terminal, TerminalColors } from '../../shared/vocabulary';
import type { Clock, Log, OpenTranscript, Ptys, SearchRequest, TerminalMatch, TerminalRequest } from '../ports';
import { type HostSide, serveHub, type Watcher } from './connection';
import { type Ask, type HostGreeting, type Notice, protocol, type RunningTree, terminalMark } from './messages';
import type { Recorder, RecorderOptions } from './recorder';
import { createSession, type Session } from './session';

const mostMatches = 200;
/** How late it may be told what runs: it is written to a file. */
const tellMs = 10;

export interface TerminalHostOptions {
  readonly ptys: Ptys;
  readonly clock: Clock;
  readonly log: Log;
  readonly createRecorder: (options: RecorderOptions) => Recorder;
  readonly openTranscript: OpenTranscript;
  /** Which build of the app this is. */
  readonly build: string;
  readonly pid: number;
  readonly hostname: string;
  /** How long it waits for a hub when nothing runs. */
  readonly aloneMs: number;
  /** Told whenever what runs has changed. */
  readonly onRunning: (running: readonly RunningTree[]) => void;
  /** Told once when nothing runs and nobody is there who wants anything: the process may end. */
  readonly onUnused: () => void;
}

/** Terminals, and the hubs that use them. */
export interface TerminalHost {
  /** Serves a hub on a channel whose other side has shown that it may. */
  accept(channel: Channel): void;
  /** The terminals that ended without a hub having heard of it. */
  untold(): readonly Terminal[];
}

/** Ends all that runs when the scope closes. */
export function createTerminalHost(options: TerminalHostOptions, scope: Scope): TerminalHost {
  const { ptys, clock, log, createRecorder, openTranscript, build, pid, hostname, aloneMs, onRunning, onUnused } =
    options;
  const sessions = new Map<string, Session>();
  const watchers = new Set<Watcher>();
  let colors: TerminalColors | undefined;
  let retired = false;
  const untold = new Set<string>();
  let telling: Unsubscribe | undefined;
  let cancelUnused = clock.after(aloneMs, endIfUnused);

  const isRunning = (session: Session) => session.terminal.value.exit === undefined;
  const current = ({ terminal, recorder }: Session): Terminal => ({ ...terminal.value, end: recorder.end });

  function endIfUnused(): void {
    const all = [...sessions.values()];
    const used = watchers.size > 0 ? !(retired && all.length === 0) : all.some(isRunning);
    if (!used) onUnused();
  }

  function mayBeUnused(): void {
    cancelUnused();
    cancelUnused = clock.after(retired && sessions.size === 0 ? 0 : aloneMs, endIfUnused);
  }

  function tell(event: Parameters<Watcher['tell']>[0]): void {
    for (const watcher of watchers) watcher.tell(event);
  }

  /** Once for all that start or end together. */
  function tellRunning(): void {
    telling ??= clock.after(tellMs, () => {
      telling = undefined;
      tellRunningNow();
    });
  }

  function tellRunningNow(): void {
    const running = [...sessions.values()].filter(isRunning);
    onRunning(running.map(({ terminal, pty }) => ({ id: terminal.value.id, pid: pty.pid, start: pty.start })));
  }

  function open(request: TerminalRequest): Result<Terminal, 'cannot-start'> {
    const { id, file, args, cwd, size, scrollback, transcript } = request;
    if (retired) return fail('cannot-start', 'This terminal host takes no new terminals.');
    if (sessions.has(id)) return fail('cannot-start', `There is a terminal ${id} already.`);
    const env = { ...request.env, [terminalMark]: id };
    const opened = ptys.open({ file, args, cwd, env, size, mark: terminalMark });
    if (!opened.ok) return opened;
    const pty = opened.value;
    const recorder = createRecorder({ size, scrollback });
    if (colors) recorder.colors(colors);
    const session = createSession(
      {
        ...{ pty, recorder, clock, hostname },
        ...(transcript === undefined ? {} : { transcript: openTranscript(transcript) }),
      },
      { id, pid: pty.pid, cwd, ...size, startedAt: clock.nowMs() },
    );
    sessions.set(id, session);
    follow(session);
    log.info('A terminal started', { id, pid: pty.pid, file });
    tell({ type: 'opened', terminal: current(session) });
    tellRunning();
    return ok(current(session));
  }

  function follow(session: Session): void {
    const { id, pid } = session.terminal.value;
    session.signals.on((signal) => tell({ type: 'signal', id, signal }));
    let running = true;
    session.terminal.on((terminal) => {
      const ended = running && terminal.exit !== undefined;
      tell({ type: ended ? 'exited' : 'changed', terminal: current(session) });
      if (!ended) return;
      running = false;
      untold.add(id);
      log.info('A terminal ended', { id, pid, exit: terminal.exit });
      tellRunning();
      mayBeUnused();
    });
  }

  async function remove(id: string): Promise<boolean> {
    const session = sessions.get(id);
    if (!session) return false;
    await session.close();
    sessions.delete(id);
    untold.delete(id);
    tellRunning();
    mayBeUnused();
    return true;
  }

  async function kill(id: string): Promise<boolean> {
    const session = sessions.get(id);
    await session?.kill();
    return session !== undefined;
  }

  async function search({ ids, text, regex, caseSensitive }: SearchRequest): Promise<TerminalMatch[]> {
    const matches: TerminalMatch[] = [];
    for (const [id, { recorder }] of sessions) {
      const most = mostMatches - matches.length;
      if (most <= 0) break;
      if (ids && !ids.includes(id)) continue;
      const found = await recorder.search({ text, regex, caseSensitive, most });
      matches.push(...found.map((match) => ({ ...match, id })));
    }
    return matches;
  }

  const host: HostSide = {
    greeting(): HostGreeting {
      return { type: 'hello', protocol, build, pid, terminals: [...sessions.values()].map(current) };
    },
    session: (id) => sessions.get(id),
    answer(ask: Exclude<Ask, { readonly type: 'attach' }>): unknown {
      switch (ask.type) {
        case 'open':
          // Who asks a host that is just ending hears nothing from it, and asks another one.
          return scope.closed ? new Promise(() => {}) : open(ask.request);
        case 'screen':
          return sessions.get(ask.id)?.recorder.text(ask);
        case 'search':
          return search(ask.request);
        case 'marksPastes':
          return sessions.get(ask.id)?.recorder.marksPastes() ?? false;
        case 'kill':
          return kill(ask.id);
        case 'remove':
          return remove(ask.id);
      }
    },
    notice(notice: Notice) {
      if (notice.type === 'retire') {
        retired = true;
        mayBeUnused();
      }
      if (notice.type === 'heard') for (const id of notice.ids) untold.delete(id);
      if (notice.type !== 'colors') return;
      colors = notice.colors;
      for (const { recorder } of sessions.values()) recorder.colors(notice.colors);
    },
    watch(watcher) {
      cancelUnused();
      watchers.add(watcher);
    },
  };

  scope.defer(async () => {
    cancelUnused();
    await Promise.all([...sessions.values()].map((session) => session.kill()));
    telling?.();
  });

  return {
    accept(channel) {
      let mine: Watcher | undefined;
      const watch = (watcher: Watcher) => {
        mine = watcher;
        host.watch(watcher);
      };
      serveHub({ channel, host: { ...host, watch }, clock, log });
      channel.onClose(() => {
        if (mine && watchers.delete(mine) && watchers.size === 0) mayBeUnused();
      });
    },
    untold: () => [...untold].flatMap((id) => sessions.get(id) ?? []).map(current),
  };
}
