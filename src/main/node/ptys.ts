import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEmitter } from '../../shared/event';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Exit } from '../../shared/vocabulary';
import type { Pty, PtyRequest, Ptys } from '../ports';
import { type NativePty, openLinuxPty } from './linux-pty';
import { endTree } from './process-tree';

type NodePty = typeof import('@lydell/node-pty') & { readonly native: NativePty };

/** Pseudo-terminals of this machine. A process that ended by itself may have left others behind on purpose; they stay. */
export function createPtys(): Ptys {
  return {
    open(request) {
      const runnable = checkRequest(request);
      if (!runnable.ok) return runnable;
      try {
        // Loaded at the first use, so that a machine without its binary lacks terminals and nothing else.
        const nodePty = createRequire(import.meta.url)('@lydell/node-pty') as NodePty;
        return ok(process.platform === 'linux' ? openLinuxPty(nodePty.native, request) : openPty(nodePty, request));
      } catch (error) {
        return fail('cannot-start', `No terminal could be opened for ${request.file}: ${messageOf(error)}`);
      }
    },
  };
}

/** A child could only report these failures as output of the terminal, so they are looked for first. */
function checkRequest({ file, cwd, env }: PtyRequest): Result<void, 'cannot-start'> {
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    return fail('cannot-start', `The folder ${cwd} does not exist. Choose another one.`);
  }
  if (process.platform === 'win32') return ok(undefined);
  const isPath = file.includes('/');
  const folders = isPath ? [cwd] : (env.PATH ?? '').split(delimiter);
  if (folders.some((folder) => isExecutable(resolve(cwd, folder, file)))) return ok(undefined);
  const remedy = isPath ? 'Check the path and its permissions.' : 'Install it, or give its full path.';
  return fail('cannot-start', `${file} is not a program that can be run${isPath ? '' : ' from the PATH'}. ${remedy}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const giveUpMs = 5_000;

/** macOS and Windows, by the package's plain means: the last output may be lost. */
function openPty(nodePty: NodePty, { file, args, cwd, env, size }: PtyRequest): Pty {
  const data = createEmitter<Uint8Array>();
  const exited = createEmitter<Exit>();
  const taken = createEmitter<number>();
  const child = nodePty.spawn(file, [...args], { cwd, env: { ...env }, ...size, name: env.TERM ?? '', encoding: null });
  // Typed as text, but without an encoding bytes come, except on Windows.
  child.onData((chunk: string | Buffer) => data.emit(Buffer.from(chunk as string)));
  let ended = false;
  const end = new Promise<void>((done) => {
    child.onExit(({ exitCode, signal }) => {
      ended = true;
      exited.emit(signal ? { signal } : { code: exitCode });
      done();
    });
  });

  return {
    pid: child.pid,
    start: '',
    data,
    exited,
    taken,
    write(bytes) {
      if (!ended) child.write(Buffer.from(bytes));
      taken.emit(bytes.length);
    },
    resize: ({ cols, rows }) => void (ended || child.resize(cols, rows)),
    pause: () => child.pause(),
    resume: () => child.resume(),
    async close() {
      child.resume();
      if (!ended && process.platform === 'win32') await endWindowsTree(child.pid);
      else if (!ended) await endTree({ pid: child.pid, start: '' });
      if (!ended) child.kill();
      await Promise.race([end, sleep(giveUpMs)]);
    },
  };
}

/** Ends a process with all that it started and that has not lost its parent. */
function endWindowsTree(pid: number): Promise<void> {
  return new Promise((resolve) => {
    execFile('taskkill.exe', ['/pid', String(pid), '/t', '/f'], { windowsHide: true }, () => resolve());
  });
}
