import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLuaDomains } from '../../../../src/main/node';
import type { LuaDomain } from '../../../../src/main/ports';
import type { Event } from '../../../../src/shared/event';
import { createScope } from '../../../../src/shared/scope';
import { luaLimits } from '../../../fixtures/lua-domain';
import { buildLuaWorker } from '../../../fixtures/lua-worker';

let worker: Awaited<ReturnType<typeof buildLuaWorker>>;
const scope = createScope();
beforeAll(async () => {
  worker = await buildLuaWorker();
});
afterAll(async () => {
  await scope.close();
  worker.remove();
});

function open(name: string, owner = scope, cpuMs = 2_000): LuaDomain {
  const limits = { ...luaLimits, cpuMs, memoryBytes: 32 << 20 };
  return createLuaDomains({ worker: worker.path }).open({ name, permissions: [], limits }, owner);
}

function next<T>(event: Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const unsubscribe = event.on((value) => {
      unsubscribe();
      resolve(value);
    });
  });
}

function loading(text: string) {
  return { changed: [{ module: 'a', path: '/lua/a.lua', text }], removed: [], start: ['a'] };
}

/** Takes long in one instruction: nothing in the thread can stop it. */
const stuck = 'os.date(("%%"):rep(4000000))';

test('A domain loads files, hears events, asks its host, and tells what happens in it', async () => {
  const domain = open('whole');
  const registered = next(domain.registered);
  const text = `events.on("e", function(n) log.warn("got %d", n + await("more", n)) hub.state.n = n error("after") end)
    hooks.intercept("h", "double", function(n) return n * 2 end)`;
  const loaded = await domain.load(loading(text));
  expect(loaded).toMatchObject({ ok: true, value: { ran: ['a'] } });
  expect((await registered).map(({ kind, name }) => [kind, name])).toEqual([
    ['event', 'e'],
    ['intercept', 'h'],
  ]);
  domain.calls.on(({ id, op, args }) => domain.settle(id, { value: op === 'more' ? 10 + Number(args[0]) : null }));
  const told = Promise.all([next(domain.logged), next(domain.failed), next(domain.state)]);
  domain.emit('e', [1]);
  expect(await told).toMatchObject([
    { level: 'warn', module: 'a', text: 'got 12' },
    { message: 'after', path: '/lua/a.lua', line: 1, module: 'a' },
    { n: 1 },
  ]);
  expect(await domain.intercept('h', 21)).toEqual({ value: 42 });
  expect(await domain.intercept('nobody', 21)).toEqual({ value: 21 });
  expect(await domain.evaluate('1 + 1, hub.state.n')).toEqual({ ok: true, value: ['2', '1'] });
  expect(await domain.stats()).toMatchObject({ modules: 1, handlers: [{ calls: 1, errors: 1 }, { calls: 1 }] });
});

test('A value goes on as it is when its handlers take too long', async () => {
  const domain = open('late');
  await domain.load(loading('hooks.intercept("h", "waits", function() await("never") end, { timeout_ms = 30 })'));
  expect(await domain.intercept('h', { n: 1 })).toEqual({ value: { n: 1 } });
});

test('What a handler leaves in hub.state is kept when the next one is ended', async () => {
  const domain = open('state', scope, 20);
  await domain.load(loading('events.on("e", function() hub.state.n = (hub.state.n or 0) + 1 end)'));
  let state: unknown;
  domain.state.on((next) => {
    state = next;
  });
  // What was told less than a moment ago is told a moment later.
  await new Promise((resolve) => setTimeout(resolve, 20));
  domain.emit('e', []);
  const why = next(domain.ended);
  await domain.evaluate(stuck);
  await why;
  expect(state).toEqual({ n: 1 });
});

test('A worker that is stuck is ended, its questions are answered, and others go on', async () => {
  const [victim, other] = [open('stuck', scope, 20), open('other')];
  await Promise.all([victim.stats(), other.stats()]);
  const why = next(victim.ended);
  const asked = [victim.evaluate(stuck), victim.stats(), victim.intercept('h', 1), victim.call('h1', [])];
  const running = await other.evaluate('"fine"');
  expect(running).toEqual({ ok: true, value: ['fine'] });
  expect(await why).toMatch(/^It was busy for \d+ ms/);
  const answers = await Promise.all(asked);
  expect(answers[0]).toMatchObject({ ok: false });
  expect(answers[2]).toEqual({ value: 1 });
  expect(await victim.evaluate('1')).toMatchObject({ ok: false });
});

test('A worker that does not keep up is told no more than it can take, and goes on later', async () => {
  const domain = open('slow');
  await domain.load(loading('events.on("e", function() hub.state.n = (hub.state.n or 0) + 1 end)'));
  const failed = next(domain.failed);
  const busy = domain.evaluate('(function() local t = 0 for i = 1, 3e6 do t = t + 1 end end)()');
  for (let n = 0; n < 10_000; n++) domain.emit('e', []);
  expect(await failed).toMatchObject({ message: expect.stringContaining('does not keep up') });
  await busy;
  const counted = await domain.evaluate('hub.state.n');
  const heard = counted.ok ? Number(counted.value[0]) : 0;
  expect(heard).toBeGreaterThan(1_000);
  expect(heard).toBeLessThan(5_000);
  domain.emit('e', []);
  expect(await domain.evaluate('hub.state.n')).toEqual({ ok: true, value: [String(heard + 1)] });
});

test('Timers ring together; one that waits is not rung again, and one that fails keeps no other from running', async () => {
  const domain = open('timers');
  domain.calls.on(({ op, args }) => {
    if (op === 'events.emit') told.push(String(args[1]));
  });
  const told: string[] = [];
  const text = `timer.every(10, function() events.emit("t", "a") await("never") end)
    timer.every(10, function() events.emit("t", "b") error("no") end) timer.after(0, function() events.emit("t", "c") end)`;
  await domain.load(loading(text));
  const failed = next(domain.failed);
  await domain.ring(['h1', 'h2', 'h3', 'h9']);
  await domain.ring(['h1', 'h2', 'h3']);
  expect(told).toEqual(['a', 'b', 'c', 'b']);
  expect(await failed).toMatchObject({ message: 'no', handler: 'h2' });
});

test('A domain without memory is ended and says so', async () => {
  const domain = open('full', scope, 10_000);
  const why = next(domain.ended);
  const done = domain.evaluate('kept = {} while true do kept = { kept } end');
  expect(await why).toBe('It has used up its memory (32 MB).');
  expect(await done).toMatchObject({ ok: false });
});

test('A domain ends with its scope, and says nothing then', async () => {
  const own = createScope();
  const domain = open('closed', own);
  let ended = false;
  domain.ended.on(() => {
    ended = true;
  });
  const asked = domain.stats();
  await own.close();
  expect(await asked).toEqual({ memoryBytes: 0, modules: 0, handlers: [] });
  expect(ended).toBe(false);
});

test('Nothing of the hub is in a worker: no environment, no way to its output', async () => {
  const domain = open('bare');
  const code = 'os.getenv, io, (pcall(require, "process"))';
  expect(await domain.evaluate(code)).toEqual({ ok: true, value: ['nil', 'nil', 'false'] });
});
