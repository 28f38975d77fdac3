// A person's machine in small: a fresh HOME with a VibeRot home in it, and what of it is still running.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './targets';

const cliTimeoutMs = 30_000;

export type CliResult = { code: number | null; stdout: string; stderr: string };

export type Leftover = { pid: number; command: string };

export interface Sandbox {
  /** The VIBEROT_HOME. */
  readonly home: string;
  readonly env: Record<string, string>;
  /** Runs `viberot …`. */
  cli(...args: string[]): Promise<CliResult>;
  /** The app's log, for reports of failures. */
  log(): string;
  /** Processes that were started in this sandbox and still run. */
  leftovers(): Leftover[];
  remove(): void;
}

export function createSandbox(config: string | undefined): Sandbox {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'viberot-e2e-')));
  const home = join(root, 'viberot');
  mkdirSync(home, { mode: 0o700 });
  if (config !== undefined) writeFileSync(join(home, 'config.toml'), config);
  const env = { ...inheritedEnvironment(), HOME: root, USERPROFILE: root, VIBEROT_HOME: home };
  return {
    home,
    env,
    cli: (...args) => runCli(args, env),
    log: () => readText(join(home, 'logs', 'viberot.log')),
    leftovers: () => processesOf(root),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** Nothing of the person who runs the tests, and nothing of the runner, may steer the app. */
function inheritedEnvironment(): Record<string, string> {
  const foreign =
    /^(VIBEROT_|ELECTRON_|XDG_(CONFIG|DATA|STATE|CACHE)_HOME$|NODE_OPTIONS$|FORCE_COLOR$|NO_COLOR$|TEST_)/;
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !foreign.test(entry[0])),
  );
}

function runCli(args: readonly string[], env: Record<string, string>): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'bin/viberot.mjs'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: cliTimeoutMs,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Every descendant inherits HOME, whatever its arguments; where environments can't be read, arguments must do. */
function processesOf(root: string): Leftover[] {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.filter((pid) => livesIn(pid, root)).map((pid) => ({ pid: Number(pid), command: commandOf(pid) }));
  }
  const all = execFileSync('ps', ['-ww', '-Ao', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1e8 });
  const lines = all.split('\n').filter((line) => line.includes(root));
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim() }));
}

const livesIn = (pid: string, root: string) => readText(`/proc/${pid}/environ`).split('\0').includes(`HOME=${root}`);
const commandOf = (pid: string) => `${pid} ${readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 200)}`;

/** Empty if it can't be read: the file is not there, or the process has just ended. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
