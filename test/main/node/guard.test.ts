import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/main/node/guard';
import { createScope, type Scope } from '../../../src/shared/scope';
import { silentLog } from '../../fixtures/silent-log';

const script = resolve('resources/guard.sh');
const grace = { termAfterMs: 300, killAfterMs: 300 };
let folder: string;
let scope: Scope;
let pids: number[];
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guard '));
  scope = createScope();
  pids = [];
  children = [];
});
afterEach(async () => {
  await scope.close();
  for (const pid of pids) signal(-pid, 'SIGKILL');
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  rmSync(folder, { recursive: true });
});

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

const soon = { timeout: 10_000, interval: 10 };
const isGone = (pid: number) => expect.poll(() => signal(-pid, 0), soon).toBe(false);

/** A process that leads a group and has set itself up when it is given back. */
async function startGroup(line: string): Promise<number> {
  const child = spawn('/bin/sh', ['-c', `${line}`], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  pids.push(child.pid ?? 0);
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const stubborn = 'trap "" TERM HUP INT; (trap "" TERM; while :; do sleep 1; done) & echo; while :; do sleep 1; done';
const polite = 'echo; while :; do sleep 1; done';

/** A hub of which nothing is left but its guard: it watches, says so, and waits to be killed. */
async function startHub(groups: readonly number[], files: readonly string[]): Promise<ChildProcess> {
  const source = `
    import { createGuard } from ${JSON.stringify(resolve('src/main/node/guard.ts'))};
    import { createScope } from ${JSON.stringify(resolve('src/shared/scope.ts'))};
    const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
    const options = { script: ${JSON.stringify(script)}, log, grace: ${JSON.stringify(grace)} };
    const guard = createGuard(options, createScope());
    for (const group of ${JSON.stringify(groups)}) guard.watchGroup(group);
    for (const file of ${JSON.stringify(files)}) guard.watchFile(file);
    setTimeout(() => console.log('ready'), 50);
    setInterval(() => {}, 1000);
  `;
  const { build } = await import('vite');
  const entry = join(folder, 'hub.mjs');
  writeFileSync(entry, source);
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: entry,
      outDir: join(folder, 'out'),
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'hub.mjs' } },
    },
  });
  const hub = spawn(process.execPath, [join(folder, 'out', 'hub.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(hub);
  await once(hub.stdout, 'data');
  return hub;
}

function touch(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}

describe.skipIf(process.platform === 'win32')('The guard (there is none on Windows)', () => {
  test('ends groups and removes files when the hub is killed', async () => {
    const groups = [await startGroup(stubborn), await startGroup(polite)];
    const files = ['hub.sock', 'with space', `quote'"$(x)`, '-rf', 'back\\slash', ' edge '].map(touch);
    const bystander = await startGroup(polite);
    const hub = await startHub(groups, files);
    hub.kill('SIGKILL');
    for (const file of files) await expect.poll(() => existsSync(file), soon).toBe(false);
    for (const pid of groups) await isGone(pid);
    expect(signal(-bystander, 0)).toBe(true);
  });

  test.each([
    ['is still the dead hub’s', 'mine', false],
    ['another hub has taken over', 'theirs', true],
  ])('when the lock %s (%s), files stay: %s', async (_what, nonce, stay) => {
    const [file, lock] = [touch('hub.sock'), touch('hub lock')];
    writeFileSync(lock, JSON.stringify({ pid: 1, nonce }));
    const guard = spawn('/bin/sh', [script, '1', '1'], { stdio: ['pipe', 'ignore', 'inherit'] });
    guard.stdin.end(`+f ${file}\n+l mine ${lock}\n`);
    expect(await once(guard, 'exit')).toEqual([0, null]);
    expect([existsSync(file), existsSync(lock)]).toEqual([stay, stay]);
  });

  test('leaves groups and files alone when the hub ends in order', async () => {
    const group = await startGroup(polite);
    const file = touch('kept');
    const guard = createGuard({ script, log: silentLog, grace }, scope);
    guard.watchGroup(group);
    guard.watchFile(file);
    const [pid] = await guardPids();
    await scope.close();
    expect(signal(pid ?? 0, 0)).toBe(false);
    expect([signal(-group, 0), existsSync(file)]).toEqual([true, true]);
  });

  test('forgets a group whose number may be given away', async () => {
    const [forgotten, kept] = [await startGroup(polite), await startGroup(polite)];
    const guard = spawn('/bin/sh', [script, '1', '1'], { stdio: ['pipe', 'ignore', 'inherit'] });
    guard.stdin.end(`+g ${forgotten}\n+g ${kept}\n-g ${forgotten}\n-g 999999\n+g ${String(forgotten).slice(0, -1)}`);
    expect(await once(guard, 'exit')).toEqual([0, null]);
    await isGone(kept);
    expect(signal(-forgotten, 0)).toBe(true);
  });

  test('gives groups time to end by themselves', async () => {
    const group = await startGroup('trap "exit 1" TERM; echo; sleep 0.5');
    const guard = spawn('/bin/sh', [script, '50', '20'], { stdio: ['pipe', 'ignore', 'inherit'] });
    const startedAt = performance.now();
    guard.stdin.end(`+g ${group}\n`);
    await once(guard, 'exit');
    expect(children[0]?.exitCode ?? (await once(children[0] as ChildProcess, 'exit'))[0]).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('does not end by the signals that end a session', async () => {
    const guard = spawn('/bin/sh', [script], { stdio: ['pipe', 'ignore', 'inherit'] });
    // It answers when it has read its first line, so the signals find it set up.
    guard.stdin.write(`+g 999999\n`);
    await expect.poll(() => ignoredSignals(guard.pid ?? 0), soon).toEqual(['HUP', 'INT', 'TERM']);
    guard.stdin.end('q\n');
    expect(await once(guard, 'exit')).toEqual([0, null]);
  });

  test('is started again with all that it watched when it is killed itself', async () => {
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const guard = createGuard({ script, log, grace }, scope);
    guard.watchFile(touch('watched'));
    const [first] = await guardPids();
    process.kill(first ?? 0, 'SIGKILL');
    await expect.poll(() => warnings, soon).toEqual(['The guard ended and is started again']);
    await expect.poll(async () => (await guardPids()).filter((pid) => pid !== first).length, soon).toBe(1);
  });

  test('refuses a path that its lines cannot carry', () => {
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const guard = createGuard({ script, log, grace }, scope);
    guard.watchFile('a\nq');
    guard.watchLock('a\n+f /etc/hub.lock', 'mine');
    expect(warnings).toEqual([
      'A file is not guarded: its path contains a line break',
      'The lock is not guarded: its path contains a line break',
    ]);
  });
});

/** Guards that this test process has started. */
async function guardPids(): Promise<number[]> {
  const ps = spawn('ps', ['-A', '-o', 'pid=,ppid=,args='], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  ps.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(ps, 'close');
  return text
    .split('\n')
    .filter((line) => line.includes(script) && Number(line.trim().split(/\s+/)[1]) === process.pid)
    .map((line) => Number.parseInt(line, 10));
}

/** Linux tells in /proc which of these signals a process ignores; elsewhere we believe it. */
async function ignoredSignals(pid: number): Promise<string[]> {
  const names = { HUP: 1, INT: 2, TERM: 15 };
  if (process.platform !== 'linux') return Object.keys(names);
  const { readFileSync } = await import('node:fs');
  const mask = BigInt(`0x${/SigIgn:\s*(\w+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]}`);
  return Object.entries(names).flatMap(([name, number]) => ((mask >> BigInt(number - 1)) & 1n ? [name] : []));
}
