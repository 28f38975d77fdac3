import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Activity, createActivity } from '../../../../src/main/features/activity';
import { createScope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { exited, type Named, started } from './facts';

let activity: Activity;
beforeEach(() => create());

function create(keep = 10_000): void {
  activity = createActivity({ clock: createFakeClock(), epoch: 'e', keep }, createScope());
}

const found = (...all: Named[]) => {
  for (const named of all) activity.record(started(named, true), { ofAction: false });
};
const start = (...all: Named[]) => {
  for (const named of all) activity.record(started(named), { ofAction: false });
};
const end = (...all: Named[]) => {
  for (const named of all) activity.record(exited(named), { ofAction: false });
};
const row = (pid: number, from = pid) => activity.get(`${pid}:${from}`);

const init: Named = { pid: 1, command: 'init', ppid: 0 };
const shell: Named = { pid: 10, command: '/bin/bash', ppid: 1, sid: 10, pgid: 10 };
const agent: Named = { pid: 20, command: 'claude', ppid: 10, sid: 10, pgid: 20 };
const claude = { key: '20:20', name: 'Claude Code' };

test('a process knows its parent, and the nearest agent above it', () => {
  start(init, shell, agent, { pid: 30, command: 'sh -c ls', ppid: 20 }, { pid: 40, command: 'ls', ppid: 30 });
  expect(row(40)).toMatchObject({ parent: '30:30', parentName: 'sh', origin: claude });
  expect(row(30)).toMatchObject({ parent: '20:20', parentName: 'claude', origin: claude });
  expect(row(20)).toMatchObject({ parent: '10:10', origin: undefined });
  start({ pid: 50, command: 'node /usr/lib/node_modules/@openai/codex/bin/codex.js', ppid: 40 });
  start({ pid: 60, ppid: 50 });
  expect(row(50)?.origin).toEqual(claude);
  expect(row(60)?.origin).toEqual({ key: '50:50', name: 'Codex' });
});

test('both stay when the parent or the agent ends, is forgotten, or the process runs another program', () => {
  create(0);
  start(init, agent, { pid: 30, command: 'sh', ppid: 20 }, { pid: 40, ppid: 30 });
  end({ pid: 30 }, agent);
  expect(row(30)).toBeUndefined();
  const stays = { parent: '30:30', parentName: 'sh', origin: claude };
  expect(row(40)).toMatchObject(stays);
  start({ pid: 40, command: 'make all', ppid: 1 });
  expect(row(40)).toMatchObject({ ...stays, process: { argv: ['make', 'all'] } });
  start({ pid: 50, ppid: 40 });
  expect(row(50)).toMatchObject({ parent: '40:40', parentName: 'make', origin: claude });
});

test('a process that becomes an agent is one for what it starts from then on', () => {
  start(shell, { pid: 11, ppid: 10 }, { ...shell, command: 'claude' }, { pid: 12, ppid: 10 });
  expect(row(11)?.origin).toBeUndefined();
  expect(row(12)?.origin).toEqual({ key: '10:10', name: 'Claude Code' });
});

test('a pid that was given to a later process is not the parent', () => {
  start({ pid: 5, start: 100, command: 'claude' }, { pid: 6, start: 90, ppid: 5 });
  expect(row(6, 90)).toMatchObject({ parent: undefined, parentName: '', origin: undefined });
  // The other way round: the child waits for its parent, and somebody else gets the pid.
  start({ pid: 8, start: 90, ppid: 7 }, { pid: 7, start: 100, command: 'claude' });
  expect(row(8, 90)).toMatchObject({ parent: undefined, origin: undefined });
  // An ended process has no children.
  start({ pid: 9, command: 'claude' });
  end({ pid: 9 });
  start({ pid: 15, ppid: 9 });
  expect(row(15)).toMatchObject({ parent: undefined, origin: undefined });
});

test('what ran before is linked in whatever order it is listed', () => {
  const family: Named[] = [
    ...[init, shell, agent],
    { pid: 30, command: 'sh -c make', ppid: 20 },
    ...[40, 41, 42].map((pid) => ({ pid, command: 'make', ppid: 30 })),
    { pid: 50, command: 'aider', ppid: 40 },
    { pid: 60, ppid: 50 },
  ];
  const links = () =>
    family.map(({ pid }) => [pid, row(pid)?.parent, row(pid)?.parentName, row(pid)?.origin?.name] as const);
  found(...family);
  const expected = links();
  expect(expected.find(([pid]) => pid === 60)).toEqual([60, '50:50', 'aider', 'Aider']);
  fc.assert(
    fc.property(fc.shuffledSubarray(family, { minLength: family.length }), (order) => {
      create();
      found(...order);
      expect(links()).toEqual(expected);
    }),
  );
});

describe('where the parent does not tell, the session does', () => {
  const worker: Named = { pid: 30, command: 'bash -c work', ppid: 20, sid: 30, pgid: 30 };

  test('a process that was given to init before it was seen', () => {
    start(init, agent, worker);
    end(worker);
    start({ pid: 40, ppid: 1, sid: 30, pgid: 30 });
    expect(row(40)).toMatchObject({ parent: '1:1', origin: claude });
  });

  test('a process of a shell’s copy that runs no program', () => {
    start(init, agent, worker, { pid: 41, ppid: 40, sid: 30, pgid: 30 });
    expect(row(41)).toMatchObject({ parent: undefined, origin: claude });
  });

  test('or the process group, if the agent itself was started in a terminal', () => {
    start(shell, agent, { pid: 41, ppid: 40, sid: 10, pgid: 20 });
    expect(row(41)?.origin).toEqual(claude);
  });

  test('but the rest of the agent’s pipeline does not come from it', () => {
    start(shell, agent, { pid: 21, command: 'tee log', ppid: 10, sid: 10, pgid: 20 });
    expect(row(21)?.origin).toBeUndefined();
  });

  test('nor what has the number of an earlier session', () => {
    start(init, agent, worker);
    end(worker);
    start({ pid: 30, start: 50, ppid: 1, sid: 30 }, { pid: 60, ppid: 30, sid: 30 });
    expect(row(60)).toMatchObject({ parent: '30:50', origin: undefined });
  });
});

test('a typed command belongs to its shell, and is nobody’s parent', () => {
  start(agent, { pid: 30, command: 'bash', ppid: 20 });
  start({ pid: 1_000_001, start: 3, ppid: 30, src: 'shell', command: 'cd /' });
  expect(row(1_000_001, 3)).toMatchObject({ parent: '30:30', parentName: 'bash', origin: claude });
  start({ pid: 1_000_002, ppid: 1_000_001 });
  expect(row(1_000_002)?.parent).toBeUndefined();
});

describe('the family of a process', () => {
  async function family(key: string) {
    const { value } = await activity.watchFamily(key, new AbortController().signal).next();
    return value ?? undefined;
  }

  test('reaches from its parent to the first process, and to its children: those that run first, then the newest', async () => {
    start(init, shell, agent, { pid: 30, ppid: 20, command: 'sh -c x' });
    start(...[40, 41, 42, 43].map((pid) => ({ pid, ppid: 30 })));
    end({ pid: 41 }, { pid: 43 });
    const { ancestors, children, ...more } = (await family('30:30')) ?? {};
    expect(ancestors?.map(({ name, agent: is, gap }) => [name, is, gap])).toEqual([
      ['claude', 'Claude Code', false],
      ['bash', undefined, false],
      ['init', undefined, false],
    ]);
    expect(children?.map(({ pid, exit }) => [pid, exit && 'ended'])).toEqual([
      ...[[42, undefined] as const, [40, undefined] as const, [43, 'ended'] as const, [41, 'ended'] as const],
    ]);
    expect(more).toMatchObject({ beyond: undefined, moreChildren: 0, row: { key: '30:30' } });
  });

  test('skips what is not known, and says so', async () => {
    start(init, agent, { pid: 30, command: 'bash -c work', ppid: 20, sid: 30, pgid: 30 });
    start({ pid: 41, ppid: 40, sid: 30, pgid: 30 });
    end({ pid: 30 });
    start({ pid: 50, ppid: 1, sid: 30, pgid: 30 });
    for (const key of ['41:41', '50:50']) {
      const { ancestors } = (await family(key)) ?? {};
      expect(ancestors?.map(({ name, gap }) => [name, gap])).toEqual([
        ['bash', true],
        ['claude', false],
      ]);
    }
    expect((await family('41:41'))?.beyond).toEqual({ pid: 10, name: '' });
  });

  test('names the parent even when it is no longer kept', async () => {
    create(0);
    start({ pid: 30, command: 'make all', ppid: 29 }, { pid: 31, ppid: 30 });
    end({ pid: 30 });
    expect(await family('31:31')).toMatchObject({ ancestors: [], beyond: { pid: 30, name: 'make' } });
  });

  test('is small, however many children and ancestors there are', async () => {
    start({ pid: 1 }, ...Array.from({ length: 500 }, (_, at) => ({ pid: at + 2, ppid: at + 1 })));
    start(...Array.from({ length: 100 }, (_, at) => ({ pid: 1_000 + at, ppid: 501, command: 'x'.repeat(9_000) })));
    const found = await family('501:501');
    expect(found).toMatchObject({ moreChildren: 80, beyond: undefined });
    expect([found?.ancestors.length, found?.children.length]).toEqual([64, 20]);
    expect(JSON.stringify(found).length).toBeLessThan(20_000);
  });

  test('children that are no longer kept are not mentioned', async () => {
    create(1);
    start({ pid: 1 }, { pid: 2, ppid: 1 }, { pid: 3, ppid: 1 });
    end({ pid: 2 }, { pid: 3 });
    expect((await family('1:1'))?.children.map(({ pid }) => pid)).toEqual([3]);
  });
});

test('a family is told again when it changes, at most every 250 ms, until its process is no longer kept', async () => {
  const clock = createFakeClock();
  const scope = createScope();
  activity = createActivity({ clock, epoch: 'e', keep: 1 }, scope);
  start({ pid: 1 }, { pid: 2, ppid: 1 }, { pid: 9 });
  const stream = activity.watchFamily('2:2', scope.signal);
  expect((await stream.next()).value).toMatchObject({ row: { key: '2:2' }, children: [] });
  const second = stream.next();
  let came = false;
  void second.then(() => {
    came = true;
  });
  start({ pid: 3, ppid: 2 });
  await clock.advance(249);
  expect(came).toBe(false);
  await clock.advance(1);
  expect((await second).value).toMatchObject({ children: [{ pid: 3 }] });
  // What happens elsewhere is no news.
  const third = stream.next();
  start({ pid: 50, ppid: 9 });
  await clock.advance(1_000);
  end({ pid: 2 });
  await clock.advance(1_000);
  expect((await third).value).toMatchObject({ row: { exit: { code: 0 } } });
  end({ pid: 3 });
  const last = stream.next();
  await clock.advance(1_000);
  expect(await last).toEqual({ done: true, value: undefined });
  expect(await activity.watchFamily('7:7', scope.signal).next()).toEqual({ done: true, value: undefined });
  await clock.advance(1_000);
  expect(clock.pending).toBe(0);
});

test('many that come and go leave nothing behind', () => {
  create(100);
  start(init);
  for (let round = 0; round < 30_000; round++) {
    const pid = 2 + (round % 5_000);
    // Half of them have parents that nobody knows.
    start({ pid, start: round + 2, ppid: round % 2 === 0 ? 1 : 900_000 + (round % 700) });
    end({ pid, start: round + 2 });
  }
  expect(activity.get('1:1')).toBeDefined();
  expect(row(2 + (29_999 % 5_000), 30_001)?.parent).toBeUndefined();
});
