import { expect, test } from 'vitest';
import { groupNames, listing, recentFolders } from '../../../../src/renderer/features/agents/list/listing';
import { briefOf, endSentence } from '../../../../src/renderer/features/agents/status';
import { type Agent, stateOf } from '../../../../src/shared/vocabulary';
import { agentOf } from './agent';

const agents = [
  agentOf({ id: 'old', createdAt: 1, status: 'exited', exit: { code: 0 } }),
  agentOf({ id: 'busy', createdAt: 2 }),
  agentOf({ id: 'asks', createdAt: 3, status: 'needs-input', statusText: 'May I use Bash?', cwd: '/work/api' }),
  agentOf({
    id: 'web',
    createdAt: 4,
    group: 'web',
    worktree: { repository: '/r', path: '/w', branch: 'login', base: 'm' },
  }),
  agentOf({ id: 'stuck', createdAt: 5, group: 'web', status: 'stuck' }),
  agentOf({ id: 'api', createdAt: 6, group: 'api' }),
];
/** "asks busy old | api: api | web: stuck web" */
const drawn = (sort: 'wanting' | 'created', search = '') =>
  listing(agents, sort, search)
    .map(({ name, agents }) => `${name === undefined ? '' : `${name}: `}${agents.map(({ id }) => id).join(' ')}`)
    .join(' | ');

test.each<['wanting' | 'created', string, string]>([
  ['wanting', '', 'asks busy old | api: api | web: stuck web'],
  ['created', '', 'old busy asks | api: api | web: web stuck'],
  ['created', 'BASH', 'asks'],
  ['created', 'login', 'web: web'],
  ['created', 'api', 'asks | api: api'],
  ['created', 'web stuck', 'web: stuck'],
  ['created', 'nothing', ''],
])('sorted by %s, searched for “%s”: %s', (sort, search, expected) => {
  expect(drawn(sort, search)).toBe(expected);
});

test('groups and folders are offered once each', () => {
  expect(groupNames(agents)).toEqual(['api', 'web']);
  expect(recentFolders(agents)).toEqual(['/home/a', '/r', '/work/api']);
});

test('the list is searched for what it says of agents, too', () => {
  const shells = [agentOf({ id: 'a', status: 'finished' }), agentOf({ id: 'b' })];
  expect(listing(shells, 'created', 'idle').flatMap((group) => group.agents.map(({ id }) => id))).toEqual(['a']);
});

test.each<[Partial<Agent>, string, string | undefined, string | undefined]>([
  [{ status: 'finished', lastLine: 'ok' }, 'idle', 'ok', undefined],
  [{ lastLine: 'npm test' }, 'working', 'npm test', undefined],
  [{ lastLine: 'npm test', statusText: 'Tests' }, 'working', 'Tests', undefined],
  [{ status: 'exited', exit: { code: 0 } }, 'exited', 'code 0', 'Ended without an error.'],
  [{ status: 'exited', exit: { code: 3 } }, 'exited', 'code 3', 'Ended with code 3.'],
  [{ status: 'exited', exit: { signal: 9 } }, 'exited', 'SIGKILL', 'Ended by SIGKILL.'],
  [{ status: 'exited', exit: { unknown: true } }, 'exited', undefined, 'Ended. How is not known.'],
  [{ status: 'exited', lost: true }, 'lost', undefined, 'Its terminal was lost, and what ran in it with it.'],
])('%o is told as %s', (more, state, brief, end) => {
  const agent = agentOf({ id: 'a', ...more });
  expect(stateOf(agent)).toBe(state);
  expect(briefOf(agent)).toBe(brief);
  expect(endSentence(agent)).toBe(end);
});
