import { closeSync, constants, existsSync, fstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs';

/** Read at a time; and for how long in a row, so that a flood does not keep the hub from everything else. */
const chunk = Buffer.allocUnsafe(16 * 1024);
const turnMs = 10;

/** A file that a shell appends to, opening it anew for each record. */
export interface ShellFile {
  /**
   * Tells what has come since the last time. A file that has grown large is put aside, and the shell makes a new one.
   * False when there is more to read.
   */
  read(): boolean;
  /** Reads what is left, and removes the file. */
  close(): void;
}

/**
 * @param largest in bytes. A file beyond it is renamed and read to its end. Once the shell has made a new file, its last
 * write to the old one is done, because it writes one record after the other.
 * @returns undefined when there is no such file, or it is none of a shell's
 */
export function followShellFile(
  path: string,
  largest: number,
  onData: (bytes: Uint8Array) => void,
): ShellFile | undefined {
  const aside = `${path}.old`;
  let current = open(path);
  if (current === undefined) return undefined;
  let isAside = false;

  /** True at the end of the file. */
  function drain(): boolean {
    if (current === undefined) return true;
    const until = performance.now() + turnMs;
    do {
      const count = readSync(current, chunk);
      if (count === 0) return true;
      onData(chunk.subarray(0, count));
    } while (performance.now() < until);
    return false;
  }

  function readAll(): boolean {
    if (!drain()) return false;
    if (!isAside || !existsSync(path)) return true;
    if (!drain()) return false;
    drop();
    isAside = false;
    current = open(path);
    return drain();
  }

  function drop(): void {
    if (current !== undefined) closeSync(current);
    current = undefined;
    rmSync(aside, { recursive: true, force: true });
  }

  return {
    read() {
      if (!readAll()) return false;
      if (isAside || current === undefined) return true;
      const { nlink, size } = fstatSync(current);
      // Somebody has removed it: the next one is waited for in the same way.
      isAside = nlink === 0;
      if (isAside || size <= largest) return true;
      renameSync(path, aside);
      isAside = true;
      return true;
    },
    close() {
      readAll();
      drop();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** @returns undefined for what is no regular file: it is not ours */
function open(path: string): number | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
  } catch {
    // Removed in the meantime.
  }
  return undefined;
}
