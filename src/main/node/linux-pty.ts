import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadStream } from 'node:tty';
import { createEmitter } from '../../shared/event';
import type { Exit } from '../../shared/vocabulary';
import { mostInputBytes, type Pty, type PtyRequest } from '../ports';
import { readProcStat } from './proc-stat';
import { endTree } from './process-tree';

/** The part of node-pty that is not in its types: what its own spawn calls on POSIX systems. */
export interface NativePty {
  fork(
    ...request: [
      ...[file: string, args: string[], env: string[], cwd: string, cols: number, rows: number],
      ...[uid: number, gid: number, utf8: boolean, helper: string, onExit: (code: number, signal: number) => void],
    ]
  ): { fd: number; pid: number; pty: string };
  resize(fd: number, cols: number, rows: number, pixelWidth: number, pixelHeight: number): void;
}

/**
 * node-pty's own reading loses up to 10 KB at exit: libuv takes the hang-up of the last process for the end of the
 * output, and a paused stream is thrown away. So we hold the terminal open ourselves, which keeps the hang-up from us,
 * and when the process has ended read what the kernel still has (12 KB at most), to the last byte.
 */
export function openLinuxPty(native: NativePty, { file, args, cwd, env, size, mark }: PtyRequest): Pty {
  const data = createEmitter<Uint8Array>();
  const exited = createEmitter<Exit>();
  let exit: Exit | undefined;
  let paused = false;
  let finished = false;
  let closing: Promise<void> | undefined;

  const envText = Object.entries({ ...env, PWD: cwd }).map(([name, value]) => `${name}=${value}`);
  const forked = native.fork(file, [...args], envText, cwd, size.cols, size.rows, -1, -1, true, '', onProcessExit);
  const { pid, fd } = forked;
  const start = readProcStat(pid)?.start ?? '';
  const held = holdOpen(forked.pty);
  const output = createOutput(fd, (bytes) => {
    data.emit(bytes);
    return !paused;
  });
  const taken = createEmitter<number>();
  const input = createInput(fd, taken.emit);

  function holdOpen(path: string): number {
    try {
      return openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    } catch (error) {
      // Closing our side hangs up the process that has just been started.
      finished = true;
      closeSync(fd);
      throw error;
    }
  }

  function onProcessExit(code: number, signal: number): void {
    exit = signal > 0 ? { signal } : { code };
    finish();
  }

  function finish(): void {
    if (!exit || finished || (paused && !closing)) return;
    finished = true;
    output.pause();
    readToEnd(fd, data.emit);
    input.close();
    output.destroy();
    closeSync(held);
    exited.emit(exit);
  }

  async function close(): Promise<void> {
    await endTree({ pid, start, mark: mark === undefined ? undefined : { name: mark, value: env[mark] ?? '' } });
    finish();
    // The exit is told by a thread of node-pty, which may be later than the end of the process.
    for (let tries = 0; !finished && tries < 100; tries++) await sleep(20);
  }

  return {
    pid,
    start,
    data,
    exited,
    taken,
    write: input.write,
    resize({ cols, rows }) {
      if (!finished) native.resize(fd, cols, rows, 0, 0);
    },
    pause() {
      paused = true;
      if (!finished) output.pause();
    },
    resume() {
      paused = false;
      if (exit) setImmediate(finish);
      else output.resume();
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** One for all terminals: what is read into it is used before the next is read. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Reads without a stream's queue, so that nothing has been read that was not told. */
function createOutput(fd: number, take: (bytes: Uint8Array) => boolean): ReadStream {
  const onread = {
    buffer: readBuffer,
    // A stream that was resumed and paused at once reads on; `false` stops it.
    callback: (length: number, buffer: Uint8Array) => take(buffer.subarray(0, length)),
  };
  // That a terminal takes the options of a socket is not in its types.
  const output: ReadStream = Reflect.construct(ReadStream, [fd, { onread }]);
  // What cannot be read now is read when the process has ended.
  output.on('error', () => {});
  return output.resume();
}

/** The session's leader has ended, so nothing can write any more: what there is now is all. */
function readToEnd(fd: number, emit: (bytes: Uint8Array) => void): void {
  for (let bytes = readSome(fd); bytes.length > 0; bytes = readSome(fd)) emit(bytes);
}

/** What the kernel has; nothing when there is no more (EAGAIN). */
function readSome(fd: number): Uint8Array {
  try {
    return readBuffer.subarray(0, readSync(fd, readBuffer));
  } catch {
    return readBuffer.subarray(0, 0);
  }
}

const leastRetryMs = 1;
const longestRetryMs = 16;

/**
 * Writes as the process reads. Ours, because node-pty spins while a process does not read; and synchronous, because a
 * write still under way when the terminal closes could reach another file under the same number.
 */
function createInput(fd: number, onTaken: (bytes: number) => void) {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let retryMs = leastRetryMs;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function flush(): void {
    timer = undefined;
    for (let first = waiting[0]; first; first = waiting[0]) {
      const written = writeSome(fd, first);
      if (written === 0) {
        timer = setTimeout(flush, retryMs);
        retryMs = Math.min(retryMs * 2, longestRetryMs);
        return;
      }
      retryMs = leastRetryMs;
      waitingBytes -= written;
      onTaken(written);
      if (written === first.length) waiting.shift();
      else waiting[0] = first.subarray(written);
    }
  }

  return {
    write(bytes: Uint8Array): void {
      if (closed || waitingBytes + bytes.length > mostInputBytes) {
        onTaken(bytes.length);
        return;
      }
      if (bytes.length === 0) return;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (!timer) flush();
    },
    close(): void {
      closed = true;
      clearTimeout(timer);
      waiting = [];
      if (waitingBytes > 0) onTaken(waitingBytes);
    },
  };
}

/** How many bytes the kernel took; 0 when it has no room now. To a terminal that has ended, everything is dropped. */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : bytes.length;
  }
}
