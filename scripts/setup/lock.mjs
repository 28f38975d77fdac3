// Two `npm start` at once must not install over each other: one works, the other waits and then finds it all done.
//
// The lock is a folder with a note of its owner. It appears by a rename, so it is never seen without the note. Its
// owner touches it every few seconds; a lock whose owner is gone, or has not touched it for a minute (a killed
// container whose process id someone else has now), is taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 5_000;
const silentTooLongMs = 60_000;

/** @typedef {{ pid: number, host: string }} Owner */

/**
 * Waits for the lock, runs the work, and gives the lock back, also when the process is ended by a signal.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (owner: Owner | undefined) => void, pollMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait, pollMs = 250 } = {}) {
  for (let told = false; !tryLock(path); await sleep(pollMs)) {
    if (!told) onWait?.(readOwner(path));
    told = true;
  }
  const heartbeat = setInterval(() => touch(path), heartbeatMs);
  const release = () => releaseLock(path);
  const endBySignal = (/** @type {string} */ _signal, /** @type {number} */ number) => process.exit(128 + number);
  process.once('exit', release).once('SIGINT', endBySignal).once('SIGTERM', endBySignal);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release).off('SIGINT', endBySignal).off('SIGTERM', endBySignal);
    release();
  }
}

/**
 * @param {string} path
 * @returns {boolean} whether the lock is ours now
 */
export function tryLock(path) {
  return claim(path) || (isAbandoned(path) && takeOver(path));
}

/**
 * Gives back a lock of this process; anyone else's stays.
 * @param {string} path
 */
export function releaseLock(path) {
  if (isOurs(readOwner(path))) remove(path);
}

/**
 * @param {string} path
 * @param {{ nowMs?: number, isAlive?: (pid: number) => boolean }} [world]
 */
export function isAbandoned(path, { nowMs = Date.now(), isAlive = processIsAlive } = {}) {
  const touchedMs = modifiedMs(noteOf(path));
  const owner = readOwner(path);
  if (touchedMs === undefined || owner === undefined) return false;
  if (nowMs - touchedMs > silentTooLongMs) return true;
  return owner.host === hostname() && !isAlive(owner.pid);
}

/**
 * A folder with the note is made elsewhere and renamed: onto a lock that exists, the rename fails.
 * @param {string} path
 */
function claim(path) {
  const draft = `${path}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(noteOf(draft), JSON.stringify({ pid: process.pid, host: hostname() }));
  try {
    renameSync(draft, path);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Someone else has it, in the words of Linux, macOS and Windows.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
}

/**
 * Of several who find the lock abandoned, the one who creates the marker looks again and then replaces it.
 * @param {string} path
 */
function takeOver(path) {
  const marker = join(path, 'takeover');
  try {
    mkdirSync(marker);
  } catch {
    // Someone else is at it, or died while at it, or the lock is gone: the next round tells.
    if (Date.now() - (modifiedMs(marker) ?? Date.now()) > silentTooLongMs)
      rmSync(marker, { recursive: true, force: true });
    return false;
  }
  if (isAbandoned(path)) {
    remove(path);
    return claim(path);
  }
  rmSync(marker, { recursive: true, force: true });
  return false;
}

/**
 * Renamed first: a folder that is just being emptied would pass for a free lock.
 * @param {string} path
 */
function remove(path) {
  const grave = `${path}.${process.pid}.old`;
  rmSync(grave, { recursive: true, force: true });
  try {
    renameSync(path, grave);
  } catch {
    // Windows refuses while somebody reads the note.
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
  rmSync(grave, { recursive: true, force: true });
}

/** @param {string} path */
const noteOf = (path) => join(path, 'owner.json');

/**
 * @param {string} path
 * @returns {Owner | undefined}
 */
function readOwner(path) {
  try {
    return JSON.parse(readFileSync(noteOf(path), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Owner | undefined} owner */
const isOurs = (owner) => owner?.pid === process.pid && owner.host === hostname();

/** @param {string} path */
const modifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

/** @param {string} path */
function touch(path) {
  if (isOurs(readOwner(path))) utimesSync(noteOf(path), new Date(), new Date());
}

/** @param {number} pid */
function processIsAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to someone else.
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
