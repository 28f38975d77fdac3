import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { HubEvent } from '../../../../src/shared/vocabulary';
import { untilWatching } from '../../../fixtures/hub-client';
import { makeHome, startHub, viberot } from '../../../fixtures/running-hub';
import { built } from './real-probes';

let scope: Scope;
let home: string;
beforeEach(() => {
  scope = createScope();
  home = makeHome(scope);
});
afterEach(() => scope.close());

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const watching = async () => (await untilWatching(home)).probe.pid;

/** A process that stays until it is told how to end, or is killed. */
function hold(...args: string[]): ChildProcess {
  const child = spawn('sh', ['-c', 'read code; exit "$code"', ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin?.on('error', () => {});
  scope.defer(() => void child.kill('SIGKILL'));
  return child;
}

/** The hub's journal from one moment on. */
function follow(): { readonly events: readonly HubEvent[] } {
  const follower = spawn(process.execPath, ['bin/viberot.mjs', 'events', '--json', '--follow', '--home', home], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(follower, 'exit');
  scope.defer(async () => {
    follower.kill();
    await ended;
  });
  const events: HubEvent[] = [];
  let rest = '';
  follower.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) events.push(JSON.parse(line));
  });
  return { events };
}

/** What was told of a process, shortly. The list of what runs may meet it before it has started its program. */
const course = ({ pid = -1 }: ChildProcess, events: readonly HubEvent[]) =>
  events.flatMap((event) => {
    if (event.type === 'process.started' && event.process.pid === pid && event.process.argv[0] === 'sh')
      return event.existing ? ['found'] : ['started'];
    return event.type === 'process.exited' && event.pid === pid ? [JSON.stringify(event.exit)] : [];
  });

describe.skipIf(built.path === undefined)('a hub with the real helper', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)('finds what outlived its %s again, and tells how it ends', async (how) => {
    const first = await startHub(home, scope);
    await watching();
    const [coded, signalled, gone] = [hold('a'), hold('b'), hold('c')];
    const before = follow();
    for (const child of [coded, signalled, gone])
      await eventually(() => expect(course(child, before.events)).toEqual(['started']));
    await first.end(how);
    gone.kill('SIGKILL');
    await once(gone, 'exit');

    await startHub(home, scope);
    await watching();
    const { events } = follow();
    for (const child of [coded, signalled]) await eventually(() => expect(course(child, events)).toEqual(['found']));
    coded.stdin?.end('9\n');
    signalled.kill('SIGTERM');
    await eventually(() => expect(course(coded, events)).toEqual(['found', '{"code":9}']));
    await eventually(() => expect(course(signalled, events)).toEqual(['found', '{"signal":15}']));
    // The new run starts with a journal of its own, in which what ended in between has no place.
    expect(course(gone, events)).toEqual([]);
  });

  test('that stands still for long learns what it missed: the loss is told, and then the truth', async () => {
    const hub = await startHub(home, scope);
    const helper = await watching();
    const { events } = follow();
    const [stays, goes] = [hold('stays'), hold('goes')];
    for (const child of [stays, goes]) await eventually(() => expect(course(child, events)).toEqual(['started']));
    const memoryKb = () => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${helper}/status`, 'utf8'))?.[1]);
    const usualKb = memoryKb();
    hub.process.kill('SIGSTOP');
    // Each takes a line of 600 KB, six characters for each of these; 8 MB of lines wait for the hub, no more.
    const many = Array.from({ length: 40 }, () => hold('bulky', '\u0001'.repeat(100_000)));
    await eventually(() => expect(memoryKb()).toBeGreaterThan(usualKb + 6_000));
    goes.kill('SIGTERM');
    await once(goes, 'exit');
    const gone = many.splice(0, 10);
    for (const child of gone) child.kill('SIGKILL');
    await Promise.all(gone.map((child) => once(child, 'exit')));
    const last = hold('last');
    hub.process.kill('SIGCONT');

    await eventually(() => expect(events.some(({ type }) => type === 'probe.lost')).toBe(true));
    for (const child of [...many, last])
      await eventually(() => expect(course(child, events)).toEqual([expect.stringMatching(/^(started|found)$/)]));
    await eventually(() => expect(course(goes, events)).toHaveLength(2));
    expect(course(stays, events)).toEqual(['started']);
    // Whoever came and went in between is known from start to end, or not at all.
    for (const child of gone) expect([0, 2]).toContain(course(child, events).length);
    expect(JSON.parse(viberot(home, 'status', '--json').stdout).probe).toMatchObject({ state: 'running', restarts: 0 });
    expect(memoryKb()).toBeLessThan(usualKb + 16_000);
  });
});
