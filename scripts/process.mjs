// Child processes the way the scripts need them: output kept for the case of failure, or handed through.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {object} Outcome
 * @property {number} code the exit code, 128 + n after signal n, 127 if the program could not be started
 * @property {NodeJS.Signals | null} signal
 * @property {string} output stdout and stderr as they came; empty when they were handed through
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end. Never rejects: a program that cannot be started is an outcome, too.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, show?: boolean, timeoutMs?: number, stopSignal?: NodeJS.Signals }} options
 *   show: the program writes to our terminal, instead of being kept; stopSignal: what it
 *   gets when we are ended
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { cwd, env = process.env, show = false, timeoutMs = 0, stopSignal = 'SIGKILL' }) {
  return new Promise((resolve) => {
    const stdio = show ? 'inherit' : 'pipe';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', stdio, stdio] });
    let output = '';
    let timedOut = false;
    const stop = () => {
      timedOut = child.kill();
    };
    const timer = timeoutMs > 0 && setTimeout(stop, timeoutMs);
    // An install must not go on by itself when we are ended. npm takes a long time to clean up after a polite
    // signal, and no harm comes of a half install: the next run starts it afresh.
    const stopWithUs = () => void child.kill(stopSignal);
    process.once('exit', stopWithUs);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const end = (/** @type {number} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      if (timer) clearTimeout(timer);
      process.off('exit', stopWithUs);
      resolve({ code, signal, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127, null);
    });
    child.on('close', (code, signal) => end(code ?? exitCodeOf(signal), signal));
  });
}

/**
 * Becomes, as far as the outside can tell, the given program: same terminal, signals forwarded, its exit code returned.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Outcome>}
 */
export function handOver(command, args, { cwd, env = process.env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    /** @type {NodeJS.Signals[]} */
    const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    // Ctrl+C reaches the child through the terminal; a second one from us would look like the user's impatience.
    const forward = (/** @type {NodeJS.Signals} */ signal) =>
      void ((signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
    for (const signal of forwarded) process.on(signal, forward);
    const end = (/** @type {number} */ code, /** @type {NodeJS.Signals | null} */ signal, output = '') => {
      for (const name of forwarded) process.off(name, forward);
      resolve({ code, signal, output, timedOut: false });
    };
    child.on('error', (error) => end(127, null, error.message));
    child.on('exit', (code, signal) => end(code ?? exitCodeOf(signal), signal));
  });
}

/** @param {NodeJS.Signals | null} signal */
const exitCodeOf = (signal) => 128 + (signal ? constants.signals[signal] : 0);
