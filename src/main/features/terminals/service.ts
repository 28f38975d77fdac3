import { createCell, type Observable } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { Terminal, TerminalSize } from '../../../shared/vocabulary';
import type { Connection } from '../../gateway';
import type { Clock, Guard, Log, Ptys } from '../../ports';
import { terminalEnvironment } from './environment';
import { createOutlet, type Outlet } from './outlet';
import type { ByteRing } from './ring';
import { createSession, type Session } from './session';

/** Each keeps a megabyte of output, ended or not. */
const mostTerminals = 50;

export interface TerminalsOptions {
  readonly ptys: Ptys;
  readonly clock: Clock;
  readonly log: Log;
  readonly guard: Guard;
  /** What a terminal runs, and where it begins, unless it is told otherwise. */
  readonly shell: { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
  readonly env: Readonly<Record<string, string>>;
}

export interface OpenRequest {
  readonly size: TerminalSize;
  readonly cwd?: string | undefined;
  readonly command?: readonly string[] | undefined;
}

export interface Attachment {
  readonly stream: number;
  readonly offset: number;
  readonly lost: number;
  readonly terminal: Terminal;
}

export interface Terminals {
  /** All terminals, oldest first; ended ones stay until they are closed. */
  readonly state: Observable<Terminal[]>;
  open(request: OpenRequest): Result<Terminal, 'cannot-start'>;
  /** Sends the output over a connection, from byte `from` or as near to it as is kept, until detached or disconnected. */
  attach(id: string, from: number, connection: Connection): Result<Attachment, 'not-found'>;
  detach(stream: number, connection: Connection): void;
  resize(id: string, size: TerminalSize): Result<void, 'not-found'>;
  /** Ends the processes and forgets the terminal. Resolves when they are gone. */
  close(id: string): Promise<Result<void, 'not-found'>>;
}

/** Terminals of the person's shell. They end with the scope. */
export function createTerminals({ ptys, clock, log, guard, shell, env }: TerminalsOptions, scope: Scope): Terminals {
  const sessions = new Map<string, Session>();
  /** Also those that are closing and not in the list any more. */
  const alive = new Set<Session>();
  const outlets = new WeakMap<Connection, Outlet>();
  const state = createCell<Terminal[]>([]);

  function publish(): void {
    state.value = [...sessions.values()].map((session) => session.terminal.value);
  }

  function withSession<T>(id: string, use: (session: Session) => T): Result<T, 'not-found'> {
    const session = sessions.get(id);
    return session ? ok(use(session)) : fail('not-found', `There is no terminal ${id}; it was closed.`);
  }

  function outletOf(connection: Connection): Outlet {
    const outlet = outlets.get(connection) ?? createOutlet(connection, clock);
    outlets.set(connection, outlet);
    return outlet;
  }

  scope.defer(async () => {
    await Promise.all([...alive].map((session) => session.close()));
  });

  return {
    state,
    open({ size, cwd = shell.cwd, command }) {
      if (scope.closed) return fail('cannot-start', 'VibeRot is about to end.');
      if (sessions.size >= mostTerminals) {
        return fail('cannot-start', `${mostTerminals} terminals are open, which is the most. Close one of them first.`);
      }
      const [file = shell.file, ...args] = command ?? [shell.file, ...shell.args];
      const opened = ptys.open({ file, args, cwd, env: terminalEnvironment(env), size });
      if (!opened.ok) return opened;
      const pty = opened.value;
      guard.watchGroup(pty.pid);
      const title = command ? command.join(' ') : (shell.file.split(/[\\/]/).at(-1) ?? shell.file);
      const terminal = { id: crypto.randomUUID(), title, pid: pty.pid, cwd, ...size, startedAt: clock.nowMs() };
      const session = createSession(pty, terminal);
      pty.exited.on((exit) => {
        guard.forgetGroup(pty.pid);
        log.info('A terminal ended', { id: terminal.id, pid: pty.pid, exit });
      });
      session.terminal.on(publish);
      sessions.set(terminal.id, session);
      alive.add(session);
      publish();
      log.info('A terminal started', { id: terminal.id, pid: pty.pid, title });
      return ok(terminal);
    },
    attach: (id, from, connection) =>
      withSession(id, (session) => {
        const offset = nearestOffset(session.output, from);
        const stream = outletOf(connection).attach(session, offset);
        return { stream, offset, lost: Math.max(0, offset - from), terminal: session.terminal.value };
      }),
    detach: (stream, connection) => outlets.get(connection)?.detach(stream),
    resize: (id, size) => withSession(id, (session) => session.resize(size)),
    async close(id) {
      const found = withSession(id, (session) => session);
      if (!found.ok) return found;
      sessions.delete(id);
      publish();
      await found.value.close();
      alive.delete(found.value);
      return ok(undefined);
    },
  };
}

const longestSearch = 4096;

/** Where a view can begin: at `from`; if that is not kept, with a whole line, so as not to cut a character or a colour. */
function nearestOffset(output: ByteRing, from: number): number {
  if (from >= output.start) return Math.min(from, output.end);
  const lineEnd = output.read(output.start, Math.min(output.start + longestSearch, output.end)).indexOf(0x0a);
  return output.start + lineEnd + 1;
}
