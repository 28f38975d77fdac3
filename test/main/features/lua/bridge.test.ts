import { expect, test } from 'vitest';
import { agentPolicy, notifierWith, tellAgents, tellFact } from '../../../../src/main/features/lua';
import { createCell } from '../../../../src/shared/event';
import { ok } from '../../../../src/shared/result';
import { createScope } from '../../../../src/shared/scope';
import type { Agent, LuaValue, Notification, ProcessInfo } from '../../../../src/shared/vocabulary';
import { silentLog } from '../../../fixtures/silent-log';

/** Handlers that make a value of a value; without an entry there are none. */
const handlers = (by: Record<string, (value: LuaValue) => LuaValue | 'block'>) => ({
  intercepts: (hook: string) => hook in by,
  async intercept(hook: string, value: LuaValue) {
    const made = by[hook]?.(value);
    return made === 'block' ? undefined : { value: made };
  },
});
const told: unknown[] = [];
const listener = { tell: (event: string, args: () => readonly LuaValue[]) => void told.push([event, ...args()]) };

const requests: [string, (value: LuaValue) => LuaValue | 'block', unknown][] = [
  [
    'is changed',
    (value) => ({ ...(value as object), name: 'new' }),
    { ok: true, value: { name: 'new', command: ['ls'] } },
  ],
  ['is refused', () => 'block', { ok: false, error: 'cannot-start' }],
  ['stays when what comes back is no request', () => ({ command: 7 }), { ok: true, value: { command: ['ls'] } }],
  [
    'may have an empty table for a record',
    () => ({ command: ['ls'], env: [] }),
    { ok: true, value: { command: ['ls'], env: {} } },
  ],
];
test.each(requests)('a request for an agent %s', async (_what, handler, expected) => {
  const policy = agentPolicy(handlers({ before_agent_create: handler }), silentLog);
  expect(await policy.before({ command: ['ls'] })).toMatchObject(expected as object);
});

test('an environment is filtered, and left alone when what comes back is none', async () => {
  const filter = (made: LuaValue) =>
    agentPolicy(handlers({ filter_agent_env: () => made }), silentLog).environment({ A: '1' });
  expect(await filter({ B: '2' })).toEqual({ B: '2' });
  expect(await filter({ B: 2 })).toEqual({ A: '1' });
  expect(await agentPolicy(handlers({}), silentLog).environment({ A: '1' })).toEqual({ A: '1' });
});

test('a notification is changed, kept back, or shown as it is', async () => {
  const shown: string[] = [];
  const notifier = { show: async ({ title }: Notification) => ok(void shown.push(title)) };
  const note: Notification = { id: 'n', about: { agent: 'a' }, title: 'one', message: '', silent: false };
  const change = (value: LuaValue) => ({ ...(value as object), title: 'two' });
  for (const by of [{}, { filter_notification: change }, { filter_notification: () => 'block' as const }])
    await notifierWith(handlers(by), notifier).show(note);
  await notifierWith(handlers({ filter_notification: () => 'nonsense' }), notifier).show(note);
  expect(shown).toEqual(['one', 'two', 'one']);
});

const agent = (change: Partial<Agent> = {}): Agent => ({
  ...{ id: 'a', name: 'dev', profile: 'shell', color: 'gray', icon: 'terminal', notes: '', command: ['sh'], cwd: '/' },
  ...{
    createdAt: 1,
    startedAt: 1,
    status: 'working',
    statusSource: 'process',
    statusAt: 1,
    unseen: false,
    lost: false,
  },
  ...{ autoRestart: 'never', restarts: 0, ...change },
});

test('what agents do is told once, by what has changed', () => {
  told.length = 0;
  const state = createCell<readonly Agent[]>([]);
  tellAgents(listener, state, createScope());
  for (const list of [
    [agent()],
    [agent({ lastLine: 'x' })],
    [agent({ title: 'vim' })],
    [agent({ status: 'exited', exit: { code: 2 }, title: 'vim' })],
    [],
  ])
    state.value = list;
  expect(told.map((each) => (each as string[])[0])).toEqual([
    ...['agent_created', 'pty_title_changed', 'agent_lifecycle', 'agent_exited', 'agent_removed'],
  ]);
  expect(told[2]).toMatchObject(['agent_lifecycle', { status: 'exited', exit: { code: 2 } }, 'working']);
});

test('processes are told without their secrets, and only those that start now', () => {
  told.length = 0;
  const process: ProcessInfo = { pid: 7, start: 1, argv: ['/bin/deploy', '--token', 'hush'], startedAt: 5 };
  tellFact(listener, { type: 'process.started', process, existing: true });
  tellFact(listener, { type: 'process.started', process, existing: false });
  tellFact(listener, { type: 'process.exited', key: '7:1', pid: 7, exit: { signal: 9 }, endedAt: 6 });
  expect(told).toEqual([
    ['process_started', expect.objectContaining({ pid: 7, program: 'deploy', command: '/bin/deploy --token •••' })],
    ['process_exited', { pid: 7, key: '7:1', exit: { signal: 9 } }],
  ]);
  expect(JSON.stringify(told)).not.toContain('hush');
});
