import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import { ShellKind, type ShellSetup } from '../../shared/vocabulary';
import type { Home, ShellSetupFailure, ShellSetups } from '../ports';
import type { App } from './app';
import { blockSays, findBlock, withBlock, withoutBlock } from './shell-rc';
import { readRcFile, replace, writeRcFile } from './shell-rc-file';

export interface ShellSetupOptions {
  readonly app: Pick<App, 'resource'>;
  readonly home: Pick<Home, 'directory'>;
  /** The person's own folder. */
  readonly person?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/** Where shells are besides the PATH of a program that the desktop started. */
const usualFolders = ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin'];

export function createShellSetups(options: ShellSetupOptions): ShellSetups {
  const { app, home, person = homedir(), env = process.env, platform = process.platform } = options;
  const hookOf = (kind: ShellKind) => join(home.directory, 'shell', `viberot.${kind}`);
  const sourceOf = (kind: ShellKind) => readFileSync(app.resource(join('shell', `viberot.${kind}`)), 'latin1');

  function filesOf(kind: ShellKind): string[] {
    if (kind === 'zsh') return [join(env.ZDOTDIR || person, '.zshrc')];
    const login = platform === 'darwin' ? loginFile(person) : undefined;
    return [join(person, '.bashrc'), ...(login ? [login] : [])];
  }

  function isHere(kind: ShellKind): boolean {
    const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...usualFolders];
    return platform !== 'win32' && folders.some((folder) => isProgram(join(folder, kind)));
  }

  function look(kind: ShellKind): ShellSetup {
    const files = filesOf(kind);
    const states = files.map((file) => stateOf(file, blockLines(hookOf(kind), person)));
    const whole = states.every(({ state }) => state === 'installed') && existsSync(hookOf(kind));
    const message = states.find((state) => state.message !== undefined)?.message;
    const said = message === undefined ? {} : { message };
    if (states.some(({ state }) => state === 'damaged')) return { kind, files, state: 'damaged', ...said };
    if (whole) return { kind, files, state: 'installed' };
    if (!isHere(kind)) return { kind, files, state: 'missing' };
    return { kind, files, state: 'absent', ...said };
  }

  /** All files or none: each is made ready before the first is written. */
  function rewrite(
    kind: ShellKind,
    change: (text: string | undefined) => Result<string | undefined, 'damaged'>,
  ): Result<void, ShellSetupFailure> {
    const drafts: { file: string; text: string | undefined }[] = [];
    for (const file of filesOf(kind)) {
      const before = readRcFile(file);
      if (!before.ok) return before;
      const after = change(before.value);
      if (!after.ok) return fail(after.error, `${file}:${after.message}`);
      if (after.value !== before.value) drafts.push({ file, text: after.value });
    }
    for (const { file, text } of drafts) {
      const written = writeRcFile(file, text);
      if (!written.ok) return written;
    }
    return ok(undefined);
  }

  return {
    read: async () => ShellKind.options.map(look),
    async install(kind) {
      if (!isHere(kind)) return fail('missing', `There is no ${kind} on this machine.`);
      const hook = hookOf(kind);
      if (/[\n\r]/.test(hook)) return fail('not-writable', `The name of ${home.directory} has a line break in it.`);
      const wasThere = existsSync(hook);
      const placed = placeHook(hook, sourceOf(kind));
      if (!placed.ok) return placed;
      const done = rewrite(kind, (text) => withBlock(text, blockLines(hook, person)));
      if (!done.ok && !wasThere) removeHook(hook);
      return done.ok ? ok(look(kind)) : done;
    },
    async uninstall(kind) {
      const done = rewrite(kind, (text) => (text === undefined ? ok(text) : withoutBlock(text)));
      if (!done.ok) return done;
      const removed = removeHook(hookOf(kind));
      return removed.ok ? ok(look(kind)) : removed;
    },
    async update() {
      for (const kind of ShellKind.options) {
        const hook = hookOf(kind);
        if (existsSync(hook) && readFileSync(hook, 'latin1') !== sourceOf(kind)) replace(hook, sourceOf(kind));
      }
    },
  };
}

function stateOf(file: string, lines: readonly string[]): Pick<ShellSetup, 'state' | 'message'> {
  const text = readRcFile(file);
  if (!text.ok) return { state: 'damaged', message: text.message };
  const block = findBlock(text.value ?? '');
  if (!block.ok) return { state: 'damaged', message: `${file}:${block.message}` };
  if (!block.value) return { state: 'absent' };
  if (blockSays(block.value, lines)) return { state: 'installed' };
  return { state: 'absent', message: `${file} has a block of another home or version; installing replaces it.` };
}

/**
 * What a block says. The file may be read by another shell (.profile) and outlive the home; where the home was in a
 * place for everybody (/tmp), somebody else could then put a hook of theirs there. So it has to be the person's own.
 */
function blockLines(hook: string, person: string): string[] {
  // One character for each byte, as the file itself is handled.
  const path = Buffer.from(shellWord(hook, person)).toString('latin1');
  return [
    '# Tells VibeRot which commands are typed here. To take it out: viberot shell uninstall',
    `if [ -O ${path} ] && [ -n "\${BASH_VERSION-}\${ZSH_VERSION-}" ]; then . ${path}; fi`,
  ];
}

/** Below $HOME where it can be, because files of settings are shared by machines. */
function shellWord(path: string, person: string): string {
  if (path.startsWith(`${person}/`)) return `"$HOME${path.slice(person.length).replace(/["$`\\]/g, '\\$&')}"`;
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

/**
 * Terminals of macOS start login shells, and those read only the first of these files (bash(1), INVOCATION).
 * @returns undefined when that one reads .bashrc
 */
function loginFile(person: string): string | undefined {
  const files = ['.bash_profile', '.bash_login', '.profile'].map((name) => join(person, name));
  const [usual = ''] = files;
  const read = files.find((file) => existsSync(file));
  if (read === undefined) return usual;
  const text = readRcFile(read);
  return text.ok && /^[^#\n]*\.bashrc/m.test(text.value ?? '') ? undefined : read;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function placeHook(hook: string, text: string): Result<void, 'not-writable'> {
  try {
    mkdirSync(dirname(hook), { recursive: true, mode: 0o700 });
    replace(hook, text);
    return ok(undefined);
  } catch (error) {
    return fail('not-writable', `${hook} cannot be written: ${messageOf(error)}`);
  }
}

function removeHook(hook: string): Result<void, 'not-writable'> {
  try {
    rmSync(hook, { force: true });
  } catch (error) {
    return fail('not-writable', `${hook} cannot be removed: ${messageOf(error)}`);
  }
  removeIfEmpty(dirname(hook));
  return ok(undefined);
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Another shell's hook is in it, or it has gone.
  }
}
