import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Home } from '../ports';

/** sockaddr_un.sun_path holds 104 bytes on macOS and 108 on Linux (unix(7)); some are left for names in the directory. */
const longestRunDirectory = 80;

/** The home directory is what was asked for, else VIBEROT_HOME, else ~/.viberot. */
export function locateHome(asked: string | undefined, env: NodeJS.ProcessEnv = process.env): Home {
  const directory = resolve(asked ?? (env.VIBEROT_HOME || join(homedir(), '.viberot')));
  const id = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const near = join(directory, 'run');
  const runDirectory =
    Buffer.byteLength(near) <= longestRunDirectory
      ? near
      : join(tmpdir(), `viberot-${process.getuid?.() ?? 'u'}-${id}`);
  return {
    directory,
    config: join(directory, 'config.toml'),
    log: join(directory, 'logs', 'viberot.log'),
    history: join(directory, 'history.db'),
    runDirectory,
    socket: process.platform === 'win32' ? `\\\\.\\pipe\\viberot-${id}` : join(runDirectory, 'hub.sock'),
    lock: join(runDirectory, 'hub.lock'),
    session: join(runDirectory, 'hub.json'),
  };
}

/** The folder of the person whose process this is. */
export function userHome(): string {
  return homedir();
}

/**
 * Creates the directories, for this user only (0700). Says what is wrong when they can't be used. A home that exists
 * already keeps its mode unless it is ours from before: it may be somebody's folder that was named by mistake.
 */
export function prepareHome(home: Home): Result<void, 'home-unusable'> {
  const problem =
    prepareDirectory(home.directory, isOurs(home)) ??
    prepareDirectory(join(home.directory, 'logs'), true) ??
    prepareDirectory(home.runDirectory, true);
  return problem === undefined ? ok(undefined) : fail('home-unusable', problem);
}

function isOurs({ directory, config }: Home): boolean {
  try {
    return existsSync(config) || readdirSync(directory).length === 0;
  } catch {
    return !existsSync(directory);
  }
}

function prepareDirectory(directory: string, mayTighten: boolean): string | undefined {
  const remedy = 'Choose another directory with --home DIR or VIBEROT_HOME.';
  try {
    makeDirectory(directory);
    // The link itself is looked at in places where others can make one.
    const stats = mayTighten ? lstatSync(directory) : statSync(directory);
    if (!stats.isDirectory() && !statSync(directory).isDirectory()) return `${directory} is not a directory. ${remedy}`;
    const user = process.getuid?.();
    if (user !== undefined && stats.uid !== user) return `${directory} belongs to another user. ${remedy}`;
    if (process.platform !== 'win32' && (statSync(directory).mode & 0o077) !== 0) {
      if (!mayTighten) return `${directory} is open to other users and holds other files. ${remedy}`;
      chmodSync(directory, 0o700);
    }
    accessSync(directory, constants.W_OK);
    return undefined;
  } catch (error) {
    return `${directory} cannot be used: ${messageOf(error)}. ${remedy}`;
  }
}

/** mkdir -p. Not by Node's `recursive`, which never ends where a directory can't be made and does not exist (/proc). */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  if (!existsSync(dirname(directory))) makeDirectory(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}

/** The value of `--home DIR` or `--home=DIR` among a program's arguments. */
export function homeArgument(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((argument) => argument === '--home' || argument.startsWith('--home='));
  const found = argv[at];
  if (found === undefined) return undefined;
  return found === '--home' ? argv[at + 1] : found.slice('--home='.length);
}

/** A path as the system knows it, relative to where this process was started. */
export function absolutePath(path: string): string {
  return resolve(path);
}
