import { expect, test } from 'vitest';
import { dropZone } from '../../../../src/renderer/features/agents/panes/drop-zone';
import {
  emptyForm,
  problemsOf,
  requestOf,
  type StartForm,
  suggestedBranch,
} from '../../../../src/renderer/features/agents/start/form';
import type { SpawnRequest } from '../../../../src/shared/contract';

const repository = { repository: '/r', current: 'main', branches: ['main', 'login'] };
const form = (more: Partial<StartForm>): StartForm => ({ ...emptyForm, profile: 'claude', ...more });

test.each<[Partial<StartForm>, Partial<SpawnRequest>]>([
  [{}, {}],
  [
    { name: ' Login ', group: ' web ' },
    { name: 'Login', group: 'web' },
  ],
  [{ cwd: '~/project' }, { cwd: '/home/a/project' }],
  [{ command: "claude --model 'a b'" }, { command: ['claude', '--model', 'a b'] }],
  [{ prompt: ' \n' }, {}],
  [{ prompt: 'Fix it\n' }, { prompt: 'Fix it\n' }],
  [{ autoRestart: 'always' }, { autoRestart: 'always' }],
  [{ branch: 'unused' }, {}],
  [{ worktree: true, branch: 'new' }, { worktree: { branch: 'new', base: 'main' } }],
  [{ worktree: true, branch: 'new', base: 'v1' }, { worktree: { branch: 'new', base: 'v1' } }],
  [{ worktree: true, branch: 'login', base: 'v1' }, { worktree: { branch: 'login' } }],
  [
    { worktree: true, prompt: 'Fix the login' },
    { prompt: 'Fix the login', worktree: { branch: 'fix-the-login', base: 'main' } },
  ],
])('%o asks for %o', (more, expected) => {
  expect(requestOf(form(more), { repository, home: '/home/a' })).toEqual({ profile: 'claude', ...expected });
});

test.each<[Partial<StartForm>, (keyof StartForm)[]]>([
  [{}, []],
  [{ name: 'a'.repeat(101), group: 'a'.repeat(101) }, ['name', 'group']],
  [{ cwd: 'project' }, ['cwd']],
  [{ cwd: 'C:\\project' }, []],
  [{ worktree: true, branch: 'feature/login-2' }, []],
  ...['a b', 'a..b', '-a', 'a/', 'a.lock', 'a~1', '@', 'a//b', '.a', 'a\tb'].map(
    (branch): [Partial<StartForm>, (keyof StartForm)[]] => [{ worktree: true, branch }, ['branch']],
  ),
])('%o has problems in %o', (more, expected) => {
  expect(Object.keys(problemsOf(form(more), repository))).toEqual(expected);
});

test('a worktree needs a repository', () => {
  expect(problemsOf(form({ worktree: true }), undefined)).toHaveProperty('worktree');
});

test.each([
  [{ name: 'Fix: login!' }, 'fix-login'],
  [{ prompt: 'Please make the button on the page blue' }, 'please-make-the-button-on'],
  [{ name: 'Login' }, 'login-2'],
  [{ name: '日本' }, 'claude'],
  [{ name: 'Überblick' }, 'uberblick'],
])('%o suggests the branch %s', (more, expected) => {
  expect(suggestedBranch(form(more), repository.branches)).toBe(expected);
});

test.each([
  [100, 100, 'center'],
  [20, 100, 'left'],
  [190, 100, 'right'],
  [100, 15, 'up'],
  [100, 190, 'down'],
  [10, 30, 'left'],
] as const)('dropped at %s, %s it goes to the %s', (x, y, expected) => {
  expect(dropZone({ x: x + 7, y: y + 9 }, { left: 7, top: 9, width: 200, height: 200 })).toBe(expected);
});
