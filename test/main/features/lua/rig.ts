import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import { createLua, type Lua } from '../../../../src/main/features/lua';
import {
  createClock,
  createFileBoxes,
  createFiles,
  createFolders,
  createGit,
  createKeptValues,
  createKeyring,
  createLuaDomains,
  createPtys,
  createTextTrees,
  createWebClient,
} from '../../../../src/main/node';
import type { LuaDomains } from '../../../../src/main/ports';
import { type Cell, createCell } from '../../../../src/shared/event';
import { ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { type Agent, type Rule, usualSettings } from '../../../../src/shared/vocabulary';
import { luaInThisThread } from '../../../fixtures/lua-in-this-thread';
import { silentLog } from '../../../fixtures/silent-log';

/** What Lua asked of the hub, as words. */
export interface Rig {
  readonly lua: Lua;
  readonly home: string;
  readonly asked: string[];
  readonly rules: Cell<{ readonly rules: readonly Rule[] }>;
  readonly scope: Scope;
  /** Writes a file below Lua's own folder: `user/a.lua`. */
  write(path: string, text: string): void;
  /** Resolves when a module is in the state. */
  until(module: string, state: string): Promise<void>;
  file(module: string): Promise<Awaited<ReturnType<Lua['describe']>>['files'][number] | undefined>;
  /** Results of an expression in the trusted domain, or the problem. */
  ask(code: string, domain?: string): Promise<string>;
}

export const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

export interface RigOptions {
  readonly home: string;
  /** The built worker; without it Lua runs in the test's own thread. */
  readonly worker?: string | undefined;
  readonly domains?: LuaDomains;
  readonly shipped: string;
  readonly userHome?: string;
  readonly agents?: readonly Agent[];
}

/** Lua on real workers and real files; only agents, notifications and rules are lists of what was asked. */
export async function openRig({ home, worker, shipped, agents = [], ...more }: RigOptions): Promise<Rig> {
  const scope = createScope();
  const rules = createCell<{ readonly rules: readonly Rule[] }>({ rules: [] });
  const asked: string[] = [];
  const note = (text: string) => void asked.push(text);
  const someAgent = async (text: string) => {
    note(text);
    const [agent] = agents;
    if (!agent) throw new Error('The test has no agent.');
    return ok(agent);
  };
  const lua = await createLua(
    {
      ...{
        domains: more.domains ?? (worker === undefined ? luaInThisThread : createLuaDomains({ worker })),
        trees: createTextTrees(),
        boxes: createFileBoxes(),
      },
      ...{
        kept: createKeptValues(home),
        clock: createClock(),
        log: silentLog,
        git: createGit(),
        web: createWebClient(),
      },
      keyring: createKeyring({ env: { PATH: '/nowhere' }, platform: 'linux' }),
      folders: createFolders(),
      rules: { files: createFiles(), rules, configFile: join(home, 'config.toml') },
      pty: { ptys: createPtys(), env: { PATH: process.env.PATH ?? '' }, cwd: home },
      agents: () => ({
        state: { value: agents },
        spawn: (request) => someAgent(`spawn ${JSON.stringify(request)}`),
        kill: (id) => someAgent(`kill ${id}`),
        restart: (id) => someAgent(`restart ${id}`),
        send(id, text, { enter }) {
          note(`send ${id} ${text}${enter ? ' ⏎' : ''}`);
          return ok(undefined);
        },
        update(id, change) {
          note(`update ${id} ${JSON.stringify(change)}`);
          const [agent] = agents;
          if (!agent) throw new Error('The test has no agent.');
          return ok(agent);
        },
      }),
      hub: {
        notifier: {
          async show({ title, message }) {
            note(`notify ${title}: ${message}`);
            return ok(undefined);
          },
        },
        processes: () => [],
        settings: () => usualSettings,
        pauseRules: (paused) => note(paused ? 'pause' : 'go on'),
      },
      ...{ shipped, home, userHome: more.userHome },
    },
    scope,
  );
  lua.start();
  await lua.ready;
  const file = async (module: string) => (await lua.describe()).files.find((each) => each.module === module);
  return {
    ...{ lua, home, asked, scope, file, rules },
    write: (path, text) => put(join(home, 'lua', path), text),
    until: (module, state) => eventually(async () => expect((await file(module))?.state).toBe(state)),
    async ask(code, domain) {
      const done = await lua.evaluate(code, domain);
      if (!done.ok) return done.message;
      return done.value.ok ? done.value.value.join(' ') : `! ${done.value.problem.message}`;
    },
  };
}

export function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
