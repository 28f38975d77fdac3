import { beforeEach, describe, expect, test } from 'vitest';
import { type Activity, createActivity } from '../../../../src/main/features/activity';
import { createScope } from '../../../../src/shared/scope';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { exited, type Named, started } from './facts';

/** Processes in the terminals of agents: 20 is the first process of the agent "fixer". */
let activity: Activity;
beforeEach(() => {
  activity = createActivity({ clock: createFakeClock(), epoch: 'e' }, createScope());
});

const start = (...all: Named[]) => {
  for (const named of all) activity.record(started(named), { ofAction: false });
};
const origin = (pid: number) => activity.get(`${pid}:${pid}`)?.origin;
const owns = (profile = 'command', alive = true) =>
  activity.ownedBy({ agent: { id: 'k3f9-2m', name: 'fixer', profile }, pid: 20, alive });
const fixer = { key: '20:20', name: 'fixer', agent: 'k3f9-2m' };

const make: Named = { pid: 20, command: 'make all', ppid: 10, sid: 20, pgid: 20 };
const cc: Named = { pid: 30, command: 'cc -c a.c', ppid: 20, sid: 20, pgid: 20 };
const as: Named = { pid: 40, command: 'as', ppid: 30, sid: 20, pgid: 20 };
const claude: Named = { pid: 30, command: 'claude', ppid: 20, sid: 20, pgid: 30 };
const ls: Named = { pid: 40, command: 'ls', ppid: 30, sid: 20, pgid: 30 };
const codex: Named = { pid: 40, command: 'codex', ppid: 30, sid: 20, pgid: 30 };
const rg: Named = { pid: 50, command: 'rg', ppid: 40, sid: 20, pgid: 30 };

describe('what runs in the terminal of an agent comes from it', () => {
  test.each<[string, () => void]>([
    ['when that is known before', () => [owns(), start(make, cc, as)]],
    ['when that is known after', () => [start(make, cc, as), owns()]],
    ['when it becomes known in between', () => [start(make, cc), owns(), start(as)]],
    ['in whatever order they are listed', () => [owns(), start(as, make, cc)]],
    ['the other way round', () => [owns(), start(as, cc, make)]],
  ])('%s', (_, act) => {
    act();
    expect([origin(20), origin(30), origin(40)]).toEqual([undefined, fixer, fixer]);
  });

  test('also what lost its parent, by its session', () => {
    owns();
    start(make, { pid: 60, ppid: 1, sid: 20, pgid: 60 });
    expect(origin(60)).toEqual(fixer);
  });

  test('and stays so when it has ended', () => {
    owns();
    start(make, cc);
    activity.record(exited(make), { ofAction: false });
    owns('command', false);
    start(as);
    expect([origin(30), origin(40)]).toEqual([fixer, fixer]);
  });
});

test('its own coding agent is its kind, and those that it runs do not take its place', () => {
  owns();
  start({ ...make, command: 'claude' }, cc, codex, rg);
  expect(origin(30)).toEqual({ ...fixer, tool: 'Claude Code' });
  expect(origin(50)).toEqual({ ...fixer, tool: 'Codex' });
});

test.each<[string, () => void]>([
  ['known before', () => [owns('shell'), start(make, claude, ls)]],
  ['known after', () => [start(make, claude, ls), owns('shell')]],
  ['listed in another order', () => [owns('shell'), start(ls, claude, make)]],
])('in a shell of ours only what a coding agent starts comes from an agent: %s', (_, act) => {
  act();
  expect(origin(30)).toBeUndefined();
  expect(origin(40)).toEqual({ key: '30:30', name: 'Claude Code', agent: 'k3f9-2m' });
});

test('a later process with its pid is not it', () => {
  owns();
  start(make);
  activity.record(exited(make), { ofAction: false });
  owns('command', false);
  const later = { pid: 20, start: 99, command: 'make', ppid: 1 };
  start(later, { pid: 31, start: 100, ppid: 20 });
  expect(activity.get('31:100')).toMatchObject({ parent: '20:99' });
  expect(activity.get('31:100')?.origin).toBeUndefined();
});

test('a search finds it by the agent’s name, kind and id', async () => {
  owns();
  start({ ...make, command: 'claude' }, cc);
  for (const search of ['FIXER', 'claude code', 'k3f9']) {
    const watch = activity.watch({ filter: { scope: 'all', search } }, new AbortController().signal);
    const { value } = await watch.next();
    expect(JSON.stringify(value)).toContain('30:30');
    await watch.return(undefined);
  }
});
