import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '../../../../src/main/node/history/database';
import { createHistoryStore } from '../../../../src/main/node/history/store';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { buildHistoryWorker } from '../../../fixtures/history-worker';
import { anything, command, historyFile, starts } from './stage';

let worker: Awaited<ReturnType<typeof buildHistoryWorker>>;
beforeAll(async () => {
  worker = await buildHistoryWorker();
});
afterAll(() => worker.remove());

let scope: Scope;
let file: string;
beforeEach(() => {
  scope = createScope();
  file = historyFile(scope);
});
afterEach(() => scope.close());

const create = (script = worker.path) => scope.use(createHistoryStore({ file, worker: script }));

test('the thread stores and answers', async () => {
  const store = create();
  expect(await store.open()).toMatchObject({ ok: true, value: { figures: { entries: 0 } } });
  expect(await store.store(starts(command(5, 'npm test')))).toMatchObject({ ok: true, value: { entries: 1 } });
  expect(await store.list({ filter: anything, limit: 10 })).toMatchObject({
    value: { entries: [{ command: 'npm test' }] },
  });
});

test('closing stores what was handed over before, and it can be opened again', async () => {
  const store = create();
  await store.open();
  const stored = Array.from({ length: 20 }, (_, index) => store.store(starts(command(index, `tool ${index}`))));
  await store.close();
  for (const result of await Promise.all(stored)) expect(result.ok).toBe(true);
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  expect(await store.store([])).toMatchObject({ ok: false });
  expect(await store.open()).toMatchObject({ value: { figures: { entries: 20 } } });
});

test('the hub goes on with its work while the database is at its own', async () => {
  const store = create();
  await store.open();
  const entries = Array.from({ length: 20_000 }, (_, index) => command(index, `tool --option ${index}`));
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const changes = starts(...entries);
  await new Promise((resolve) => setTimeout(resolve, 20));
  longest = 0;
  last = performance.now();
  const begin = performance.now();
  await store.store(changes);
  const took = performance.now() - begin;
  clearInterval(timer);
  // Handing them over takes a moment; storing them does not.
  expect(longest).toBeLessThan(took * 0.8);
});

test('a question that takes long holds back neither what is stored nor estimates, and can be given up', async () => {
  const store = create();
  await store.open();
  await store.store(starts(...Array.from({ length: 3_000 }, (_, pid) => command(pid, `tool --option ${pid}`))));
  const order: string[] = [];
  const said = async (what: string, done: Promise<unknown>) => {
    await done;
    order.push(what);
  };
  const giveUp = new AbortController();
  const question = { filter: { ...anything, search: 'o' }, by: 'command', sort: 'p95', limit: 10 } as const;
  const asked = Array.from({ length: 20 }, () => store.stats(question));
  const last = store.stats(question, giveUp.signal);
  const all = [
    ...asked.map((answer) => said('stats', answer)),
    said('given up', last),
    said('stored', store.store(starts(command(1, 'tool')))),
    said('estimate', store.estimate({ command: 'tool', cwd: undefined, kind: 'tool' })),
  ];
  giveUp.abort();
  await Promise.all(all);
  expect(order[0]).toBe('given up');
  expect(await last).toMatchObject({ ok: false });
  expect(order.at(-1)).toBe('stats');
  expect((await asked.at(-1))?.ok).toBe(true);
  expect(await store.list({ filter: anything, limit: 1 })).toMatchObject({ value: { entries: [{ command: 'tool' }] } });
});

test.each([
  ['a directory in its place', () => mkdirSync(file), /cannot be used/],
  ['a folder that is not there', () => (file = join(dirname(file), 'gone', 'history.db')), /no such file/],
])('%s is told as the reason', async (_, spoil, reason) => {
  spoil();
  const opened = await create().open();
  expect(opened).toMatchObject({ ok: false, error: 'unavailable' });
  expect(opened.ok ? '' : opened.message).toMatch(reason);
});

test('a thread that cannot start is told as the reason, and tried anew by the next opening', async () => {
  const script = join(dirname(file), 'worker.mjs');
  writeFileSync(script, `import '@libsql/no-such-platform';`);
  const store = create(script);
  const opened = await store.open();
  expect(opened.ok ? '' : opened.message).toMatch(/cannot work here.*no-such-platform/);
  expect(await store.store([])).toMatchObject({ ok: false });
  writeFileSync(script, `await import(${JSON.stringify(worker.path)});`);
  expect(await store.open()).toMatchObject({ ok: true });
});

test.runIf(existsSync('/dev/full') && process.getuid?.() === 0)(
  'a disk that is full costs a batch, not the file',
  async () => {
    const small = join(dirname(file), 'small');
    mkdirSync(small);
    if (!(await mounted(small))) return console.log('skipped: a small file system cannot be mounted here');
    file = join(small, 'history.db');
    const store = create();
    await store.open();
    let stored = 0;
    let result: Awaited<ReturnType<typeof store.store>>;
    do {
      const pids = Array.from({ length: 500 }, (_, index) => stored + index);
      result = await store.store(starts(...pids.map((pid) => command(pid, `tool --option-${pid} ${'x'.repeat(200)}`))));
      if (result.ok) stored += 500;
    } while (result.ok && stored < 100_000);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('full') });
    await store.close();
    const reading = scope.use(createDatabase(file, true));
    expect(reading.open().figures.entries).toBe(stored);
  },
);

async function mounted(directory: string): Promise<boolean> {
  const mount = spawn('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory], { stdio: 'ignore' });
  const [code] = (await once(mount, 'exit')) as [number];
  if (code === 0) scope.defer(async () => void (await once(spawn('umount', ['-l', directory]), 'exit')));
  return code === 0;
}

/** A program that stores a command after the other and says how many it has stored. */
const program = (worker: string) => `
import { Worker } from 'node:worker_threads';
const worker = new Worker(${JSON.stringify(worker)}, { workerData: { file: process.argv[2], readOnly: false } });
const ask = (name, ...asked) => new Promise((resolve, reject) => {
  worker.once('message', (answer) => (answer.problem ? reject(new Error(answer.problem)) : resolve(answer.value)));
  worker.postMessage({ id: 0, name, asked });
});
const { figures } = await ask('open');
for (let at = figures.entries + 1; ; at++) {
  const entry = { key: at + ':1', command: 'tool ' + at + ' ' + 'x'.repeat(at % 500), program: 'tool', kind: 'tool', startedAt: at, endedAt: at, exit: { code: 0 }, firings: 0, ofAction: false };
  await ask('store', [{ type: 'started', entry }]);
  process.stdout.write(at + '\\n');
}
`;

test('kill -9 at any moment loses nothing that was stored, and never the file', async () => {
  const script = join(dirname(file), 'writer.mjs');
  writeFileSync(script, program(worker.path));
  chmodSync(script, 0o600);
  let said = 0;
  for (let round = 0; round < 6; round++) {
    const child: ChildProcess = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const killAt = said + 5 + round * 14;
    if (!child.stdout) throw new Error('There is no output');
    for await (const line of createInterface({ input: child.stdout })) {
      said = Math.max(said, Number(line));
      if (said >= killAt) child.kill('SIGKILL');
    }
    await exited;
    const database = createDatabase(file);
    const { figures, said: damage } = database.open();
    expect(damage).toBeUndefined();
    expect(figures.entries).toBeGreaterThanOrEqual(said);
    expect(figures.entries).toBeLessThanOrEqual(said + 1);
    database.close();
    said = figures.entries;
  }
});
