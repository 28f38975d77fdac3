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
  expect(await domain.intercept('h', 21, 5_000)).toEqual({ value: 42 });
  expect(await domain.intercept('nobody', 21, 5_000)).toEqual({ value: 21 });
  expect(await domain.evaluate('1 + 1, hub.state.n')).toEqual({ ok: true, value: ['2', '1'] });
  expect(await domain.stats()).toMatchObject({ modules: 1, handlers: [{ calls: 1, errors: 1 }, { calls: 1 }] });
});

test('A value goes on as it is when its handlers take too long', async () => {
  const domain = open('late');
  await domain.load(loading('hooks.intercept("h", "waits", function() await("never") end)'));
  expect(await domain.intercept('h', { n: 1 }, 30)).toEqual({ value: { n: 1 } });
});

test('A worker that is stuck is ended, its questions are answered, and others go on', async () => {
  const [victim, other] = [open('stuck', scope, 20), open('other')];
  await Promise.all([victim.stats(), other.stats()]);
  const why = next(victim.ended);
  const asked = [victim.evaluate(stuck), victim.stats(), victim.intercept('h', 1, 10_000), victim.call('h1', [])];
  const running = await other.evaluate('"fine"');
  expect(running).toEqual({ ok: true, value: ['fine'] });
  expect(await why).toMatch(/^It was busy for \d+ ms/);
  const answers = await Promise.all(asked);
  expect(answers[0]).toMatchObject({ ok: false });
  expect(answers[2]).toEqual({ value: 1 });
  expect(await victim.evaluate('1')).toMatchObject({ ok: false });
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
