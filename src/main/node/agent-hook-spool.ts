import {
  chmodSync,
  closeSync,
  constants,
  type FSWatcher,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
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
    const until = performance.now() + turnMs;
    for (const { name, record } of readAll(directory)) {
      rmSync(join(directory, name), { force: true });
      if (record) onRecord(record);
      if (performance.now() < until) continue;
      plan();
      return;
    }
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

interface Read {
  readonly name: string;
  /** Without one it is only to be removed. */
  readonly record?: HookRecord;
}

/** What may be taken away, in the order in which it was written. */
function readAll(directory: string): Read[] {
  const found: (Read & { readonly at: bigint })[] = [];
  for (const name of readdirSync(directory)) {
    const [, agent = '', tool] = namePattern.exec(name) ?? [];
    const content = readWhole(join(directory, name));
    if (!content) continue;
    if (tool === undefined || content.text === undefined) {
      if (content.ageMs > staleMs) found.push({ name, at: content.at });
      continue;
    }
    for (const text of content.text.split('\0').slice(0, -1)) {
      found.push({ name, at: content.at, record: { agent, tool: tool as HookTool, text } });
    }
  }
  return found.sort((a, b) => Number(a.at - b.at));
}

/** @returns undefined for what is gone; without `text` what is not whole, or nothing that we would read */
function readWhole(path: string): { text?: string; at: bigint; ageMs: number } | undefined {
  let file: number | undefined;
  try {
    // A link leads to what is not ours, and to open a FIFO would wait.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const info = fstatSync(file, { bigint: true });
    const about = { at: info.mtimeNs, ageMs: Date.now() - Number(info.mtimeMs) };
    if (!info.isFile() || info.size > largest) return { ...about, ageMs: staleMs + 1 };
    const bytes = readFileSync(file);
    return bytes.at(-1) === 0 ? { ...about, text: bytes.toString('utf8') } : about;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
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
