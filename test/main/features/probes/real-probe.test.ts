import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../../../src/main/node/clock';
import { createProbeHost } from '../../../../src/main/node/probe-host';
import type { Clock } from '../../../../src/main/ports';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Fact } from '../../../../src/shared/vocabulary';
import { temporaryDirectory } from '../../gateway/transports';
import { built, watch } from './real-probes';

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

let tags = 0;
/** An argument that no other process on the machine has: also seconds to sleep for. */
const uniqueTag = () => `777.${process.pid}${String(++tags).padStart(3, '0')}`;

/** Processes that stay until they are ended. */
function startSleepers(count: number): { readonly tag: string; readonly child: ChildProcess }[] {
  return Array.from({ length: count }, () => {
    const tag = uniqueTag();
    const child = spawn('sleep', [tag], { stdio: 'ignore' });
    scope.defer(() => void child.kill('SIGKILL'));
    return { tag, child };
  });
}

async function end(sleepers: readonly { readonly child: ChildProcess }[]): Promise<void> {
  const ended = sleepers.map(({ child }) => once(child, 'exit'));
  for (const { child } of sleepers) child.kill('SIGKILL');
  await Promise.all(ended);
}

/** Short commands one after the other, until the count is reached. */
function startStorm(count: number, tag: string): ChildProcess {
  const storm = spawn('sh', ['-c', `i=0; while [ $i -lt ${count} ]; do /bin/true ${tag} $i; i=$((i+1)); done`], {
    stdio: 'ignore',
  });
  scope.defer(() => void storm.kill('SIGKILL'));
  return storm;
}

/** How a process went, in one word per fact. */
const course = (facts: readonly Fact[]) =>
  facts.map((fact) => {
    if (fact.type === 'process.started') return fact.existing ? 'found' : 'started';
    return fact.type === 'process.exited' ? JSON.stringify(fact.exit) : fact.type;
  });

const unknown = '{"unknown":true}';

describe.skipIf(built.path === undefined)('with the real helper', () => {
  test('a helper that is killed in a storm is replaced, and then what lives is known and what ended has ended', async () => {
    const { status, told, becomes, until } = await watch(scope);
    await becomes('running');
    const [stay, go] = [startSleepers(20), startSleepers(20)];
    await until(() => [...stay, ...go].every(({ tag }) => told.withArgument(tag).length === 1), 'all are known');
    const tag = uniqueTag();
    const storm = startStorm(600, tag);
    const stormEnded = once(storm, 'exit');
    await until(() => told.withArgument(tag).length > 100, 'the storm is under way');

    process.kill(status.value.pid ?? 0, 'SIGKILL');
    await becomes('restarting');
    expect(status.value.why).toContain('SIGKILL');
    await end(go);
    const late = startSleepers(20);
    await becomes('running');
    await stormEnded;
    const after = startSleepers(1);
    const known = () => [...stay, ...late, ...after].every((one) => told.withArgument(one.tag).length === 1);
    const over = () => go.every((one) => course(told.withArgument(one.tag)[0]?.facts ?? []).length === 2);
    await until(() => known() && over(), 'all is known again');

    expect(stay.map((one) => course(told.withArgument(one.tag)[0]?.facts ?? []))).toEqual(stay.map(() => ['started']));
    expect(go.map((one) => course(told.withArgument(one.tag)[0]?.facts ?? []))).toEqual(
      go.map(() => ['started', unknown]),
    );
    for (const { facts } of told.withArgument(tag)) {
      // Started or found once, and then over once, whichever helper told it.
      expect(course(facts)).toEqual([expect.stringMatching(/started|found/), expect.stringMatching(/code|unknown/)]);
    }
    expect(status.value).toMatchObject({ restarts: 1, malformedLines: 0 });
  });

  test('a helper that hangs is replaced, and what happened meanwhile is known', { timeout: 60_000 }, async () => {
    const hurried = createHurriedClock();
    const { status, told, becomes, until } = await watch(scope, { clock: hurried });
    await becomes('running');
    const [stays, goes] = [startSleepers(1), startSleepers(1)];
    await until(() => [...stays, ...goes].every(({ tag }) => told.withArgument(tag).length === 1), 'both are known');
    const first = status.value.pid ?? 0;
    process.kill(first, 'SIGSTOP');
    hurried.hurry();
    await end(goes);
    const comes = startSleepers(1);
    await becomes('restarting');
    expect(status.value.why).toBe('The probe hangs: it sent no sign of life for 15 s.');
    hurried.calmDown();
    await becomes('running');
    expect(status.value.pid).not.toBe(first);
    expect(() => process.kill(first, 0)).toThrow('ESRCH');
    const courses = () =>
      [stays, goes, comes].map(([one]) => course(told.withArgument(one?.tag ?? '')[0]?.facts ?? []));
    await until(() => courses()[1]?.length === 2 && courses()[2]?.length === 1, 'all is known again');
    expect(courses()).toEqual([['started'], ['started', unknown], ['found']]);
  });

  test('a helper that was only stopped for a while goes on, with nothing lost', async () => {
    const { status, told, becomes, until } = await watch(scope);
    await becomes('running');
    process.kill(status.value.pid ?? 0, 'SIGSTOP');
    const [one, other] = startSleepers(2);
    if (!one || !other) throw new Error('there are none');
    await end([other]);
    process.kill(status.value.pid ?? 0, 'SIGCONT');
    await until(() => told.withArgument(one.tag).length === 1, 'it is known');
    expect(status.value).toMatchObject({ state: 'running', restarts: 0 });
  });

  test.each([
    ['exit 0', '{"code":0}'],
    ['exit 7', '{"code":7}'],
    ['kill -TERM $$', '{"signal":15}'],
    ['kill -KILL $$', '{"signal":9}'],
    ['ulimit -c 0; kill -SEGV $$', '{"signal":11}'],
  ])('the end by %s is told exactly, and once', async (script, expected) => {
    const { told, becomes, until } = await watch(scope);
    await becomes('running');
    const tag = uniqueTag();
    const child = spawn('sh', ['-c', `read go; ${script}`, tag], { stdio: ['pipe', 'ignore', 'ignore'] });
    scope.defer(() => void child.kill('SIGKILL'));
    await until(() => told.withArgument(tag).length === 1, 'it is known');
    child.stdin.end('go\n');
    await until(() => (told.withArgument(tag)[0]?.facts.length ?? 0) > 1, 'it has ended');
    expect(course(told.withArgument(tag)[0]?.facts ?? [])).toEqual(['started', expected]);
  });

  test('what ran before is found, and its end is told with its signal', async () => {
    const [sleeper] = startSleepers(1);
    if (!sleeper) throw new Error('there is none');
    const { told, until } = await watch(scope);
    await until(() => told.withArgument(sleeper.tag).length === 1, 'it is found');
    sleeper.child.kill('SIGTERM');
    await until(() => told.withArgument(sleeper.tag)[0]?.facts.length === 2, 'it has ended');
    expect(course(told.withArgument(sleeper.tag)[0]?.facts ?? [])).toEqual(['found', '{"signal":15}']);
  });

  test('two processes with the same pid are two', async (context) => {
    const { told, becomes, until } = await watch(scope);
    await becomes('running');
    const [first] = startSleepers(1);
    if (!first) throw new Error('there is none');
    await until(() => told.withArgument(first.tag).length === 1, 'the first is known');
    await end([first]);
    // A start is told in ticks of the system's clock, 10 ms: within one, no two processes get the same pid in earnest.
    await setTimeout(20);
    const second = await startWithPid(first.child.pid ?? 0);
    if (typeof second === 'string') return context.skip(second);
    await until(() => told.withArgument(second.tag).length === 1, 'the second is known');
    const starts = [first, second].map(({ tag }) => told.withArgument(tag)[0]?.process);
    expect(starts[0]?.pid).toBe(starts[1]?.pid);
    expect(starts[0]?.start).toBeLessThan(starts[1]?.start ?? 0);
    expect(course(told.withArgument(first.tag)[0]?.facts ?? [])).toEqual(['started', '{"signal":9}']);
    await end([second]);
    await until(() => told.withArgument(second.tag)[0]?.facts.length === 2, 'the second has ended');
    expect(course(told.withArgument(second.tag)[0]?.facts ?? [])).toEqual(['started', '{"signal":9}']);
  });

  test('a helper of another version is refused for good, with what to do', async () => {
    const path = join(temporaryDirectory(scope), 'newer-probe.mjs');
    writeFileSync(path, newerHelper(built.path ?? ''), { mode: 0o755 });
    const { status, told, becomes } = await watch(scope, { helper: { helper: async () => ({ path }) } });
    await becomes('unavailable');
    expect(status.value).toMatchObject({
      why: 'The probe speaks version 2 of the protocol, not 1.',
      remedy: expect.stringContaining('npm run build'),
      restarts: 0,
    });
    expect(told.byKey.size).toBe(0);
  });
});

test('without a helper the status says which file is missing, and what to do', async () => {
  const nothing = createProbeHost({ directory: '/nowhere', outDirectory: temporaryDirectory(scope) });
  const { status, becomes } = await watch(scope, { helper: { helper: nothing.helper } });
  await becomes('unavailable');
  expect(status.value).toMatchObject({
    why: expect.stringMatching(/^The native probe has not been built: there is no \/.*status\.json\.$/),
    remedy: expect.stringContaining('npm run build'),
  });
});

/** Real time, until it is told to make each wait fifty times as short. */
function createHurriedClock(): Clock & { hurry(): void; calmDown(): void } {
  const clock = createClock();
  let hurried = false;
  return {
    nowMs: clock.nowMs,
    after: (ms, callback) => clock.after(hurried ? ms / 50 : ms, callback),
    hurry() {
      hurried = true;
    },
    calmDown() {
      hurried = false;
    },
  };
}

/** Starts a process with a pid that was used before; or tells why that is not possible here. */
async function startWithPid(pid: number): Promise<{ readonly tag: string; readonly child: ChildProcess } | string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    } catch {
      return 'the next pid cannot be chosen here: that takes root, and a kernel with ns_last_pid';
    }
    const [sleeper] = startSleepers(1);
    if (sleeper?.child.pid === pid) return sleeper;
    if (sleeper) await end([sleeper]);
  }
  return 'other processes took the pid 50 times';
}

/** A program that runs the real helper and raises the version in its first line. */
const newerHelper = (path: string) => `#!${process.execPath}
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
const [, , flag, path] = process.argv;
const own = path + '-inner';
const server = createServer((inner) => {
  rmSync(own, { force: true });
  const outer = createConnection(path);
  inner.once('data', (first) => {
    outer.write(String(first).replace('"v":1', '"v":2'));
    inner.pipe(outer);
  });
  outer.on('error', () => {}).on('close', () => process.exit(0));
  inner.on('error', () => {});
}).listen(own, () => spawn(${JSON.stringify(path)}, [flag, own], { stdio: ['inherit', 'ignore', 'inherit'] }));
`;
