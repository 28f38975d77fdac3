// Starts the system's Chromium and speaks the DevTools protocol with it over a pipe.
const { spawn } = require('node:child_process');
const { EventEmitter } = require('node:events');
const { existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');

const closeTimeoutMs = 5000;

function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const windowless = process.env.STANDIN_HEADED === '1' ? [] : ['chromium-headless-shell'];
  const names = [...windowless, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error('stand-in: no Chromium found (install chromium, or set CHROMIUM_PATH)');
}

/** Chromium takes only the last of several `--enable-features` and the like, so they become one. */
function mergeFeatureSwitches(switches) {
  const lists = { '--enable-features': [], '--disable-features': [], '--enable-blink-features': [] };
  const others = [];
  for (const text of switches) {
    const [name, value] = text.split('=', 2);
    if (lists[name]) lists[name].push(value);
    else others.push(text);
  }
  for (const [name, values] of Object.entries(lists)) if (values.length > 0) others.push(`${name}=${values.join(',')}`);
  return others;
}

function argumentsFor(profile, switches) {
  return mergeFeatureSwitches([
    ...(process.env.STANDIN_HEADED === '1' ? [] : ['--headless=new']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-startup-window',
    '--disable-background-networking',
    '--disable-quic',
    // Electron's ports have a `close` event; Chromium's have it behind this feature.
    '--enable-blink-features=MessagePortCloseEvent',
    // A page that was left must be gone, as in Electron, and not wait for a "back".
    '--disable-back-forward-cache',
    ...switches.filter((text) => !text.startsWith('--user-data-dir=')),
  ]);
}

/**
 * Emits `gone` once, and protocol events: those of a session as `<session id>:<method>`, those of the browser as
 * `<method>`.
 */
class Chromium extends EventEmitter {
  #child;
  #lastId = 0;
  #calls = new Map();
  #partial = [];
  #isGone = false;

  constructor(switches) {
    super();
    this.setMaxListeners(0);
    this.profile = mkdtempSync(join(tmpdir(), 'stand-in-'));
    // The shell outlives us if we are killed: Chromium ends when the pipe closes, then its profile goes too.
    // A group of its own keeps Ctrl+C in a terminal from ending Chromium before the app could quit.
    this.#child = spawn(
      '/bin/sh',
      ['-c', '"$@"; rm -rf "$0"', this.profile, findChromium(), ...argumentsFor(this.profile, switches)],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], detached: true },
    );
    this.#forwardErrors(this.#child.stderr);
    this.#child.stdio[3].on('error', () => {}); // Chromium went first; `exit` tells.
    this.#child.stdio[4].on('data', (chunk) => this.#read(chunk));
    this.#child.once('exit', () => this.#gone());
  }

  send(method, params = {}, sessionId = undefined) {
    if (this.#isGone) return Promise.reject(new Error(`stand-in: Chromium is gone (${method})`));
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#calls.set(id, { method, resolve, reject });
      this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Resolves when the process has ended and its profile is deleted. */
  async close() {
    if (this.#isGone) return;
    const gone = new Promise((resolve) => this.once('gone', resolve));
    const timer = setTimeout(() => this.kill(), closeTimeoutMs);
    this.send('Browser.close').catch(() => {});
    await gone;
    clearTimeout(timer);
  }

  /** For the last moment of this process, where nothing can be awaited. */
  kill() {
    if (this.#isGone) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
    this.#deleteProfile();
  }

  #gone() {
    this.#isGone = true;
    this.#deleteProfile();
    for (const { method, reject } of this.#calls.values()) reject(new Error(`stand-in: Chromium is gone (${method})`));
    this.#calls.clear();
    this.emit('gone');
  }

  #deleteProfile() {
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }

  #read(chunk) {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      this.#partial.push(chunk.subarray(from, end));
      const text = Buffer.concat(this.#partial).toString();
      this.#partial = [];
      from = end + 1;
      this.#receive(JSON.parse(text));
    }
    if (from < chunk.length) this.#partial.push(chunk.subarray(from));
  }

  #receive({ id, method, params, sessionId, result, error }) {
    if (id === undefined) {
      this.emit(sessionId ? `${sessionId}:${method}` : method, params);
      return;
    }
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(new Error(`${call.method}: ${error.message}`));
    else call?.resolve(result);
  }

  /** Playwright waits for Chromium's line `DevTools listening on …` on our stderr. */
  #forwardErrors(stream) {
    const verbose = process.env.STANDIN_VERBOSE === '1';
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop();
      for (const line of lines) if (verbose || line.startsWith('DevTools listening')) process.stderr.write(`${line}\n`);
    });
  }
}

module.exports = { Chromium };
