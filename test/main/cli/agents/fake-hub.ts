import { createGateway, implementer } from '../../../../src/main/gateway';
import type { Channel } from '../../../../src/shared/link';
import type { Scope } from '../../../../src/shared/scope';
import type { Agent, AgentStatus, OrphanWorktree, WorktreeDiff } from '../../../../src/shared/vocabulary';
import { statusOf } from '../../../fixtures/hub-status';
import { silentLog } from '../../../fixtures/silent-log';
import { transports } from '../../gateway/transports';

const minuteMs = 60_000;

function agentOf(part: Partial<Agent>): Agent {
  const at = Date.now() - minuteMs;
  return {
    ...{ id: 'k3f9-2m', name: 'tests', profile: 'command', color: 'gray', icon: 'terminal', notes: '' },
    ...{ command: ['npm', 'test'], cwd: '/app', terminal: 'k3f9-2m.1', pid: 42, createdAt: at, startedAt: at },
    ...{ status: 'working', statusSource: 'process', statusAt: at, unseen: false, lost: false },
    ...{ autoRestart: 'never', restarts: 0, lastLine: '3 passed' },
    ...part,
  };
}

/** Those that the hub has. */
export const agents = [
  agentOf({}),
  agentOf({ id: 'k3aa-xx', name: 'review', status: 'needs-input', statusText: 'Run\u001b[2J it?', group: 'backend' }),
  agentOf({ id: 'm2x1-aa', name: 'old', status: 'exited', exit: { code: 3 }, group: 'backend', pid: undefined }),
  agentOf({ id: 'p7p7-aa', name: 'old', status: 'exited', exit: { signal: 9 } }),
  agentOf({ id: 's4s4-aa', name: 'zsh', profile: 'shell', status: 'finished', lastLine: undefined }),
];

export interface Answers {
  readonly waited?: { reached: boolean; status: AgentStatus };
  readonly dirty?: number;
  readonly diff?: WorktreeDiff;
  readonly orphans?: OrphanWorktree[];
  readonly lines?: string[];
}

/** What the hub was asked. */
export type Asked = [call: string, input: unknown];

/** A hub that gives set answers and keeps what it was asked. @returns how to connect to it */
export async function serveFakeHub(
  { waited, dirty, diff, orphans = [], lines = [] }: Answers,
  asked: Asked[],
  scope: Scope,
): Promise<() => Promise<Channel>> {
  const first = agents[0] ?? agentOf({});
  const note = (call: string, input: unknown) => void asked.push([call, input]);
  const of = implementer.agents;
  const byId = (id: string) => agents.find((agent) => agent.id === id) ?? first;
  const router = {
    hub: { status: implementer.hub.status.handler(() => statusOf({})) },
    agents: {
      list: of.list.handler(() => agents),
      profiles: of.profiles.handler(() => []),
      spawn: of.spawn.handler(({ input, errors }) => {
        note('spawn', input);
        if (input.name === 'impossible')
          throw errors.CANNOT_START({ data: { reason: 'There is no\u0007 such folder.' } });
        return first;
      }),
      send: of.send.handler(({ input }) => {
        note('send', input);
        return input.ids.map((id) => (byId(id).status === 'exited' ? { id, problem: 'It does not run.' } : { id }));
      }),
      wait: of.wait.handler(({ input }) => {
        note('wait', input);
        return { reached: waited?.reached ?? true, agent: { ...byId(input.id), status: waited?.status ?? 'finished' } };
      }),
      restart: of.restart.handler(({ input, errors }) => {
        note('restart', input);
        if (input.resume) throw errors.FAILED({ data: { reason: 'It cannot resume.' } });
        return byId(input.id);
      }),
      kill: of.kill.handler(({ input }) => {
        note('kill', input);
        return agentOf({ id: input.id, status: 'exited', exit: { signal: 1 } });
      }),
      killAll: of.killAll.handler(() => ({ killed: 2 })),
      remove: of.remove.handler(({ input, errors }) => {
        note('remove', input);
        if (dirty !== undefined && !input.force)
          throw errors.DIRTY({ data: { files: dirty, lost: `Its worktree has ${dirty} changes.` } });
      }),
      diff: of.diff.handler(({ errors }) => {
        if (diff) return diff;
        throw errors.FAILED({ data: { reason: '/app is in no repository.' } });
      }),
      orphans: of.orphans.handler(() => orphans),
      hooks: of.hooks.handler(() => [{ tool: 'claude', state: 'on', file: '/home/me/.claude/settings.json' }]),
      setHooks: of.setHooks.handler(({ input }) => {
        note('hooks', input);
        return [{ tool: input.tool, state: input.on ? 'on' : 'off', file: '/home/me/.claude/settings.json' }];
      }),
    },
    terminals: {
      screen: implementer.terminals.screen.handler(({ input }) => {
        note('screen', input);
        return { lines, alternate: false, cursor: { x: 0, y: 0, visible: true } };
      }),
    },
  };
  const transport = await transports['message port']?.(createGateway(router, silentLog, scope), scope);
  if (!transport) throw new Error('There is no such transport');
  return () => transport.connect();
}
