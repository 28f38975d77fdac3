// app.requestSingleInstanceLock: a lock file in userData holds the first instance's process id. A second instance
// leaves its arguments in a file beside it, where the first one sees them.
const { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const lockName = 'stand-in.lock';
const callName = 'stand-in.second-instance';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** True if the lock is ours now. A lock whose owner died is taken over. */
function takeLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAlive(Number(readFileSync(file, 'utf8')))) return false;
    rmSync(file, { force: true });
    return takeLock(file);
  }
}

/** `onSecond({ argv, cwd, additionalData })` hears of every later instance. */
function requestLock(folder, additionalData, onSecond) {
  mkdirSync(folder, { recursive: true });
  const call = join(folder, callName);
  const lock = join(folder, lockName);
  if (!takeLock(lock)) {
    const text = JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData });
    // Renamed into place, so that the first instance never reads half of it.
    writeFileSync(`${call}.${process.pid}`, text);
    renameSync(`${call}.${process.pid}`, call);
    return false;
  }
  const watcher = watch(folder, (_event, name) => {
    if (name !== callName) return;
    const text = takeText(call);
    if (text) onSecond(JSON.parse(text));
  });
  watcher.unref();
  process.once('exit', () => rmSync(lock, { force: true }));
  return true;
}

function takeText(file) {
  try {
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    return text;
  } catch {
    return undefined; // The watcher tells of one change more than once.
  }
}

module.exports = { requestLock };
