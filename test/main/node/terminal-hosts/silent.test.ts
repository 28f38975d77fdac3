import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Home, TerminalEvent } from '../../../../src/main/ports';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { type BuiltTerminalHost, buildTerminalHost } from '../../../fixtures/terminal-host';
import { createHome, createHub, eventually, hostPids, isAlive, kill } from './rig';

/** A host that lives but does not answer: it was stopped, or the machine has no time for it. */
let built: BuiltTerminalHost;
let scope: Scope;
let home: Home;

beforeAll(async () => {
  built = await buildTerminalHost();
});
afterAll(() => built.remove());
beforeEach(() => {
  scope = createScope();
  home = createHome(scope);
  // The home ends its hosts, which only those do that run.
  scope.defer(() => {
    for (const pid of hostPids(home)) kill(pid, 'SIGCONT');
  });
});
afterEach(() => scope.close());

const hub = () => createHub(home, built, scope, { answerMs: 300 });

test('nothing waits for ever, a kill still kills, and what was given up does not come later', async () => {
  const { hosts, open } = hub();
  const { id, pid } = await open('trap "" HUP TERM; while :; do sleep 0.1; done');
  const host = hostPids(home)[0] ?? -1;
  await new Promise((resolve) => setTimeout(resolve, 100));
  kill(host, 'SIGSTOP');
  const silent = expect.stringContaining(`The process that holds terminals (${host}) does not answer`);
  const [screen, marks, found, attached, late] = await Promise.all([
    hosts.screen(id, { lines: 5 }),
    hosts.marksPastes(id),
    hosts.search({ text: 'x' }),
    hosts.line().attach({ id }),
    open('sleep 1000', { id: 'late' }).catch((error: Error) => error.message),
  ]);
  expect(screen).toMatchObject({ ok: false, message: `The terminal ${id} cannot be read now.` });
  expect([marks, found]).toEqual([false, { ok: true, value: [] }]);
  expect(attached).toMatchObject({ ok: false, message: silent });
  expect(late).toEqual(silent);
  await hosts.kill(id);
  expect(isAlive(pid)).toBe(false);

  const told: TerminalEvent[] = [];
  hosts.events.on((event) => void told.push(event));
  told.length = 0;
  kill(host, 'SIGCONT');
  await eventually(() => told.some((event) => event.type === 'exited' && event.terminal.id === id), 'its end');
  await open('sleep 1000', { id: 'next' });
  expect(told.filter(({ type }) => type === 'opened')).toMatchObject([{ terminal: { id: 'next' } }]);
  expect(hosts.terminals.value.filter(({ exit }) => !exit)).toMatchObject([{ id: 'next' }]);
});

test('one that is silent while a hub starts is found once it answers', async () => {
  const first = hub();
  const terminal = await first.open('sleep 1000');
  await first.quit();
  const host = hostPids(home)[0] ?? -1;
  kill(host, 'SIGSTOP');
  const { hosts } = hub();
  await hosts.ready;
  expect(hosts.terminals.value).toEqual([]);
  const opened = new Promise<TerminalEvent>((resolve) => hosts.events.on(resolve));
  kill(host, 'SIGCONT');
  expect(await opened).toMatchObject({ type: 'opened', terminal: { id: terminal.id, pid: terminal.pid } });
  expect(hosts.hosts.value).toMatchObject([{ pid: host, current: true, terminals: 1 }]);
});
