import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { type LuaEngine, LuaFactory } from 'wasmoon';
import type { Client } from '../../../src/shared/contract';
import type { Scope } from '../../../src/shared/scope';
import { makeHome } from '../../fixtures/running-hub';
import { type Figure, machineMs, pause, percentile } from '../measure';
import { modules, teller, textOf, ways, writeModules } from './files';
import { luaPorts, openHub } from './hub';

/** Long enough that one save is not taken together with the next. */
const betweenMs = 60;
const patienceMs = 3_000;
/** What a plain program has not seen by then it never sees. */
const plainPatienceMs = 600;

/** From the end of saving one of 50 files until its new behaviour is active: ours, and as a plain program would do it. */
export async function measureSaves(worker: string, quick: boolean, scope: Scope): Promise<Figure[]> {
  const count = quick ? 20 : 100;
  const figures: Figure[] = [];
  for (const [who, begin] of [
    ['VibeRot', ours],
    ['a new engine for each change', plain],
  ] as const) {
    const inner = scope.child();
    const subject = await begin(worker, inner);
    const isOurs = who === 'VibeRot';
    let version = 0;
    for (const [way, save] of Object.entries(ways)) {
      const times: number[] = [];
      for (let n = 0; n < count; n++) {
        const index = ++version % modules;
        const isActive = subject.active(index, version);
        await save(join(subject.folder, `m${index}.lua`), textOf(index, version, subject.prefix));
        const began = machineMs();
        const at = await Promise.race([isActive, pause(isOurs ? patienceMs : plainPatienceMs)]);
        if (at !== undefined) times.push(Math.max(0, at - began));
        await pause(betweenMs);
      }
      const isSlow = way.startsWith('truncated');
      const aim = (most: string) => (isOurs ? { aim: most } : {});
      figures.push(
        { what: `${who}, ${way}: p50`, value: percentile(times, 0.5), unit: 'ms', ...aim(isSlow ? '≤ 100' : '≤ 10') },
        { what: '… p99', value: percentile(times, 0.99), unit: 'ms', ...aim(isSlow ? '≤ 100' : '≤ 50') },
        { what: '… never seen', value: count - times.length, unit: `of ${count}`, ...aim('≤ 0') },
      );
    }
    await inner.close();
  }
  return figures;
}

interface Subject {
  readonly folder: string;
  readonly prefix: string;
  /** When this version of a module is what answers. */
  active(index: number, version: number): Promise<number>;
}

async function ours(worker: string, scope: Scope): Promise<Subject> {
  const home = makeHome(scope, '');
  const folder = join(home, 'lua/user');
  writeModules(folder, 'user.');
  writeFileSync(join(folder, 'a_teller.lua'), teller);
  const shipped = join(home, 'shipped');
  mkdirSync(shipped);
  const client = await openHub(home, luaPorts(worker), shipped, scope);
  const heard = await listen(client);
  return { folder, prefix: 'user.', active: (index, version) => heard(`user.m${index} ${version}`) };
}

/** Tells when a line was logged. */
export async function listen(client: Client): Promise<(line: string) => Promise<number>> {
  const waiting = new Map<string, (at: number) => void>();
  const lines = await client.lua.watchLogs({});
  void (async () => {
    for await (const { text } of lines) {
      waiting.get(text)?.(machineMs());
      waiting.delete(text);
    }
  })().catch(() => {});
  return (line) => new Promise((resolve) => waiting.set(line, resolve));
}

/** As one would write it first: chokidar, and an engine that reads all files again. */
async function plain(_: string, scope: Scope): Promise<Subject> {
  const folder = makeHome(scope, '');
  writeModules(folder, '');
  const factory = new LuaFactory();
  let engine: LuaEngine | undefined;
  const waiting = new Map<string, (at: number) => void>();

  async function loadAll(): Promise<void> {
    const next = await factory.createEngine();
    const told = new Map<string, string>();
    next.global.set('read', (name: string) => readFileSync(join(folder, `${name}.lua`), 'utf8'));
    next.global.set('told', (line: string) => told.set(line.split(' ')[0] ?? '', line));
    try {
      await next.doString(`local loaded = {}
        hub, hooks = { state = {} }, { register = function() end }
        events = { on = function() end, emit = function(_, line) told(line) end }
        function require(name)
          if loaded[name] == nil then loaded[name] = assert(load(read(name), name))() or true end
          return loaded[name]
        end`);
      const names = readdirSync(folder).filter((name) => /^m\d+\.lua$/.test(name));
      for (const name of names) await next.doString(`require("${name.replace('.lua', '')}")`);
    } catch {
      // A file that is half written: what was there goes on.
      next.global.close();
      return;
    }
    engine?.global.close();
    engine = next;
    const at = machineMs();
    for (const line of told.values()) {
      waiting.get(line)?.(at);
      waiting.delete(line);
    }
  }

  await loadAll();
  const watcher = watch(folder);
  await new Promise<void>((resolve) => void watcher.on('ready', resolve));
  watcher.on('change', () => void loadAll());
  watcher.on('add', () => void loadAll());
  scope.defer(() => watcher.close());
  return {
    ...{ folder, prefix: '' },
    active: (index, version) => new Promise((resolve) => waiting.set(`m${index} ${version}`, resolve)),
  };
}
