import { expect, test } from 'vitest';
import { agentsText, listedAgents } from '../../../src/main/electron/tray-agents';
import type { Agent, AgentStatus } from '../../../src/shared/vocabulary';

function agentOf(status: AgentStatus, name: string = status): Agent {
  return {
    ...{ id: name, name, profile: 'shell', color: 'gray', icon: 'terminal', notes: '', command: ['sh'], cwd: '/' },
    ...{ createdAt: 0, startedAt: 0, status, statusSource: 'process', statusAt: 0, unseen: false, lost: false },
    ...{ autoRestart: 'never', restarts: 0 },
  };
}

test.each<[AgentStatus[], string | undefined]>([
  [[], undefined],
  [['exited'], undefined],
  [['finished'], '1 agent runs'],
  [['finished', 'starting'], '2 agents run'],
  [['working', 'finished'], '1 agent is working'],
  [['needs-input'], '1 agent waits for you'],
  [['working', 'working', 'stuck'], '2 agents are working, 1 waits for you'],
  [['working', 'failed', 'needs-input'], '1 agent is working, 2 wait for you'],
])('of %j the tray says %j', (statuses, text) => {
  expect(agentsText(statuses.map((status) => agentOf(status)))).toBe(text);
});

test('those come first that want the person, then those that work; the ended are left out', () => {
  const statuses: AgentStatus[] = ['finished', 'working', 'exited', 'needs-input', 'failed'];
  expect(listedAgents(statuses.map((status) => agentOf(status))).listed.map(({ label }) => label)).toEqual([
    ...['needs-input: waits for you', 'failed: failed', 'working: working', 'finished: idle'],
  ]);
});

test('a coding agent that waits for the next prompt has finished, a shell is idle', () => {
  const agents = [
    agentOf('finished', 'shell'),
    { ...agentOf('finished', 'claude'), profile: 'claude', tool: 'claude' } as const,
  ];
  expect(listedAgents(agents).listed.map(({ label }) => label)).toEqual(['shell: idle', 'claude: finished']);
});

test('a menu is not longer than a screen', () => {
  const { listed, more } = listedAgents(Array.from({ length: 30 }, (_, index) => agentOf('working', `a${index}`)));
  expect([listed.length, more]).toEqual([12, 18]);
});
