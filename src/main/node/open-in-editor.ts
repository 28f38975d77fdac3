import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../../shared/result';
import type { CodeEditor, Desktop, PlaceInFile } from '../ports';
import { findEditor, type KnownEditor, type Position } from './known-editors';

/** An editor that has not failed by then is taken to be open; most go on for as long as their window. */
const failsWithinMs = 400;
const sniffedBytes = 8_000;

/** Shown by the desktop's program for them. Everything else that is no text might be a program that would be started. */
const shownKinds = /^\.(png|jpe?g|gif|webp|avif|bmp|ico|pdf|mp[34]|webm|mov|wav|ogg|flac)$/i;
/** Text, and folders, that desktops start rather than show. */
const startedKinds = /^\.(desktop|app|command|tool|terminal|workflow|prefpane|url|webloc)$/i;

/** Desktops know it by its content as well. */
const desktopEntry = /^(\ufeff|\s|#[^\n]*\n)*\[Desktop Entry\]/;

type Opened = Result<void, 'not-found' | 'cannot-open'>;

/** Opens what programs name in their output. Whoever printed it need not mean well: nothing is ever started by that. */
export function createCodeEditor(desktop: Pick<Desktop, 'openFile'>, env: NodeJS.ProcessEnv = process.env): CodeEditor {
  return {
    async open(place) {
      const found = resolvePlace(place);
      if (found === undefined) return fail('not-found', `There is no file ${place.path} in ${place.cwd}.`);
      const kind = await kindOf(found);
      if (kind === 'text' || kind === 'started text') {
        const editor = hasScreen(env) ? findEditor(env) : undefined;
        const opened = editor && (await start(editor, found, place, env));
        if (opened?.ok) return opened;
        return openText(found, kind, desktop);
      }
      if (kind !== 'started') return desktop.openFile(found);
      return fail(
        'cannot-open',
        `${found} is not a text, and might start a program. Open it yourself if you trust it.`,
      );
    },
  };
}

/** Where a path leads to another machine, Windows tells that one who we are, even if only asked whether it is there. */
export function isOnAnotherMachine(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' && /^[\\/]{2}/.test(path);
}

/** The file or folder that is meant: as it is written, or without the a/ or b/ of a diff, from `cwd` or a folder above it. */
function resolvePlace({ path, cwd }: PlaceInFile): string | undefined {
  const plain = path.startsWith('file://') ? pathOfUrl(path) : path.replace(/^~(?=$|[/\\])/, homedir());
  if (plain === undefined || isOnAnotherMachine(plain) || isOnAnotherMachine(cwd)) return undefined;
  if (isAbsolute(plain)) return existsSync(plain) ? plain : undefined;
  const names = [plain, ...(/^[ab]\//.test(plain) ? [plain.slice(2)] : [])];
  return foldersUp(cwd)
    .flatMap((folder) => names.map((name) => resolve(folder, name)))
    .find((candidate) => existsSync(candidate));
}

function pathOfUrl(url: string): string | undefined {
  try {
    // Terminals write their host's name into it.
    return fileURLToPath(url.replace(/^file:\/\/[^/]*/, 'file://'));
  } catch {
    return undefined;
  }
}

/** The folder and those above it, up to that of its repository: tools name files from there as well. */
function foldersUp(cwd: string): string[] {
  const folders: string[] = [];
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return folders.slice(0, 1);
  }
}

/** `started`: the desktop might start it rather than show it. */
type Kind = 'text' | 'started text' | 'shown' | 'started';

/** A link is what it leads to, whatever its own name says. */
async function kindOf(path: string): Promise<Kind> {
  const real = await realpath(path).catch(() => path);
  const found = await stat(real).catch(() => undefined);
  const isStarted = [path, real].some((name) => startedKinds.test(extname(name)));
  if (found?.isDirectory()) return isStarted ? 'started' : 'shown';
  // A pipe or a device would be waited for.
  const begin = found?.isFile() ? await readBegin(real) : undefined;
  const text = begin?.includes(0) ? undefined : begin?.toString();
  if (text !== undefined) return isStarted || desktopEntry.test(text) ? 'started text' : 'text';
  return [path, real].every((name) => shownKinds.test(extname(name))) ? 'shown' : 'started';
}

async function readBegin(path: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffedBytes));
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

function hasScreen(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

function start(editor: KnownEditor, file: string, at: Position, env: NodeJS.ProcessEnv): Promise<Opened> {
  return new Promise((settle) => {
    const { ELECTRON_RUN_AS_NODE: _, ...clean } = env;
    const child = spawn(editor.file, editor.args(file, at), { detached: true, stdio: 'ignore', env: clean });
    child.unref();
    child.once('error', (error) => settle(fail('cannot-open', error.message)));
    child.once('exit', (code) =>
      settle(code === 0 ? ok(undefined) : fail('cannot-open', `${editor.file} ended with exit code ${code ?? '?'}.`)),
    );
    setTimeout(() => settle(ok(undefined)), failsWithinMs).unref();
  });
}

/** Without an editor that we know: the desktop's own for texts, never what it would run them with. */
async function openText(file: string, kind: Kind, desktop: Pick<Desktop, 'openFile'>): Promise<Opened> {
  const program = textProgram();
  if (program) return start({ file: program.file, args: (path) => [...program.args, path] }, file, {}, process.env);
  if (kind === 'started text') {
    return fail('cannot-open', `The desktop would start ${file}. Set EDITOR to an editor with windows to read it.`);
  }
  return desktop.openFile(file);
}

function textProgram(): { file: string; args: string[] } | undefined {
  if (process.platform === 'darwin') return { file: '/usr/bin/open', args: ['-t'] };
  if (process.platform === 'win32') return { file: 'notepad.exe', args: [] };
  return undefined;
}
