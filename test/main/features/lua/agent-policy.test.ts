import { describe, expect, test } from 'vitest';
import { agentPolicy } from '../../../../src/main/features/lua';
import type { Lua } from '../../../../src/main/features/lua/service';
import { createCell, createEmitter } from '../../../../src/shared/event';
import { ok } from '../../../../src/shared/result';
import { type Agent, type AgentStatus, type LuaValue, usualSettings } from '../../../../src/shared/vocabulary';
import { createFakeClock, settle } from '../../../fixtures/fake-clock';
import { silentLog } from '../../../fixtures/silent-log';

type Handler = (value: LuaValue) => LuaValue | 'block' | Promise<LuaValue>;

/** The policy of a hub whose Lua has these handlers, and what it tells. */
function open(by: Record<string, Handler> = {}, state: Lua['screens']['trusted']['value'] = 'running') {
  const told: unknown[] = [];
  const trusted = createCell(state);
  const clock = createFakeClock();
  const lua = {
    intercepts: (hook: string) => hook in by,
    async intercept(hook: string, value: LuaValue) {
      const made = await by[hook]?.(value);
      return made === 'block' ? undefined : { value: made };
    },
    tell: (event: string, args: () => readonly LuaValue[]) => void told.push([event, ...args()]),
    screens: {
      ...{ trusted, lines: { want: () => false, take() {} } },
      rules: { of: () => undefined, changed: createEmitter<void>() },
    },
  };
  const notifier = {
    async show({ title, message, about }: { title: string; message: string; about: object }) {
      told.push({ title, message, ...about });
      return ok(undefined);
    },
  };
  const policy = agentPolicy({ lua, notifier, settings: createCell(usualSettings), clock, log: silentLog });
  return { policy, told, trusted, clock };
}

const requests: [string, Handler, unknown][] = [
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
  const { policy } = open({ before_agent_create: handler });
  expect(await policy.before({ command: ['ls'] })).toMatchObject(expected as object);
});

test('an environment is filtered, and left alone when what comes back is none', async () => {
  const filter = (made: LuaValue) => open({ filter_agent_env: () => made }).policy.environment({ A: '1' });
  expect(await filter({ B: '2' })).toEqual({ B: '2' });
  expect(await filter({ B: 2 })).toEqual({ A: '1' });
  expect(await open().policy.environment({ A: '1' })).toEqual({ A: '1' });
});

const agent = (status: AgentStatus, change: Partial<Agent> = {}): Agent => ({
  ...{ id: 'a', name: 'dev', profile: 'claude', tool: 'claude', color: 'gray', icon: 'terminal', notes: '' },
  ...{ command: ['claude'], cwd: '/', createdAt: 1, startedAt: 1, status, statusSource: 'hook', statusAt: 1 },
  ...{ unseen: false, lost: false, autoRestart: 'always', restarts: 0, ...change },
});

describe('a status', () => {
  const news = { before: 'working', lookedAt: false, news: true } as const;

  test('is told to Lua, with who looks and whether it is news, and to nobody else', () => {
    const { policy, told } = open();
    policy.attention({ agent: agent('needs-input'), ...news });
    expect(told).toEqual([
      [
        'agent_attention',
        expect.objectContaining({ id: 'a', status: 'needs-input', status_source: 'hook', auto_restart: 'always' }),
        { before: 'working', looked_at: false, news: true },
      ],
    ]);
  });

  test.each([
    ['starting', 'needs-input', {}, 'Needs input'],
    ['stopped', 'failed', { statusText: 'No disk.' }, 'No disk.'],
  ] as const)('is told people while Lua is %s, when the agent waits for them', (state, status, change, message) => {
    const { policy, told } = open({}, state);
    policy.attention({ agent: agent(status, change), ...news });
    expect(told.slice(1)).toEqual([{ title: 'dev', message, agent: 'a' }]);
  });

  test('that a worker was told just before it was ended is told people after all', async () => {
    const { policy, told, trusted, clock } = open();
    policy.attention({ agent: agent('failed'), ...news });
    await clock.advance(5_000);
    policy.attention({ agent: agent('needs-input'), ...news });
    await clock.advance(1_400);
    trusted.value = 'starting';
    trusted.value = 'running';
    trusted.value = 'stopped';
    expect(told.slice(2)).toEqual([{ title: 'dev', message: 'Needs input', agent: 'a' }]);
  });

  test('that waits for nobody, is looked at, or is no news is not told even then', () => {
    const { policy, told } = open({}, 'stopped');
    policy.attention({ agent: agent('finished'), ...news });
    policy.attention({ agent: agent('failed'), ...news, lookedAt: true });
    policy.attention({ agent: agent('failed'), ...news, news: false });
    expect(told).toHaveLength(3);
  });
});

describe('what follows from the end of a run', () => {
  const ended = { agent: agent('exited', { exit: { code: 1 } }), exit: { code: 1 }, ranMs: 500, memory: { quick: 1 } };

  test('is what Lua says, which is given what it had to remember', async () => {
    let asked: LuaValue;
    const { policy } = open({
      agent_sequel(value) {
        asked = value;
        return { ...(value as object), restart_after_ms: 50, status_text: 'Soon.', memory: { quick: 2 } };
      },
    });
    expect(await policy.sequel(ended)).toEqual({ againAfterMs: 50, text: 'Soon.', memory: { quick: 2 } });
    expect(asked).toMatchObject({ agent: { id: 'a', exit: { code: 1 } }, ran_ms: 500, memory: { quick: 1 } });
  });

  test.each<[string, Record<string, Handler>]>([
    ['nobody says anything', {}],
    ['it is blocked', { agent_sequel: () => 'block' }],
    ['what is said makes no sense', { agent_sequel: () => ({ restart_after_ms: 'soon' }) }],
    ['the pause is no time', { agent_sequel: () => ({ restart_after_ms: Number.NaN }) }],
  ])('is nothing when %s', async (_what, by) => {
    expect((await open(by).policy.sequel(ended)).againAfterMs).toBeUndefined();
  });

  test('waits for Lua that is only starting, and for nobody for ever', async () => {
    const again: Handler = () => ({ restart_after_ms: 1 });
    const { policy, trusted } = open({ agent_sequel: again }, 'starting');
    const sequel = policy.sequel(ended);
    trusted.value = 'running';
    expect(await sequel).toMatchObject({ againAfterMs: 1 });

    const stuck = open({ agent_sequel: () => new Promise(() => {}) });
    const never = stuck.policy.sequel(ended);
    await stuck.clock.advance(10_000);
    expect(await never).toEqual({});

    const gone = open({ agent_sequel: again }, 'starting');
    const late = gone.policy.sequel(ended);
    await gone.clock.advance(10_000);
    await settle();
    expect(await late).toMatchObject({ againAfterMs: 1 });
    expect(gone.clock.pending).toBe(0);
  });
});
