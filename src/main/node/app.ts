import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the app's own files are. */
export interface App {
  readonly version: string;
  /** What the build made: main, preload, renderer, native. */
  readonly outDirectory: string;
  /** The built thread that keeps the history. */
  readonly historyWorker: string;
  /** The built process that holds terminals, and the files that it loads later. */
  readonly terminalHost: { readonly program: string; readonly parts: readonly string[] };
  /** The Lua files that are shipped. */
  readonly luaFiles: string;
  /** The built thread that runs Lua. */
  readonly luaWorker: string;
  /** Path of a file in resources/. */
  resource(name: string): string;
}

/** @param entryUrl import.meta.url of an entry in out/main */
export function locateApp(entryUrl: string): App {
  const root = fileURLToPath(new URL('../..', entryUrl));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    version,
    outDirectory: join(root, 'out'),
    historyWorker: join(root, 'out', 'main', 'history-worker.js'),
    terminalHost: {
      program: join(root, 'out', 'main', 'terminal-host.js'),
      parts: [join(root, 'out', 'main', 'terminal-screens.js')],
    },
    luaFiles: join(root, 'lua'),
    luaWorker: join(root, 'out', 'main', 'lua-domain.js'),
    resource: (name) => join(root, 'resources', name),
  };
}
