import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { type Fail, fail, messageOf, ok, type Result } from '../../shared/result';
import type { InstallFailure } from '../ports';

export interface RootShellOptions {
  /** Where the person is: at a screen (pkexec shows a window), or at a terminal (sudo asks there). */
  readonly asking: 'screen' | 'terminal';
  /** Of this process. Root asks nobody. */
  readonly uid: number;
  readonly env: NodeJS.ProcessEnv;
}

export interface RootScript {
  readonly text: string;
  readonly args: readonly string[];
  readonly input: Uint8Array;
}

/** Runs shell scripts as root, after the person has allowed it. */
export interface RootShell {
  readonly canAsk: boolean;
  /**
   * The script is handed over as text, so that nobody can change it between the person's yes and its run.
   * Exit code 3 says that the script itself has failed; its last line on stderr, after `install-probe: `, says why.
   */
  run(script: RootScript, signal: AbortSignal | undefined): Promise<Result<void, InstallFailure>>;
}

/** A program that runs another as root: what to call, and what its own exit codes mean (pkexec(1), sudo(8)). */
interface Way {
  readonly command: readonly string[];
  /** It talks to the person on this terminal. */
  readonly inTerminal: boolean;
  readonly explain: (code: number, said: string) => Fail<InstallFailure> | undefined;
}

const scriptFailed = 3;

export function createRootShell(options: RootShellOptions): RootShell {
  const way = findWay(options);
  return {
    canAsk: way !== undefined,
    async run(script, signal) {
      const nobodyToAsk = () => fail('unavailable', explainNobody(options.asking, script.args));
      if (!way) return nobodyToAsk();
      const result = judge(await call(way, script, options.env, signal), way);
      const elsewhere = !result.ok && result.error === 'unavailable' && options.asking === 'screen';
      return elsewhere ? nobodyToAsk() : result;
    },
  };
}

function call(way: Way, { text, args, input }: RootScript, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<End> {
  const [file = '', ...rest] = [...way.command, '/bin/sh', '-c', text, 'install-probe', ...args];
  // pkexec refuses to work for a shell that is not in /etc/shells, whatever it is to run.
  const { SHELL: _, ...given } = env;
  const child = spawn(file, rest, {
    env: given,
    cwd: '/',
    stdio: ['pipe', 'ignore', way.inTerminal ? 'inherit' : 'pipe'],
    ...(signal && { signal }),
  });
  // It may end without having read everything: when the person says no.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return endOf(child);
}

function judge({ code, said, error }: End, way: Way): Result<void, InstallFailure> {
  const name = way.command[0] ?? 'sh';
  if (error) return fail('failed', `${name} could not be run: ${messageOf(error)}.`);
  if (code === 0) return ok(undefined);
  if (code === undefined) return fail('refused', `${name} was interrupted; nothing has changed.`);
  if (code === scriptFailed) return fail('failed', `Nothing has changed: ${whyOf(said)}.`);
  return way.explain(code, said) ?? fail('failed', `${name} ended with exit code ${code}. ${lastLine(said)}`.trim());
}

function findWay({ asking, uid, env }: RootShellOptions): Way | undefined {
  if (uid === 0) return { command: [], inTerminal: false, explain: () => undefined };
  if (asking === 'screen') {
    if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
    // Its own agent would take the terminal that the app was started from.
    return isOnPath('pkexec', env) ? pkexec(['--disable-internal-agent'], false) : undefined;
  }
  if (isOnPath('sudo', env)) return { command: ['sudo', '--'], inTerminal: true, explain: explainSudo };
  return isOnPath('pkexec', env) ? pkexec([], true) : undefined;
}

function pkexec(args: string[], inTerminal: boolean): Way {
  return { command: ['pkexec', ...args], inTerminal, explain: explainPkexec };
}

function explainPkexec(code: number, said: string): Fail<InstallFailure> | undefined {
  if (code === 126) return fail('refused', 'The password was not given; nothing has changed.');
  if (code !== 127) return undefined;
  if (/not authorized/i.test(said)) return fail('refused', 'The system did not allow it; nothing has changed.');
  // No window of the desktop that asks for passwords, or no policy service.
  return fail('unavailable', lastLine(said));
}

function explainSudo(code: number): Fail<InstallFailure> | undefined {
  return code === 1 ? fail('refused', 'sudo did not allow it; nothing has changed.') : undefined;
}

function explainNobody(asking: RootShellOptions['asking'], [action]: readonly string[]): string {
  const command = `viberot probe ${action === 'remove' ? 'disable' : 'enable'}`;
  if (asking === 'screen') return `VibeRot cannot ask for your password here. In a terminal, run: \`${command}\``;
  return 'Neither sudo nor pkexec is here to ask for the password. Install one of them, then try again.';
}

function isOnPath(name: string, { PATH = '' }: NodeJS.ProcessEnv): boolean {
  return PATH.split(':').some((folder) => folder !== '' && isExecutable(join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface End {
  /** Undefined when a signal has ended it. */
  readonly code: number | undefined;
  readonly said: string;
  readonly error?: unknown;
}

function endOf(child: ChildProcess): Promise<End> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: undefined, said, error }));
    child.once('close', (code) => resolve({ code: code ?? undefined, said }));
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** What the script said; on a terminal the person has seen it already. */
function whyOf(said: string): string {
  return lastLine(said).replace(/^install-probe: /, '') || 'the reason is above';
}
