import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { constants as osConstants } from 'node:os';
import type { Readable } from 'node:stream';
import { createEmitter } from '../../shared/event';
import { type Fail, fail, messageOf, ok } from '../../shared/result';
import type { Exit } from '../../shared/vocabulary';
import type { Child, Output, Processes, SpawnFailure, SpawnRequest } from '../ports';
import { allPids, isLiving, readProcStat } from './proc-stat';

/** How long output is waited for after the end; processes left in the background may hold the pipes open for ever. */
const drainMs = 250;
/** Output is read no faster than 10 MB/s, in bursts of at most 1 MB. */
const windowMs = 100;
const bytesPerWindow = 1_000_000;
const onWindows = process.platform === 'win32';

/** Child processes of this machine. */
export function createProcesses(): Processes {
  return {
    env: Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    async spawn(request) {
      const { file, args, cwd, env } = request;
      let child: ChildProcess;
      try {
        child = spawn(file, [...args], { cwd, env: { ...env }, detached: true, stdio: 'pipe', windowsHide: true });
      } catch (error) {
        return explain(error, request);
      }
      if (child.pid !== undefined) return ok(adopt(child, child.pid));
      const [error] = await once(child, 'error');
      return explain(error, request);
    },
  };
}

function adopt(child: ChildProcess, pid: number): Child {
  const { stdin, stdout, stderr } = child;
  // Node closes stdin when the process ends, but others of its group may go on and read it.
  child.stdin = null;
  stdin?.on('error', () => {
    // The process has closed its end.
  });

  const output = createEmitter<Output>();
  readSteadily(stdout, (chunk) => output.emit({ stream: 'stdout', chunk }));
  readSteadily(stderr, (chunk) => output.emit({ stream: 'stderr', chunk }));

  let ended = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      const finish = () => {
        clearTimeout(timer);
        // What still writes there must not keep this program alive.
        for (const stream of [stdout, stderr]) (stream as Socket | null)?.unref();
        resolve(exitOf(code, signal));
      };
      const timer = setTimeout(finish, drainMs);
      child.once('close', finish);
    });
  });

  const group = onWindows ? processTree(pid, () => ended) : processGroup(pid, () => ended);
  return {
    pid,
    output,
    exited,
    write: (text) => void (stdin?.writable && stdin.write(text)),
    endInput: () => void stdin?.end(),
    signalGroup: group.signal,
    groupAlive: group.alive,
  };
}

/** A flood would take all of this program's time, so its writer is made to wait. */
function readSteadily(stream: Readable | null, onChunk: (chunk: Uint8Array) => void): void {
  let inWindow = 0;
  let windowEndsAt = 0;
  stream?.on('data', (chunk: Buffer) => {
    const now = performance.now();
    if (now >= windowEndsAt) {
      inWindow = 0;
      windowEndsAt = now + windowMs;
    }
    inWindow += chunk.length;
    onChunk(chunk);
    if (inWindow < bytesPerWindow) return;
    stream.pause();
    setTimeout(() => stream.resume(), windowEndsAt - now).unref();
  });
}

function exitOf(code: number | null, signal: NodeJS.Signals | null): Exit {
  if (code !== null) return { code };
  return signal ? { signal: osConstants.signals[signal] } : { unknown: true };
}

interface Group {
  signal: Child['signalGroup'];
  alive(): boolean;
}

function processGroup(pgid: number, leaderEnded: () => boolean): Group {
  let gone = false;
  let witness: number | undefined;

  function kill(signal: NodeJS.Signals | 0): boolean {
    // Once the group has gone its number may be given to strangers.
    if (gone) return false;
    try {
      process.kill(-pgid, signal);
    } catch (error) {
      // kill(2): EPERM means that someone is there who is not ours to signal.
      gone = codeOf(error) === 'ESRCH';
    }
    return !gone;
  }

  function hasLivingMember(): boolean {
    // Asking one is much cheaper than looking for one.
    if (witness === undefined || !isLivingMember(pgid, witness)) witness = livingMember(pgid);
    return witness !== undefined;
  }

  const onLinux = process.platform === 'linux';
  const alive = () => kill(0) && (!leaderEnded() || !onLinux || hasLivingMember());
  return { signal: (signal) => alive() && kill(signal), alive };
}

/** A process of the group that lives. The dead may stay for long where nobody collects them, as init does on most systems. */
function livingMember(pgid: number): number | undefined {
  return allPids().find((pid) => isLivingMember(pgid, pid));
}

function isLivingMember(pgid: number, pid: number): boolean {
  const stat = readProcStat(pid);
  return isLiving(stat) && stat.group === pgid;
}

/** Windows has no process groups: the tree under the process is signalled, and only the process itself is known to live. */
function processTree(pid: number, ended: () => boolean): Group {
  return {
    signal(signal) {
      if (ended()) return false;
      const force = signal === 'SIGKILL' ? ['/F'] : [];
      spawn('taskkill', ['/T', ...force, '/PID', String(pid)], { stdio: 'ignore', windowsHide: true }).on(
        'error',
        () => {
          // Without taskkill the process stays; the caller sees that it is alive.
        },
      );
      return true;
    },
    alive: () => !ended(),
  };
}

function explain(error: unknown, { file, cwd }: SpawnRequest): Fail<SpawnFailure> {
  const code = codeOf(error);
  if (code === 'E2BIG') {
    return fail('too-large', `The arguments and environment of ${file} are longer than the system allows.`);
  }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') {
    if (!canEnter(cwd)) return fail('no-folder', `The folder ${cwd} does not exist or may not be entered.`);
    return explainFile(file, code);
  }
  return fail('cannot-start', `${file} could not be started: ${messageOf(error)}.`);
}

function explainFile(file: string, code: 'ENOENT' | 'ENOTDIR' | 'EACCES'): Fail<SpawnFailure> {
  const isPath = /[/\\]/.test(file);
  const found = isPath ? statOf(file) : undefined;
  if (code === 'EACCES') {
    const what = found?.isDirectory()
      ? 'is a folder, not a program'
      : `is not executable. Mend it with: chmod +x ${file}`;
    return fail('not-executable', `${file} ${what}`);
  }
  if (found) {
    return fail('not-executable', `${file} needs a program that is not installed: look at its first line, after "#!".`);
  }
  return fail('not-found', `${file} was not found${isPath ? '' : ' in the PATH'}.`);
}

function canEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
  } catch {
    return false;
  }
  return statOf(folder)?.isDirectory() ?? false;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
