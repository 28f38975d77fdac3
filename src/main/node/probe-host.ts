import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { constants as systemConstants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createEmitter } from '../../shared/event';
import { fail, messageOf, ok } from '../../shared/result';
import type { Exit } from '../../shared/vocabulary';
import type { ProbeHost, ProbeProcess } from '../ports';
import { createNamedPipeLine } from './named-pipe-line';
import { createSocketLine, type PrivateLine, socketPrefix } from './private-line';
import { findBuiltProbe } from './probe-build';

export interface ProbeHostOptions {
  /** Where sockets are made: a short path, only for this user. Created when missing. */
  readonly directory: string;
  /** Where the build puts its results (`out`). */
  readonly outDirectory: string;
}

const termMs = 1_000;
const isWindows = process.platform === 'win32';

/** Starts the native helper with a private line each time. The caller is the only one to use the directory. */
export function createProbeHost({ directory, outDirectory }: ProbeHostOptions): ProbeHost {
  removeStaleSockets(directory);
  return {
    helper: () => findBuiltProbe(outDirectory),
    async start(path, token) {
      const line = isWindows ? createNamedPipeLine() : createSocketLine();
      try {
        const socketPath = await line.listen(directory);
        const child = spawn(path, ['--socket', socketPath], {
          detached: true,
          windowsHide: true,
          stdio: ['pipe', 'ignore', 'pipe'],
          env: { PATH: process.env.PATH },
        });
        await once(child, 'spawn');
        const helper = follow(child, line);
        child.stdin.write(`${token}\n`);
        return ok(helper);
      } catch (error) {
        line.close();
        return fail('cannot-start', `The probe ${path} could not be started: ${messageOf(error)}.`);
      }
    },
  };
}

/** A hub that was killed between listening and the helper's coming leaves its socket behind. */
function removeStaleSockets(directory: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name.startsWith(socketPrefix)) rmSync(join(directory, name), { force: true });
  }
}

function follow(child: ChildProcess, line: PrivateLine): ProbeProcess {
  const errors = createEmitter<string>();
  const { pid, stdin, stderr } = child;
  if (pid === undefined || !stdin || !stderr) throw new Error('it has no pid or pipes');
  // A helper that ends early breaks its pipe; that it ended is told by `ended`.
  stdin.on('error', () => {});
  // A helper with capabilities may be out of reach of our signals; it ends when its stdin does.
  child.on('error', () => {});
  createInterface({ input: stderr }).on('line', errors.emit);

  const ended = exitOf(child).then(async (exit) => {
    stdin.destroy();
    await line.drain();
    line.close();
    return exit;
  });

  return {
    pid,
    data: line.data,
    errors,
    ended,
    async close() {
      stdin.destroy();
      // Windows knows no request to end: that would be the end. The helper goes when its stdin does.
      if (!isWindows) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), termMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      if (code !== null) resolve({ code });
      else resolve(signal === null ? { unknown: true } : { signal: systemConstants.signals[signal] });
    });
  });
}
