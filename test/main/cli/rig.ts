import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { openEditor } from '../../../src/main/node/editor';
import { createFiles } from '../../../src/main/node/files';
import { createHistoryStore } from '../../../src/main/node/history/store';
import { locateHome } from '../../../src/main/node/home';
import { readLuaFolder } from '../../../src/main/node/lua-folder';
import { createShellSetups } from '../../../src/main/node/shell-setup';
import { createTextTrees } from '../../../src/main/node/text-trees';
import { writeParts } from '../../../src/main/node/write-parts';
import { createText, replaceText } from '../../../src/main/node/write-text';
import { ok } from '../../../src/shared/result';
import type { Scope } from '../../../src/shared/scope';
import { createFakeInstaller, type FakeInstaller } from '../../fixtures/fake-installer';
import { temporaryDirectory } from '../gateway/transports';

/** The command line with a home of its own; what it says is kept. No hub runs unless `host.openHub` is replaced. */
export interface Rig {
  readonly directory: string;
  readonly host: CliHost;
  readonly installer: FakeInstaller;
  readonly out: string[];
  readonly errors: string[];
  /** What `serve` was asked for. */
  served: unknown;
  run(...argv: string[]): Promise<number>;
  /** Writes a configuration; returns its path. */
  config(text: string, name?: string): string;
}

const resource = (name: string) => join(import.meta.dirname, '../../../resources', name);

export function createRig(scope: Scope): Rig {
  const directory = temporaryDirectory(scope);
  const installer = createFakeInstaller();
  const person = join(directory, 'person');
  mkdirSync(person);
  const host: CliHost = {
    version: '1.2.3',
    out: async (line) => void rig.out.push(line),
    error: async (line) => void rig.errors.push(line),
    locateHome: (asked) => locateHome(asked ?? directory),
    userHome: person,
    absolute: (path) => resolve('/where/it/was/given', path),
    agentId: undefined,
    terminalSize: () => undefined,
    openTerminal: () => undefined,
    readText: createFiles().readText,
    ...{ createText, replaceText, openEditor },
    readInput: async () => '',
    readLine: async () => undefined,
    async *typedLines() {},
    writeFile: writeParts,
    // There is no such thread: tests that read a history without a hub bring one.
    openHistory: ({ history }) => createHistoryStore({ file: history, worker: join(directory, 'no-worker.mjs') }),
    openHub: () => undefined,
    probeInstaller: installer,
    // Tests that run Lua bring the thread for it.
    lua: {
      shipped: join(import.meta.dirname, '../../../lua'),
      domains: {
        open() {
          throw new Error('This test has no Lua');
        },
      },
      readFolder: readLuaFolder,
      prepareFolder: createTextTrees().prepare,
    },
    shellSetups: (home) => createShellSetups({ app: { resource }, home, person, env: { PATH: '/bin' } }),
    openOnDesktop: async () => ok(undefined),
    serve: async (options) => {
      rig.served = options;
      return 0;
    },
  };
  const rig: Rig = {
    ...{ directory, host, installer, out: [], errors: [], served: undefined },
    run: (...argv) => runCli(argv, host),
    config(text, name = 'config.toml') {
      const path = join(directory, name);
      writeFileSync(path, text);
      return path;
    },
  };
  return rig;
}

export const rules = `
[[rules]]
id = "sleepers"
command = ["sleep *", "nap *"]
action = { type = "exec", path = "echo" }

[[rules]]
id = "install"
command = "npm install"
action = { type = "exec", path = "echo" }
`;

/** What other programs and files say must not steer the person's terminal. */
export function expectNoControlCharacters({ out, errors }: Rig): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  for (const line of [...out, ...errors]) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
}
