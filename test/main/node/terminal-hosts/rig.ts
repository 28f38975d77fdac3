import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateHome, prepareHome } from '../../../../src/main/node/home';
import { createTerminalHosts } from '../../../../src/main/node/terminal-hosts';
import type { Home, TerminalHosts, TerminalLine, TerminalRequest } from '../../../../src/main/ports';
import { FrameKind, type TerminalFrame } from '../../../../src/shared/link';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Exit, Terminal } from '../../../../src/shared/vocabulary';
import { silentLog } from '../../../fixtures/silent-log';
import type { BuiltTerminalHost } from '../../../fixtures/terminal-host';

export const size = { cols: 80, rows: 24 };
const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', TERM: 'xterm-256color', HOME: '/tmp' };

/** A home directory, whose terminal hosts and their processes end with the scope. */
export function createHome(scope: Scope): Home {
  const directory = mkdtempSync(join(tmpdir(), 'viberot-hosts-'));
  const home = locateHome(directory);
  const prepared = prepareHome(home);
  if (!prepared.ok) throw new Error(prepared.message);
  scope.defer(async () => {
    for (const pid of hostPids(home)) kill(pid, 'SIGTERM');
    await eventually(() => hostPids(home).filter(isAlive).length === 0, 'the hosts to end');
    rmSync(directory, { recursive: true, force: true });
  });
  return home;
}

/** The hosts that can be found in the run directory. */
export function hostPids({ runDirectory }: Home): number[] {
  const records = readdirSync(runDirectory).filter((name) => /^terminals-[0-9a-f]+\.json$/.test(name));
  return records.map((name) => JSON.parse(readFileSync(join(runDirectory, name), 'utf8')).pid as number);
}

export interface Hub {
  readonly hosts: TerminalHosts;
  /** What a hub's end is to its hosts. */
  quit(): Promise<void>;
  open(line: string, more?: Partial<TerminalRequest>): Promise<Terminal>;
}

/** A hub's part that deals with terminals. */
export function createHub(home: Home, built: BuiltTerminalHost, outer: Scope, more: { answerMs?: number } = {}): Hub {
  const scope = createScope();
  outer.defer(() => scope.close());
  const { program, parts } = built;
  const hosts = createTerminalHosts({ home, program, parts, log: silentLog, aloneMs: 500, ...more }, scope);
  return {
    hosts,
    quit: () => scope.close(),
    async open(line, more = {}) {
      const opened = await hosts.open({
        ...{ id: crypto.randomUUID(), file: '/bin/sh', args: ['-c', line], cwd: '/tmp', env, size, scrollback: 1000 },
        ...more,
      });
      if (!opened.ok) throw new Error(opened.message);
      return opened.value;
    },
  };
}

/** What a view has seen of a terminal. It acknowledges all at once, as long as it is not told to stop. */
export interface Watch {
  readonly bytes: () => Buffer;
  readonly frames: readonly TerminalFrame[];
  readonly exit: Promise<Exit>;
  readonly stream: number;
  stopAcknowledging(): void;
  acknowledgeAgain(): void;
  /** Acknowledges nothing for a while. */
  pauseFor(ms: number): Promise<void>;
  type(text: string): void;
  said(text: string): Promise<void>;
}

export async function watch(line: TerminalLine, id: string, from?: number): Promise<Watch> {
  const frames: TerminalFrame[] = [];
  const waiting = new Set<() => void>();
  const chunks: Uint8Array[] = [];
  let acknowledging = true;
  let end: number | undefined = from;
  let stream: number | undefined;
  let tellExit: (exit: Exit) => void = () => {};
  const exit = new Promise<Exit>((resolve) => {
    tellExit = resolve;
  });

  function take(frame: TerminalFrame): void {
    if (frame.stream !== stream) return;
    frames.push(frame);
    if (frame.kind === FrameKind.data) {
      if (frame.offset !== end) throw new Error(`Byte ${end} was to come, but ${frame.offset} came`);
      chunks.push(frame.payload);
      end += frame.payload.length;
    }
    if (frame.kind === FrameKind.snapshot) end = frame.offset;
    if (frame.kind === FrameKind.exit) tellExit(JSON.parse(Buffer.from(frame.payload).toString()));
    else if (acknowledging) acknowledge();
    for (const look of [...waiting]) look();
  }
  function acknowledge(): void {
    if (stream === undefined || end === undefined) return;
    void line.sendFrame({ kind: FrameKind.acknowledge, last: false, stream, offset: end, payload: new Uint8Array() });
  }

  const early: TerminalFrame[] = [];
  line.frames.on((frame) => (stream === undefined ? void early.push(frame) : take(frame)));
  const attached = await line.attach({ id, from });
  if (!attached.ok) throw new Error(attached.message);
  const { stream: number } = attached.value;
  stream = number;
  for (const frame of early) take(frame);

  const bytes = () => Buffer.concat(chunks);
  return {
    ...{ bytes, frames, exit, stream: number },
    stopAcknowledging() {
      acknowledging = false;
    },
    acknowledgeAgain() {
      acknowledging = true;
      acknowledge();
    },
    async pauseFor(ms) {
      acknowledging = false;
      await new Promise((resolve) => setTimeout(resolve, ms));
      acknowledging = true;
      acknowledge();
    },
    type: (text) =>
      void line.sendFrame({
        ...{ kind: FrameKind.input, last: false, stream: number, offset: 0 },
        payload: Buffer.from(text),
      }),
    said(text) {
      return new Promise((resolve) => {
        const look = () => {
          if (!bytes().includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
  };
}

/** Polls, because processes outside tell nobody how they are. */
export async function eventually(holds: () => boolean, what: string, longestMs = 15_000): Promise<void> {
  const deadline = performance.now() + longestMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  // To kill(2) a negative number is a group, and -1 everybody.
  if (!(pid > 1)) throw new RangeError(`No process that a test started has the id ${pid}`);
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/** A zombie has ended, only its parent has not looked yet. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The living processes whose environment has a text. */
export function processesMarked(text: string): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text) && isAlive(pid);
    } catch {
      return false;
    }
  });
}
