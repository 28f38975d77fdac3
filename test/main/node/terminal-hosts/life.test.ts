import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Home, TerminalEvent } from '../../../../src/main/ports';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { type BuiltTerminalHost, buildTerminalHost } from '../../../fixtures/terminal-host';
import { createHome, createHub, eventually, hostPids, isAlive, kill, processesMarked, watch } from './rig';

/** Real hosts, whose hubs come and go. */
let built: BuiltTerminalHost;
let scope: Scope;
let home: Home;

beforeAll(async () => {
  built = await buildTerminalHost({ 'hub-process': 'test/main/node/terminal-hosts/hub-process.ts' });
});
afterAll(() => built.remove());
beforeEach(() => {
  scope = createScope();
  home = createHome(scope);
});
afterEach(() => scope.close());

const hub = () => createHub(home, built, scope);
const hostPid = () => hostPids(home)[0] ?? Number.NaN;
const remains = () => readdirSync(home.runDirectory);
/** A host writes down what runs a few milliseconds after it has started. */
const recorded = (count: number) =>
  eventually(() => {
    const [name] = remains().filter((name) => /^terminals-[0-9a-f]+\.json$/.test(name));
    return JSON.parse(readFileSync(join(home.runDirectory, name ?? ''), 'utf8')).running.length === count;
  }, 'the record to say what runs');

test('a host starts with the first terminal, for all of them, and only this user can reach it', async () => {
  const { hosts, open } = hub();
  await hosts.ready;
  expect(remains()).toEqual([]);
  const [one, two] = await Promise.all([open('sleep 100'), open('sleep 100')]);
  expect(hostPids(home)).toHaveLength(1);
  expect(hosts.terminals.value.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
  expect(hosts.hosts.value).toMatchObject([{ pid: hostPid(), current: true, terminals: 2 }]);
  for (const name of remains()) expect(statSync(join(home.runDirectory, name)).mode & 0o777, name).toBe(0o600);
  const { token } = JSON.parse(
    readFileSync(join(home.runDirectory, remains().find((n) => n.endsWith('.json')) ?? ''), 'utf8'),
  );
  for (const file of ['cmdline', 'environ']) {
    expect(readFileSync(`/proc/${hostPid()}/${file}`, 'latin1')).not.toContain(token);
  }
});

test('a view may ask for a terminal while it is being opened, also when that starts the host', async () => {
  const { hosts } = hub();
  const id = crypto.randomUUID();
  const request = { file: '/bin/sh', args: ['-c', 'echo early; read x'], cwd: '/tmp', scrollback: 100 };
  const opening = hosts.open({ ...request, id, env: { PATH: process.env.PATH ?? '' }, size: { cols: 80, rows: 24 } });
  const view = await watch(hosts.line(), id);
  await view.said('early');
  expect(await opening).toMatchObject({ ok: true });
});

test('a host whose home was removed ends, with all that runs in it', async () => {
  const { open } = hub();
  const { pid } = await open('trap "" HUP; while :; do sleep 1; done');
  const host = hostPid();
  await recorded(1);
  for (const name of remains()) rmSync(join(home.runDirectory, name));
  await eventually(() => !isAlive(host) && !isAlive(pid), 'the host to end');
});

describe('after a kill -9 of the hub', () => {
  /** A hub in a process of its own, which opens terminals with these lines. */
  async function startHub(...lines: string[]): Promise<{ process: ChildProcess; pids: number[] }> {
    const child = spawn(process.execPath, [join(dirname(built.program), 'hub-process.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin?.end(JSON.stringify({ home: home.directory, program: built.program, parts: built.parts, lines }));
    const [said] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
    return { process: child, pids: JSON.parse(String(said)) };
  }

  test('the next one has the same terminals, and their output goes on to the byte', async () => {
    const counter =
      'stty raw; printf "\\033]2;my title\\007"; i=0; while [ $i -lt 50000 ]; do i=$((i+1)); echo $i; done; read x';
    const first = await startHub(counter);
    const running = hub();
    first.process.kill('SIGKILL');
    await running.hosts.ready;
    const [terminal] = running.hosts.terminals.value;
    expect(terminal).toMatchObject({ pid: first.pids[0], cols: 80, rows: 24 });
    const id = terminal?.id ?? '';
    const line = running.hosts.line();
    const view = await watch(line, id, 0);
    line.resize(id, { cols: 80, rows: 24 });
    await view.said('\n50000\n');
    const numbers = view
      .bytes()
      .toString()
      .split('\n')
      .filter((text) => /^\d+$/.test(text))
      .map(Number);
    const from = numbers[0] ?? 0;
    expect(numbers).toEqual(Array.from({ length: 50_001 - from }, (_, at) => from + at));
    await eventually(() => running.hosts.terminals.value[0]?.title === 'my title', 'the title');
  });

  test('what ended meanwhile is told, also when the host has ended, too', async () => {
    const first = await startHub('read x', 'sleep 0.3; exit 7');
    first.process.kill('SIGKILL');
    await eventually(() => !isAlive(first.pids[1] ?? 0), 'the command to end');
    const running = hub();
    const events: TerminalEvent[] = [];
    running.hosts.events.on((event) => void events.push(event));
    await running.hosts.ready;
    await eventually(() => events.length > 0, 'the event');
    expect(events).toMatchObject([{ type: 'exited', terminal: { pid: first.pids[1], exit: { code: 7 } } }]);
    await running.quit();
    kill(first.pids[0] ?? Number.NaN, 'SIGKILL');
    const host = hostPid();
    await eventually(() => !isAlive(host), 'the host to end');
    const next = hub();
    next.hosts.events.on((event) => void events.push(event));
    await next.hosts.ready;
    expect(events.at(-1)).toMatchObject({ type: 'exited', terminal: { pid: first.pids[0], exit: { signal: 9 } } });
    expect(remains()).toEqual([]);
  });
});

describe('after a kill -9 of the host', () => {
  test('its terminals are lost, nothing hangs, and nothing of them is left', async () => {
    const { hosts, open } = hub();
    const mark = `MARK=${crypto.randomUUID()}`;
    const stubborn = 'trap "" HUP TERM; nohup sleep 1000 & setsid sleep 1000 & echo up; wait; sleep 1000';
    const { id } = await open(`export ${mark}; ${stubborn}`);
    const line = hosts.line();
    const view = await watch(line, id);
    await view.said('up');
    const events: TerminalEvent[] = [];
    hosts.events.on((event) => void events.push(event));
    await eventually(() => processesMarked(mark).length >= 2, 'the children');
    kill(hostPid(), 'SIGKILL');
    const calls = [hosts.screen(id, { lines: 10 }), hosts.marksPastes(id), hosts.kill(id)];
    expect(await view.exit).toEqual({ unknown: true });
    expect(await Promise.all(calls)).toMatchObject([{ ok: false, error: 'not-found' }, false, undefined]);
    expect(events.at(-1)).toMatchObject({ type: 'lost', terminals: [{ id }] });
    expect(hosts.terminals.value).toEqual([]);
    expect(hosts.write(id, Buffer.from('x'))).toBe(false);
    await eventually(() => processesMarked(mark).length === 0, 'the processes to end');
    await eventually(() => remains().length === 0, 'the files to go');
    expect((await open('exit 3')).pid).toBeGreaterThan(0);
  });

  test('also what it had not written down yet is ended', async () => {
    const { hosts, open } = hub();
    const mark = `MARK=${crypto.randomUUID()}`;
    const { id } = await open(`export ${mark}; trap "" HUP TERM; setsid sleep 1000 & echo up; wait; sleep 1000`);
    await (await watch(hosts.line(), id)).said('up');
    await recorded(1);
    const host = hostPid();
    const [record = 'no record'] = remains().filter((name) => name.endsWith('.json'));
    rmSync(join(home.runDirectory, record));
    kill(host, 'SIGKILL');
    await eventually(() => processesMarked(mark).length === 0, 'the processes to end');
  });

  test('while no hub was there, the next one ends what is left', async () => {
    const first = hub();
    const mark = `MARK=${crypto.randomUUID()}`;
    const { id } = await first.open(`export ${mark}; setsid sleep 1000 & echo up; wait`);
    await (await watch(first.hosts.line(), id)).said('up');
    await recorded(1);
    await first.quit();
    kill(hostPid(), 'SIGKILL');
    await eventually(() => !isAlive(hostPid()), 'its end');
    const next = hub();
    await next.hosts.ready;
    expect(processesMarked(mark)).toEqual([]);
    expect(next.hosts.terminals.value).toEqual([]);
    expect(remains()).toEqual([]);
  });
});

test('a host of another build is adopted, takes no new terminals, and ends with its last one', async () => {
  const older = { ...built, program: join(dirname(built.program), 'older.js') };
  copyFileSync(built.program, older.program);
  appendFileSync(older.program, '\n// Another build.\n');
  const before = createHub(home, older, scope);
  const old = await before.open('read x; echo "got $x"; exit 4');
  const [oldPid] = hostPids(home);
  await before.quit();

  const { hosts, open } = hub();
  await hosts.ready;
  expect(hosts.hosts.value).toMatchObject([{ pid: oldPid, current: false, terminals: 1 }]);
  const young = await open('read x');
  expect(hosts.hosts.value.map(({ pid, current }) => [pid === oldPid, current])).toEqual([
    [true, false],
    [false, true],
  ]);
  const line = hosts.line();
  const views = [await watch(line, old.id), await watch(line, young.id)] as const;
  views[0].type('this\n');
  expect(await views[0].exit).toEqual({ code: 4 });
  expect(views[0].bytes().toString()).toContain('got this');
  await hosts.remove(old.id);
  await eventually(() => !isAlive(oldPid ?? 0), 'the older host to end');
  await eventually(() => hosts.hosts.value.length === 1, 'the list');
  expect(hosts.terminals.value).toMatchObject([{ id: young.id }]);
});

test('a hub that quits leaves its terminals running; a host that nobody needs ends without a trace', async () => {
  const first = hub();
  const { pid } = await first.open('trap "exit 0" HUP; while :; do sleep 0.05; done');
  await first.quit();
  expect(isAlive(pid)).toBe(true);
  const host = hostPid();
  const second = hub();
  await second.hosts.ready;
  await second.hosts.kill(second.hosts.terminals.value[0]?.id ?? '');
  expect(isAlive(pid)).toBe(false);
  expect(isAlive(host)).toBe(true);
  await second.quit();
  await eventually(() => !isAlive(host), 'the host to end');
  expect(remains()).toEqual([]);
});
