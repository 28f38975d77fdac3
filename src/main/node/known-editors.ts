import { accessSync, constants, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

export interface Position {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** How editors that open windows of their own are told a place in a file. */
type Form = (file: string, at: Position) => string[];

const withColons: Form = (file, at) => [place(file, at)];
const goTo: Form = (file, at) => ['-g', place(file, at)];
const named: Form = (file, { line, column }) => [...option('--line', line), ...option('--column', column), file];
const plus: Form = (file, { line }) => [...(line === undefined ? [] : [`+${line}`]), file];
const plusColon: Form = (file, at) => [...(at.line === undefined ? [] : [`+${position(at)}`]), file];

function place(file: string, at: Position): string {
  return at.line === undefined ? file : `${file}:${position(at)}`;
}

function position({ line, column }: Position): string {
  return [line, column].filter((number) => number !== undefined).join(':');
}

function option(name: string, value: number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

const forms: Readonly<Record<string, Form>> = {
  ...all(['code', 'code-insiders', 'codium', 'cursor', 'windsurf'], goTo),
  ...all(['zed', 'zeditor', 'subl', 'sublime_text'], withColons),
  ...all(['idea', 'webstorm', 'pycharm', 'goland', 'clion', 'phpstorm', 'rubymine', 'rider', 'rustrover'], named),
  ...all(['kate'], named),
  ...all(['gvim', 'mvim', 'bbedit'], plus),
  ...all(['emacs', 'gedit'], plusColon),
  mate: (file, at) => [...(at.line === undefined ? [] : ['-l', position(at)]), file],
  'notepad++': (file, { line, column }) => [
    ...(line === undefined ? [] : [`-n${line}`]),
    ...(column === undefined ? [] : [`-c${column}`]),
    file,
  ],
};

function all(names: readonly string[], form: Form): Record<string, Form> {
  return Object.fromEntries(names.map((name) => [name, form]));
}

/** Those that are looked for when nobody says which one to take. */
const sought = ['code', 'cursor', 'windsurf', 'codium', 'code-insiders', 'zed', 'zeditor', 'subl'];

/** Where their commands lie on a Mac when they were not put on the PATH. */
const macPlaces: Readonly<Record<string, string>> = {
  code: '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
  cursor: '/Applications/Cursor.app/Contents/Resources/app/bin/cursor',
  windsurf: '/Applications/Windsurf.app/Contents/Resources/app/bin/windsurf',
  zed: '/Applications/Zed.app/Contents/MacOS/cli',
  subl: '/Applications/Sublime Text.app/Contents/SharedSupport/bin/subl',
};

/** On Windows "code" is a batch file, which no path may be handed to; the program is beside its folder. */
const windowsPrograms: Readonly<Record<string, string>> = {
  ...{ code: 'Code.exe', 'code-insiders': 'Code - Insiders.exe', codium: 'VSCodium.exe' },
  ...{ cursor: 'Cursor.exe', windsurf: 'Windsurf.exe' },
};

/** A program that opens windows of its own, and what it is told. */
export interface KnownEditor {
  readonly file: string;
  args(file: string, at: Position): string[];
}

/** The editor that VISUAL or EDITOR names if it is known and needs no terminal, else one that is installed. */
export function findEditor(env: NodeJS.ProcessEnv, platform = process.platform): KnownEditor | undefined {
  for (const line of [env.VISUAL, env.EDITOR]) {
    const asked = line === undefined ? undefined : fromCommandLine(line, env, platform);
    if (asked) return asked;
  }
  for (const name of sought) {
    const [file, form] = [locate(name, env, platform), forms[name]];
    if (file !== undefined && form) return { file, args: form };
  }
  return undefined;
}

/** "code --wait": nobody waits here, and what else it says is kept. */
function fromCommandLine(line: string, env: NodeJS.ProcessEnv, platform: string): KnownEditor | undefined {
  const [command = '', ...rest] =
    line
      .trim()
      .match(/"[^"]*"|'[^']*'|\S+/g)
      ?.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')) ?? [];
  const form =
    forms[
      basename(command.replaceAll('\\', '/'))
        .replace(/\.(exe|cmd)$/i, '')
        .toLowerCase()
    ];
  const inTerminal = rest.some((arg) => /^(-nw|--no-window-system|-t|--tty)$/.test(arg));
  if (!form || inTerminal) return undefined;
  const file = locate(command, env, platform);
  const kept = rest.filter((arg) => !/^(-w|--wait|-b|--block)$/.test(arg));
  return file === undefined ? undefined : { file, args: (name, at) => [...kept, ...form(name, at)] };
}

function locate(name: string, env: NodeJS.ProcessEnv, platform: string): string | undefined {
  const windows = platform === 'win32';
  if (/[/\\]/.test(name)) return isProgram(name) && !/\.(cmd|bat)$/i.test(name) ? name : undefined;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) =>
    windows
      ? [join(folder, `${name}.exe`), ...(windowsPrograms[name] ? [join(folder, '..', windowsPrograms[name])] : [])]
      : [join(folder, name)],
  );
  const bundled = platform === 'darwin' ? macPlaces[name] : undefined;
  return [...candidates, ...(bundled === undefined ? [] : [bundled])].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
