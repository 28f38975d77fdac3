// Whether the Electron binary is here or can be had. It comes from GitHub, not with the npm package; and plain Node
// must never `require('electron')`, which would start the download.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../process.mjs';
import { cachePath, packageJson } from '../project.mjs';
import { step } from '../steps.mjs';

const tryAgainMs = 24 * 60 * 60 * 1000;

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} the program, if it is there
 */
export function electronBinary(root, env = process.env) {
  const folder = join(root, 'node_modules', 'electron');
  const named = readText(join(folder, 'path.txt'));
  // Electron's own variable for a build from elsewhere; our tests' stand-in comes this way, too.
  const elsewhere = env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = elsewhere ? join(elsewhere, named ?? platformBinary()) : named && join(folder, 'dist', named);
  return path && existsSync(path) ? path : undefined;
}

/**
 * @typedef {{ platform?: string, env?: NodeJS.ProcessEnv }} World
 * @param {World} [world]
 * @returns {string | undefined} why no window can be shown, nothing if one can
 */
export function noDisplayReason({ platform = process.platform, env = process.env } = {}) {
  if (platform === 'win32' || platform === 'darwin' || env.ELECTRON_OVERRIDE_DIST_PATH) return undefined;
  return env.DISPLAY || env.WAYLAND_DISPLAY ? undefined : 'there is no display';
}

/**
 * A failed download is remembered for a day: a machine without the network should start at once.
 * @param {string} root
 * @param {number} [nowMs]
 * @returns {string | undefined} the reason of the last failure, if it still counts
 */
export function recentFailure(root, nowMs = Date.now()) {
  try {
    const { version, failedAtMs, reason } = JSON.parse(readFileSync(failurePath(root), 'utf8'));
    return version === wantedVersion(root) && nowMs - failedAtMs < tryAgainMs ? reason : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {string} reason
 * @param {number} [nowMs]
 */
export function rememberFailure(root, reason, nowMs = Date.now()) {
  mkdirSync(dirname(failurePath(root)), { recursive: true });
  writeFileSync(failurePath(root), JSON.stringify({ version: wantedVersion(root), failedAtMs: nowMs, reason }));
}

/**
 * Downloads the binary with Electron's own installer.
 * @param {string} root
 * @param {{ timeoutMs: number, verbose?: boolean | undefined }} options
 * @returns {Promise<string | undefined>} why it failed, nothing if the binary is there now
 */
export async function fetchElectron(root, { timeoutMs, verbose = false }) {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const label = `Downloading Electron ${wantedVersion(root)} (about 110 MB)`;
  const result = await step(label, () => run(process.execPath, [installer], { cwd: root, show: verbose, timeoutMs }), {
    verbose,
  });
  if (result.code === 0 && electronBinary(root)) {
    rmSync(failurePath(root), { force: true });
    return undefined;
  }
  const reason = result.timedOut
    ? `the download took longer than ${timeoutMs / 1000} s`
    : `the download failed: ${gist(result.output)}`;
  rememberFailure(root, reason);
  return reason;
}

/**
 * The line of a stack trace that says what happened.
 * @param {string} output
 */
export function gist(output) {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const told =
    lines.find((line) => /error/i.test(line) && !line.startsWith('at ')) ?? lines[0] ?? 'no reason was given';
  return told.replace(/^(\w*Error|Error): /, '');
}

/**
 * Chromium's sandbox refuses to run as root.
 * @param {{ platform?: string, uid?: number | undefined }} [world]
 */
export const needsNoSandbox = ({ platform = process.platform, uid = process.getuid?.() } = {}) =>
  platform === 'linux' && uid === 0;

const failurePath = (/** @type {string} */ root) => cachePath(root, 'electron-fetch.json');

const wantedVersion = (/** @type {string} */ root) => packageJson(root).devDependencies.electron;

function platformBinary() {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
