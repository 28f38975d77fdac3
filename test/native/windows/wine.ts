// Compiles for Windows and runs the result: under wine where this is not Windows. Nothing of it stays behind.
import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { buildWindows, defines, findWindowsCompiler } from '../../../scripts/build-windows.mjs';
import { run } from '../../../scripts/process.mjs';
import { exitOf, Lines } from '../probe-run';

const project = resolve(import.meta.dirname, '../../..');
const here = import.meta.dirname;
const isWindows = process.platform === 'win32';
const wine = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine', '/opt/homebrew/bin/wine64'].find(existsSync);
const wineServer = ['/usr/lib/wine/wineserver64', '/usr/bin/wineserver', '/opt/homebrew/bin/wineserver'].find(
  existsSync,
);

const folder = mkdtempSync(join(tmpdir(), 'viberot-windows-'));
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  WINEPREFIX: join(folder, 'prefix'),
  WINEDEBUG: '-all',
  // Neither offers to download anything, nor makes menus for the desktop.
  WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
};

export const compiler = await findWindowsCompiler();
/** Why nothing for Windows runs here; undefined when it does. */
export const hindrance = !compiler
  ? 'there is no gcc-mingw-w64-x86-64 here'
  : isWindows || (wine && wineServer)
    ? undefined
    : 'there is no wine64 here';

/** The programs of the tests, as paths. */
export interface Programs {
  readonly probe: string;
  readonly app: string;
  readonly launch: string;
  readonly parsers: string;
  readonly events: string;
}

/** Compiles everything, and starts wine once: that takes it seconds. */
export async function prepare(): Promise<Programs> {
  const launching = compile('launch.exe', ['launch.c'], []);
  const [probe, app, launch, parsers, events] = await Promise.all([
    buildWindows({ directory: join(project, 'out', isWindows ? 'native' : 'native-windows'), log: console.log }),
    compile('app.exe', ['app.c'], ['-ladvapi32']),
    launching,
    compile('parsers.exe', parserSources, ['-lshell32']),
    compile('events.exe', eventSources, ['-lntdll', '-ladvapi32']),
    isWindows || launching.then(startWine),
  ]);
  if (!probe.path) throw new Error(`${probe.reason}. ${probe.remedy}.`);
  return { probe: probe.path, app, launch, parsers, events };
}

export const parserSources = [
  'parsers.c',
  '../../../native/core/line.c',
  '../../../native/windows/command_line.c',
  '../../../native/windows/process_event.c',
];

/** The probe without its entry, its tiers and its pipe. */
const eventSources = [
  'events.c',
  ...['line', 'messages', 'outbox'].map((name) => `../../../native/core/${name}.c`),
  ...['clock', 'command_line', 'inspect', 'process_list', 'report', 'session', 'sink', 'table', 'tracker'].map(
    (name) => `../../../native/windows/${name}.c`,
  ),
];

async function compile(name: string, sources: string[], libraries: string[]): Promise<string> {
  const path = join(folder, name);
  const [command = '', ...first] = compiler ?? [];
  const flags = ['-std=gnu11', '-Wall', '-Wextra', '-Werror', '-static', ...defines];
  const args = [...first, ...flags, '-o', path, ...sources, ...libraries];
  const { code, output } = await run(command, args, { cwd: here });
  if (code !== 0) throw new Error(output);
  return path;
}

/** Whether programs can be compiled for this machine, too. */
export const hostCompiler = !isWindows && spawnSync('cc', ['--version']).status === 0;

/** Compiles for this machine, with checks of every access to memory. */
export async function compileHere(name: string, sources: string[]): Promise<string> {
  const path = join(folder, name);
  const flags = ['-std=gnu11', '-g', '-Wall', '-Wextra', '-Werror', '-fsanitize=address,undefined'];
  const { code, output } = await run('cc', [...flags, '-o', path, ...sources], { cwd: here });
  if (code !== 0) throw new Error(output);
  return path;
}

let keeper: ChildProcess | undefined;

/**
 * The system's own programs start with the first that is run, inherit its pipes, and stay as long as there are others:
 * so the first has no pipes, and one stays until the end.
 */
async function startWine(launch: string): Promise<void> {
  const boot = spawn(wine ?? '', ['wineboot', '--init'], { cwd: folder, env, stdio: 'ignore' });
  const [code] = await once(boot, 'exit');
  if (code !== 0) throw new Error(`wine does not start: wineboot ended with code ${code}.`);
  keeper = spawn(wine ?? '', [launch], { cwd: folder, env, stdio: ['pipe', 'pipe', 'ignore'] });
  keeper.stdin?.write(`start 0 0020\n`);
  await once(keeper.stdout ?? keeper, 'data');
}

export function cleanUp(): void {
  if (!isWindows && wineServer && existsSync(env.WINEPREFIX)) {
    spawnSync(wineServer, ['--kill'], { env, stdio: 'ignore' });
    spawnSync(wineServer, ['--wait'], { env, stdio: 'ignore', timeout: 10_000 });
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A path as programs for Windows know it: wine shows them this machine's root as drive Z. */
export const windowsPath = (path: string): string => (isWindows ? path : `Z:${path.replaceAll('/', '\\')}`);

/** A running program for Windows. */
export class Running implements AsyncDisposable {
  readonly lines = new Lines();
  readonly child: ChildProcessByStdio<Writable, Readable, null>;

  constructor(program: string, args: string[], { stalled = false } = {}) {
    const [command, ...rest] = isWindows ? [program, ...args] : [wine ?? '', program, ...args];
    this.child = spawn(command ?? '', rest, {
      cwd: folder,
      env: isWindows ? process.env : env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdin.on('error', () => {});
    if (!stalled) this.lines.read(this.child.stdout);
  }

  line(t: string, pid?: number) {
    return this.lines.next((line) => line.t === t && (pid === undefined || line.pid === pid), `${t} of ${pid}`);
  }

  async ended(): Promise<number | null> {
    return (await exitOf(this.child)).code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await exitOf(this.child);
  }
}

/** Runs a program for Windows to its end. */
export function runToEnd(program: string, args: string[], input = '') {
  const [command = '', ...rest] = isWindows ? [program, ...args] : [wine ?? '', program, ...args];
  const settings = { encoding: 'utf8', timeout: 60_000, maxBuffer: 64 << 20, input } as const;
  const { status, stdout, stderr } = spawnSync(command, rest, {
    ...settings,
    cwd: folder,
    env: isWindows ? process.env : env,
  });
  return { code: status, stdout: stdout.replaceAll('\r\n', '\n'), stderr: stderr.replaceAll('\r\n', '\n') };
}
