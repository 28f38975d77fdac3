import { expect, test } from 'vitest';
import { notifierWith, tellAgents, tellFact } from '../../../../src/main/features/lua';
import { createCell, createEmitter } from '../../../../src/shared/event';
import { ok } from '../../../../src/shared/result';
import { createScope } from '../../../../src/shared/scope';
import type { Agent, LuaValue, Notification, ProcessInfo } from '../../../../src/shared/vocabulary';

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
  tellAgents(listener, { state, prompts: createEmitter() }, createScope());
  for (const list of [
    [agent()],
    [agent({ lastLine: 'x' })],
    [agent({ title: 'vim' })],
    [agent({ title: 'vim', cwd: '/src' })],
    [agent({ status: 'exited', exit: { code: 2 }, title: 'vim', cwd: '/src' })],
    [],
  ])
    state.value = list;
  expect(told.map((each) => (each as string[])[0])).toEqual([
    ...['agent_created', 'pty_title_changed', 'pty_cwd_changed', 'agent_lifecycle', 'agent_exited', 'agent_removed'],
  ]);
  expect(told[2]).toMatchObject(['pty_cwd_changed', { id: 'a' }, '/src']);
  expect(told[3]).toMatchObject(['agent_lifecycle', { status: 'exited', exit: { code: 2 } }, 'working']);
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

test('where a shell is is told with what its command ended by', () => {
  told.length = 0;
  const prompts = createEmitter<{ agent: Agent; mark: string; exitCode?: number }>();
  tellAgents(listener, { state: createCell<readonly Agent[]>([]), prompts }, createScope());
  prompts.emit({ agent: agent(), mark: 'command-ended', exitCode: 2 });
  prompts.emit({ agent: agent(), mark: 'prompt-started' });
  expect(told).toMatchObject([
    ['pty_prompt', { id: 'a' }, { mark: 'command-ended', exit_code: 2 }],
    ['pty_prompt', { id: 'a' }, { mark: 'prompt-started' }],
  ]);
});
