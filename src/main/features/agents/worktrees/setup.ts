import { fail, ok, type Result } from '../../../../shared/result';
import { type AgentWorktree, describeExit, succeeded } from '../../../../shared/vocabulary';
import type { Child } from '../../../ports';
import { terminalEnvironment } from '../environment';
import type { WorktreesDeps } from './deps';
import { folderName, join, repositoryName } from './paths';

const timeoutMs = 10 * 60_000;
const patienceMs = 2_000;
const mostLogBytes = 4_000_000;
/** A line that never ends is cut here. */
const longestLine = 10_000;

export interface Setup {
  /** For the system's shell. */
  readonly command: string;
  readonly worktree: AgentWorktree;
  /** The worktree that it was made from. */
  readonly source: string;
  readonly signal: AbortSignal;
}

/** Runs the setup command in a new worktree. What it prints goes to a file, which the failure's message names. */
export async function runSetup(deps: WorktreesDeps, setup: Setup): Promise<Result<void, 'failed'>> {
  const { processes, folders, guard, home } = deps;
  const { command, worktree, source, signal } = setup;
  const name = `setup-${repositoryName(worktree.repository)}-${folderName(worktree.branch)}.log`;
  const log = join(home, 'logs', name);
  await folders.remove(log);
  const commandShell = processes.env.ComSpec;
  const started = await processes.spawn({
    file: commandShell ?? '/bin/sh',
    args: commandShell ? ['/d', '/s', '/c', command] : ['-c', command],
    cwd: worktree.path,
    env: {
      ...terminalEnvironment(processes.env),
      ...{ VIBEROT_WORKTREE: worktree.path, VIBEROT_BRANCH: worktree.branch, VIBEROT_SOURCE: source },
      // Its output goes to a file, not to our terminal.
      TERM: 'dumb',
    },
  });
  if (!started.ok) return fail('failed', `The setup command could not be started. ${started.message}`);
  const child = started.value;
  guard.watchGroup(child.pid);
  child.endInput();
  const output = follow(child, deps, log);
  const why = await ended(child, deps, signal);
  guard.forgetGroup(child.pid);
  const exit = await child.exited;
  const last = await output.finish();
  if (why === undefined && succeeded(exit)) return ok(undefined);
  const what = why ?? `ended with ${'code' in exit ? 'exit code ' : ''}${describeExit(exit)}`;
  const said = last === '' ? '.' : `: ${last}`;
  return fail('failed', `The setup command ${what}${said}\nIts output is in ${log}. The worktree was removed again.`);
}

/** Waits for the end, or brings it about. @returns why it had to be ended */
async function ended(child: Child, { clock }: WorktreesDeps, signal: AbortSignal): Promise<string | undefined> {
  let why: string | undefined;
  const end = (reason: string) => {
    why ??= reason;
    child.signalGroup('SIGTERM');
    clock.after(patienceMs, () => child.signalGroup('SIGKILL'));
  };
  const stop = () => end('was stopped');
  const forget = clock.after(timeoutMs, () => end(`took longer than ${timeoutMs / 60_000} minutes`));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  await child.exited;
  forget();
  signal.removeEventListener('abort', stop);
  return why;
}

/** Writes what a child prints to a file, line by line. */
function follow(child: Child, { files }: WorktreesDeps, log: string): { finish(): Promise<string> } {
  const decoder = new TextDecoder();
  let rest = '';
  let last = '';
  let bytes = 0;
  let written: Promise<unknown> = Promise.resolve();

  function write(lines: readonly string[]): void {
    last = lines.findLast((line) => line.trim() !== '')?.trim() ?? last;
    const text = lines.join('\n');
    if (bytes <= mostLogBytes) {
      bytes += text.length;
      written = files.appendLine(log, bytes > mostLogBytes ? '… The rest was left out.' : text);
    }
  }
  const stop = child.output.on(({ chunk }) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) lines.push(rest.slice(0, longestLine));
    if (rest.length > longestLine) rest = '';
    if (lines.length > 0) write(lines);
  });
  return {
    async finish() {
      stop();
      if (rest !== '') write([rest]);
      await written;
      return last.slice(0, 500);
    },
  };
}
