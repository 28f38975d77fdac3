import {
  chmodSync,
  closeSync,
  constants,
  type FSWatcher,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmdirSync,
  unlinkSync,
  watch,
} from 'node:fs';
import { join } from 'node:path';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { HookRecord, HookTool } from '../ports';

/** It makes up for an event that the system lost. */
const sweepMs = 2_000;
/** A record that is not whole by then never will be. */
const staleMs = 60_000;
const largest = 1_500_000;
/** A hook writes one; under the same pid a later one may have written another. */
const mostRecords = 100;
/** Read in a row, so that a flood does not keep the hub from everything else. */
const turnMs = 10;

/** AGENT.TOOL.PID */
const namePattern = /^([a-zA-Z0-9-]{1,64})\.(claude|codex|gemini)\.\d{1,10}$/;

/** Follows the folder in which resources/agent-hooks/hook.sh leaves a file for each record. */
export function followHookSpool(
  directory: string,
  onRecord: (record: HookRecord) => void,
  scope: Scope,
): Result<void, 'cannot-watch'> {
  let watcher: FSWatcher | undefined;
  let isPlanned = false;

  function begin(): void {
    // Where a link leads nothing is ours to read and remove.
    if (isLink(directory)) unlinkSync(directory);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    watcher?.close();
    watcher = watch(directory, plan);
    watcher.on('error', () => {});
  }

  /** Events come in numbers: one look at the folder is for all of them. */
  function plan(): void {
    if (isPlanned || scope.closed) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      if (!scope.closed) quietly(sweep);
    });
  }

  function sweep(): void {
    if (isLink(directory)) begin();
    const until = performance.now() + turnMs;
    let hasTaken = false;
    for (const entry of oldestFirst(directory)) {
      hasTaken = take(entry) || hasTaken;
      if (performance.now() < until) continue;
      if (hasTaken) plan();
      return;
    }
  }

  /** @returns whether the file is gone */
  function take({ name, path, isFile, ageMs }: Entry): boolean {
    const [, agent = '', tool] = namePattern.exec(name) ?? [];
    const text = isFile && tool !== undefined ? readWhole(path) : undefined;
    if (isFile && text === undefined && ageMs < staleMs) return false;
    if (!remove(path)) return false;
    const records = text?.split('\0').filter((record) => record !== '') ?? [];
    for (const text of records.slice(-mostRecords)) onRecord({ agent, tool: tool as HookTool, text });
    return true;
  }

  try {
    begin();
  } catch (error) {
    return fail('cannot-watch', `Hooks of coding agents cannot report into ${directory}: ${messageOf(error)}`);
  }
  const timer = setInterval(() => quietly(sweep, begin), sweepMs).unref();
  scope.defer(() => {
    clearInterval(timer);
    watcher?.close();
  });
  plan();
  return ok(undefined);
}

/** Takes the folder away, unless something waits in it for the next hub. */
export function leaveHookSpool(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // It is not empty, or has gone.
  }
}

interface Entry {
  readonly name: string;
  readonly path: string;
  /** Anything else leads to what is not ours. */
  readonly isFile: boolean;
  readonly at: bigint;
  readonly ageMs: number;
}

function oldestFirst(directory: string): Entry[] {
  const found = readdirSync(directory).flatMap((name): Entry[] => {
    const path = join(directory, name);
    const info = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (!info) return [];
    return [{ name, path, isFile: info.isFile(), at: info.mtimeNs, ageMs: Date.now() - Number(info.mtimeMs) }];
  });
  return found.sort((a, b) => Number(a.at - b.at));
}

/** @returns undefined for what is gone, is not whole yet, or is larger than any record */
function readWhole(path: string): string | undefined {
  let file: number | undefined;
  try {
    // It may have become something else: a link leads to what is not ours, and to open a FIFO would wait.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const info = fstatSync(file);
    if (!info.isFile() || info.size > largest || !endsWithNul(file, info.size)) return undefined;
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function endsWithNul(file: number, size: number): boolean {
  const last = new Uint8Array(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0;
}

/** A folder that is not empty stays: nobody can tell what is in there. */
function remove(path: string): boolean {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Whoever owns the folder may change it under us. */
function quietly(act: () => void, otherwise?: () => void): void {
  try {
    act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    if (otherwise) quietly(otherwise);
  }
}
