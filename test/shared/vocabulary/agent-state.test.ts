import { expect, test } from 'vitest';
import { type Agent, stateOf, stateWords } from '../../../src/shared/vocabulary';

type Facts = Partial<Pick<Agent, 'status' | 'statusSource' | 'profile' | 'tool' | 'lost'>>;

test.each<[string, Facts, string]>([
  ['a shell at its prompt', { profile: 'shell' }, 'Idle'],
  ['a shell whose marks tell that', { profile: 'shell', statusSource: 'sequence' }, 'Idle'],
  ['a shell in which an agent’s turn is over', { profile: 'shell', statusSource: 'hook' }, 'Finished'],
  ['a program that fills the screen', { profile: 'command' }, 'Idle'],
  ['a command that told it was done', { profile: 'command', statusSource: 'sequence' }, 'Finished'],
  ['a command whose screen says so', { profile: 'tests', statusSource: 'pattern' }, 'Finished'],
  ['a coding agent', { profile: 'claude', tool: 'claude' }, 'Finished'],
  ['a shell at work', { profile: 'shell', status: 'working' }, 'Working'],
  ['a shell that is over', { profile: 'shell', status: 'exited' }, 'Ended'],
  ['a shell whose terminal was lost', { profile: 'shell', status: 'exited', lost: true }, 'Lost'],
])('%s', (_, facts, word) => {
  const agent = { status: 'finished', statusSource: 'process', profile: 'command', lost: false, ...facts } as const;
  expect(stateWords[stateOf(agent)]).toBe(word);
});
