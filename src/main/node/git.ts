import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Git, GitFailure, GitOptions } from '../ports';

/** Older ones lack options that are used here. */
const oldestVersion = [2, 31] as const;
const usualTimeoutMs = 60_000;
const usualMostBytes = 16_000_000;
const mostComplaintBytes = 4_000;
/** From being asked to end until being made to. */
const patienceMs = 2_000;

/** Of git's variables these say who the person is and how servers are reached; the others tell of the process we came from. */
const keptVariables =
  /^GIT_(AUTHOR|COMMITTER|SSH|SSL|HTTP|PROXY|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|EXEC_PATH|CEILING_DIRECTORIES|TEMPLATE_DIR)/;

interface Call extends GitOptions {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

type Answer = Result<string, GitFailure>;

/** The git of this machine's PATH. */
export function createGit(environment: NodeJS.ProcessEnv = process.env): Git {
  const env = {
    ...Object.fromEntries(
      Object.entries(environment).filter(([name]) => !name.startsWith('GIT_') || keptVariables.test(name)),
    ),
    // Nobody is there to answer or to read page by page.
    ...{ GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', GCM_INTERACTIVE: 'never' },
    ...{ GIT_EDITOR: 'true', GIT_SEQUENCE_EDITOR: 'true', GIT_PAGER: 'cat' },
  };
  // An environment variable wins over the repository's settings, which may allow any transport, even ext:: (git-config(1)).
  const readEnv = { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', LC_ALL: 'C' };
  const quiet = { 'core.fsmonitor': 'false', 'core.hooksPath': process.platform === 'win32' ? 'NUL' : '/dev/null' };
  let version: Promise<Answer> | undefined;

  async function call(request: Call): Promise<Answer> {
    version ??= checkVersion(env);
    const usable = await version;
    // It may be installed by the next time.
    if (!usable.ok) version = undefined;
    return usable.ok ? start(request) : usable;
  }
  return {
    read: (cwd, args, { settings, ...options } = {}) =>
      call({ ...options, cwd, args, env: { ...readEnv, ...settingsEnv({ ...settings, ...quiet }) } }),
    run: (cwd, args, options) => call({ ...options, cwd, args, env }),
  };
}

/** Settings for one call (git-config(1)). Unlike with -c their names may hold any character. */
function settingsEnv(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const entries = Object.entries(settings);
  const pairs = entries.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, name],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(entries.length) };
}

async function checkVersion(env: NodeJS.ProcessEnv): Promise<Answer> {
  const answer = await start({ cwd: process.cwd(), args: ['--version'], env, timeoutMs: 10_000 });
  if (!answer.ok) return answer;
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(answer.value)?.map(Number) ?? [];
  const oldEnough = major > oldestVersion[0] || (major === oldestVersion[0] && minor >= oldestVersion[1]);
  if (oldEnough) return answer;
  return fail('no-git', `${answer.value.trim()} is too old. Install git ${oldestVersion.join('.')} or later.`);
}

function start({ cwd, args, env, signal, timeoutMs = usualTimeoutMs, ...options }: Call): Promise<Answer> {
  const { mostBytes = usualMostBytes, okCodes = [] } = options;
  if (signal?.aborted) return Promise.resolve(fail('git-failed', 'It was stopped.'));
  let child: ChildProcess;
  try {
    // In a session of its own: there is no terminal that it or ssh could ask on, and its helpers end with it.
    child = spawn('git', [...args], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  } catch (error) {
    return Promise.resolve(explain(error, cwd));
  }
  return new Promise((resolve) => {
    const output = collect(child.stdout, mostBytes, () => end(child));
    const complaint = collect(child.stderr, mostComplaintBytes);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end(child);
    }, timeoutMs);
    const stop = () => end(child);
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => settle(explain(error, cwd)));
    child.once('close', (code) => settle(judge(code)));

    function settle(answer: Answer): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(answer);
    }
    function judge(code: number | null): Answer {
      if (signal?.aborted) return fail('git-failed', 'It was stopped.');
      if (late) return fail('git-failed', `git ${args[0] ?? ''} took longer than ${timeoutMs / 1_000} seconds.`);
      if (output.full || code === 0 || (code !== null && okCodes.includes(code))) return ok(output.text());
      return fail(
        'git-failed',
        readable(complaint.text()) || `git ${args[0] ?? ''} ended with exit code ${code ?? '?'}.`,
      );
    }
  });
}

function collect(stream: NodeJS.ReadableStream | null, mostBytes: number, onFull?: () => void) {
  const parts: Buffer[] = [];
  let bytes = 0;
  const found = { full: false, text: () => Buffer.concat(parts).subarray(0, mostBytes).toString('utf8') };
  stream?.on('data', (chunk: Buffer) => {
    if (found.full) return;
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes <= mostBytes) return;
    found.full = true;
    onFull?.();
  });
  return found;
}

/** Ends it with its helpers: politely first, so that it removes its lock files. */
function end(child: ChildProcess): void {
  signalTree(child, 'SIGTERM');
  setTimeout(() => {
    if (child.exitCode === null && child.signalCode === null) signalTree(child, 'SIGKILL');
  }, patienceMs).unref();
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function explain(error: unknown, cwd: string): Answer {
  if (!isFolder(cwd)) return fail('git-failed', `The folder ${cwd} does not exist.`);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT')
    return fail('no-git', 'git was not found in the PATH. Install git to use worktrees and diffs.');
  return fail('git-failed', `git could not be started: ${messageOf(error)}`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** git's complaint without its hints and its "fatal:". */
function readable(complaint: string): string {
  return complaint
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('hint:'))
    .map((line) => line.replace(/^(fatal|error): /, ''))
    .join('\n');
}
