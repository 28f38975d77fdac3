import { chmodSync, existsSync, type FSWatcher, mkdirSync, readdirSync, rmSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { createEmitter, type Emitter } from '../../shared/event';
import { fail, messageOf, ok } from '../../shared/result';
import type { ShellKind } from '../../shared/vocabulary';
import type { Home, ReportingShell, ShellSpool } from '../ports';
import { isLiving, readProcStat } from './proc-stat';
import { followShellFile, type ShellFile } from './shell-file';

/** How often shells are looked after that ended without a word. It also makes up for an event that the system lost. */
const sweepMs = 2_000;
const usualLargest = 1_000_000;
/** Each shell takes an open file. More than a person uses are no shells of a person. */
const mostShells = 1_000;

/** KIND.PID.START.TTY */
const namePattern = /^(bash|zsh)\.([1-9]\d{0,9})\.(\d{1,19})\.(\d{1,10})$/;

/** Where the hooks in resources/shell write, relative to themselves. The home's own path may be of any length. */
export function shellSpoolDirectory(home: Home): string {
  return join(home.directory, 'run', 'shells');
}

interface Followed {
  readonly file: ShellFile;
  readonly shell: ReportingShell;
  readonly ended: Emitter<void>;
}

/** @param largest bytes of a file before the shell is made to begin another one */
export function createShellSpool(directory: string, largest = usualLargest): ShellSpool {
  return {
    open(onShell, scope) {
      const shells = new Map<string, Followed>();
      /** Those whose rest is read when others have had their turn. */
      const unfinished = new Set<string>();

      function follow(name: string): Followed | undefined {
        const known = shells.get(name);
        const identity = known || shells.size >= mostShells ? undefined : identityOf(name);
        if (!identity) return known;
        const data = createEmitter<Uint8Array>();
        const ended = createEmitter<void>();
        const file = followShellFile(join(directory, name), largest, data.emit);
        if (!file) return undefined;
        const shell = { ...identity, data, ended };
        const followed = { shell, ended, file };
        shells.set(name, followed);
        onShell(shell);
        return followed;
      }

      function forget(name: string, { file, ended }: Followed): void {
        shells.delete(name);
        file.close();
        rmSync(join(directory, `${name}.trap`), { recursive: true, force: true });
        ended.emit();
      }

      function read(name: string): void {
        if (unfinished.has(name) || follow(name)?.file.read() !== false) return;
        unfinished.add(name);
        setImmediate(() => {
          unfinished.delete(name);
          if (!scope.closed) quietly(() => read(name));
        });
      }

      function sweep(): void {
        if (!existsSync(directory)) begin();
        for (const name of readdirSync(directory)) quietly(() => read(name));
        for (const [name, followed] of shells) if (!isAlive(followed.shell)) quietly(() => forget(name, followed));
      }

      let watcher: FSWatcher | undefined;
      function begin(): void {
        makeDirectory(directory);
        watcher?.close();
        watcher = watch(directory, (_, name) => quietly(() => (name === null ? sweep() : read(name))));
        watcher.on('error', () => {});
      }

      try {
        begin();
      } catch (error) {
        return fail('cannot-watch', `Shells cannot report into ${directory}: ${messageOf(error)}`);
      }
      const timer = setInterval(() => quietly(sweep), sweepMs).unref();
      scope.defer(() => {
        clearInterval(timer);
        watcher?.close();
        for (const [name, followed] of shells) quietly(() => forget(name, followed));
        rmSync(directory, { recursive: true, force: true });
      });
      return ok(undefined);
    },
  };
}

function makeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  // The home is there. Not by Node's `recursive`, which never ends where nothing can be made (/proc).
  if (!existsSync(dirname(directory))) mkdirSync(dirname(directory), { mode: 0o700 });
  mkdirSync(directory, { mode: 0o700 });
  chmodSync(directory, 0o700);
}

function identityOf(name: string): Pick<ReportingShell, 'kind' | 'pid' | 'start' | 'tty'> | undefined {
  const [, kind, pid, start, terminal] = namePattern.exec(name) ?? [];
  if (kind === undefined) return undefined;
  return { kind: kind as ShellKind, pid: Number(pid), start: Number(start), tty: terminalName(Number(terminal)) };
}

/** The name of a terminal's device number, as /proc/PID/stat packs it (proc(5)): majors 136 to 143 are the pts. */
function terminalName(device: number): string | undefined {
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  return major === 4 && minor < 64 ? `tty${minor}` : undefined;
}

function isAlive({ pid, start }: ReportingShell): boolean {
  if (start > 0) {
    const stat = readProcStat(pid);
    return isLiving(stat) && Number(stat.start) === start;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whoever owns the folder may change it under us; then there is nothing to read. */
function quietly(act: () => void): void {
  try {
    act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  }
}
