import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is reloaded: 50 modules that all require the first, and most one of ten others. */
export const modules = 50;

/** @param prefix before the names of modules, as `require` has them; a file says its version when it is in force */
export function textOf(index: number, version: number, prefix = ''): string {
  const name = `${prefix}m${index}`;
  const others = `${index > 9 ? `require("${prefix}m${index % 10}")` : ''}`;
  const needs = index === 0 ? '' : `local base = require("${prefix}m0") ${others}`;
  const functions = Array.from(
    { length: 12 },
    (_, n) => `function M.f${n}(x) local t = {} for i = 1, 10 do t[i] = x * i + ${n} end return t end`,
  );
  return `${needs}\nlocal M = { version = ${version} }\n${functions.join('\n')}
hub.state["m${index}"] = hub.state["m${index}"] or { count = 0, rows = { 1, 2, 3 } }
events.on("m${index}", function() return M.version end)
hooks.register("tick", "m${index}", function() end)
events.emit("in_force", "${name} " .. M.version)
return M`;
}

/** Logs what has come into force: `user.m7 12`. */
export const teller = 'events.on("in_force", function(what) log.info(what) end)';

export function writeModules(folder: string, prefix: string): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < modules; index++) writeFileSync(join(folder, `m${index}.lua`), textOf(index, 0, prefix));
}

/** How programs save: over the old file, beside it and renamed, or slowly. Resolves when the last byte is written. */
export const ways: Readonly<Record<string, (path: string, text: string) => Promise<void>>> = {
  'written in place': async (path, text) => writeFileSync(path, text),
  'renamed over': async (path, text) => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  },
  'truncated, and written after 15 ms': async (path, text) => {
    writeFileSync(path, '');
    await new Promise((resolve) => setTimeout(resolve, 15));
    writeFileSync(path, text);
  },
};
