import type { Agent } from '../../../../src/shared/vocabulary';

/** A shell that works, but for what is given. */
export function agentOf(more: Partial<Agent> & Pick<Agent, 'id'>): Agent {
  return {
    ...{
      name: more.id,
      profile: 'shell',
      color: 'gray',
      icon: 'terminal',
      notes: '',
      command: ['/bin/sh'],
      cwd: '/home/a',
    },
    ...{ createdAt: 0, startedAt: 0, status: 'working', statusSource: 'process', statusAt: 0 },
    ...{ unseen: false, lost: false, autoRestart: 'never', restarts: 0 },
    ...more,
  };
}
