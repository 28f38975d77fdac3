import { createCell, type Observable } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { Terminal, TerminalSize } from '../../../shared/vocabulary';
import type { Connection } from '../../gateway';
import type { Clock, Guard, Log, Pty, Ptys } from '../../ports';
import { terminalEnvironment } from './environment';
import { createOutlet, type Outlet } from './outlet';
import type { ByteRing } from './ring';
import { createSession, type Session } from './session';
import { createTypist, type Typist } from './typist';

/** Each keeps a megabyte of output, ended or not. */
const mostTerminals = 50;
/** Of a terminal that nobody looks at yet. */
const usualSize: TerminalSize = { cols: 120, rows: 30 };

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

/** A terminal that an action opens. */
export interface NamedRequest {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string | undefined;
  /** In addition to what every terminal has. */
  readonly env: Readonly<Record<string, string>>;
  /** Typed into it once it runs, and confirmed by Enter. */
  readonly prompt?: string | undefined;
  readonly onExit: () => void;
}

type BeginRequest = OpenRequest & Partial<Pick<NamedRequest, 'name' | 'env'>>;

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
  /** Opens a terminal under a name. When there are too many, the oldest named one that has ended makes room. */
  start(request: NamedRequest): Result<Terminal, 'cannot-start'>;
  /** Types text into the newest terminal of a name that runs. */
  send(name: string, text: string, options: { readonly enter: boolean }): Result<void, 'not-found' | 'busy'>;
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
  const typists = new WeakMap<Session, Typist>();
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

  type Begun = Result<{ readonly session: Session; readonly pty: Pty }, 'cannot-start'>;

  function begin({ size, cwd = shell.cwd, command, name, env: asked }: BeginRequest): Begun {
    if (scope.closed) return fail('cannot-start', 'VibeRot is about to end.');
    if (sessions.size >= mostTerminals) {
      return fail('cannot-start', `${mostTerminals} terminals are open, which is the most. Close one of them first.`);
    }
    const [file = shell.file, ...args] = command ?? [shell.file, ...shell.args];
    const opened = ptys.open({ file, args, cwd, env: terminalEnvironment(env, asked), size });
    if (!opened.ok) return opened;
    const pty = opened.value;
    guard.watchGroup(pty.pid);
    const title = command ? command.join(' ') : (shell.file.split(/[\\/]/).at(-1) ?? shell.file);
    const named = name === undefined ? {} : { name };
    const id = crypto.randomUUID();
    const session = createSession(pty, { id, title, ...named, pid: pty.pid, cwd, ...size, startedAt: clock.nowMs() });
    pty.exited.on((exit) => {
      guard.forgetGroup(pty.pid);
      log.info('A terminal ended', { id, pid: pty.pid, exit });
    });
    session.terminal.on(publish);
    sessions.set(id, session);
    alive.add(session);
    publish();
    log.info('A terminal started', { id, pid: pty.pid, title });
    return ok({ session, pty });
  }

  async function forget(id: string, session: Session): Promise<void> {
    sessions.delete(id);
    publish();
    await session.close();
    alive.delete(session);
  }

  /** Nobody closes the terminals that actions opened. */
  function makeRoom(): void {
    if (sessions.size < mostTerminals) return;
    const over = [...sessions].find(([, { terminal }]) => terminal.value.name !== undefined && terminal.value.exit);
    if (over) void forget(...over);
  }

  scope.defer(async () => {
    await Promise.all([...alive].map((session) => session.close()));
  });

  return {
    state,
    open(request) {
      const begun = begin(request);
      return begun.ok ? ok(begun.value.session.terminal.value) : begun;
    },
    start({ prompt, onExit, ...request }) {
      makeRoom();
      const begun = begin({ ...request, size: usualSize });
      if (!begun.ok) return begun;
      const { session, pty } = begun.value;
      const typist = createTypist(pty, clock);
      typists.set(session, typist);
      if (prompt !== undefined) typist.typeWhenReady(prompt);
      pty.exited.on(onExit);
      return ok(session.terminal.value);
    },
    send(name, text, options) {
      const ofName = [...sessions.values()].filter(({ terminal }) => terminal.value.name === name);
      const newest = ofName.findLast(({ terminal }) => !terminal.value.exit);
      const typist = newest && typists.get(newest);
      if (!typist) return fail('not-found', `No terminal "${name}" is running. An action with start = […] opens one.`);
      return typist.type(text, options);
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
      await forget(id, found.value);
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
