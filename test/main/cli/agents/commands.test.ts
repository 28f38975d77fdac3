import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliHost, runCli } from '../../../../src/main/cli';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { WorktreeDiff } from '../../../../src/shared/vocabulary';
import { createRig, expectNoControlCharacters, type Rig } from '../rig';
import { type Answers, type Asked, agents, serveFakeHub } from './fake-hub';

/** Commands with a hub that gives set answers and keeps what it was asked. */
let scope: Scope;
let rig: Rig;
let asked: Asked[];

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  asked = [];
});
afterEach(() => scope.close());

async function hubHost(answers: Answers = {}): Promise<CliHost> {
  const connect = await serveFakeHub(answers, asked, scope);
  return { ...rig.host, openHub: () => connect };
}

async function run(answers: Answers, ...argv: string[]): Promise<number> {
  return runCli(['agents', ...argv], await hubHost(answers));
}

describe('without a hub', () => {
  test.each([['list'], ['spawn', '--', 'true'], ['attach', 'x'], ['output', 'x'], ['kill', '--all'], ['orphans']])(
    '%s says how to start one, and that agents go on',
    async (...argv) => {
      expect(await rig.run('agents', ...argv)).toBe(1);
      expect(rig.errors).toEqual([
        'VibeRot is not running here. Start it with: npm start (or viberot serve)',
        'Agents that were left running go on meanwhile, and are there again once it runs.',
      ]);
    },
  );
});

describe('wrong usage', () => {
  test.each([
    ['spawn', '--base', 'main'],
    ['spawn', '--env', 'no variable', '--', 'true'],
    ['spawn', '--detach-key', 'x'],
    ['send', 'only text'],
    ['send'],
    ['output', 'x', '--ansi', '--follow'],
    ['output', 'x', '--lines', '0'],
    ['wait', 'x', '--status', 'done'],
    ['wait', 'x', '--timeout', '-1'],
    ['kill'],
    ['kill', 'x', '--all'],
    ['hooks', 'maybe'],
    ['hooks', 'on'],
    ['hooks', 'on', 'notepad'],
  ])('agents %j ends with 2', async (...argv) => {
    expect(await rig.run('agents', ...argv)).toBe(2);
  });
});

test.each([
  '',
  'list',
  'spawn',
  'attach',
  'send',
  'output',
  'wait',
  'restart',
  'kill',
  'remove',
  'profiles',
  'diff',
  'orphans',
  'hooks',
])('agents %s --help says what it is for', async (name) => {
  await rig.run('agents', ...(name === '' ? [] : [name]), '--help');
  expect(rig.out.join('\n')).toMatch(/Usage: viberot agents/);
});

describe('the agents that are meant', () => {
  test.each([
    ['an id', 'k3f9-2m', 'k3f9-2m'],
    ['the beginning of one', 'k3f', 'k3f9-2m'],
    ['a name', 'review', 'k3aa-xx'],
  ])('may be given as %s', async (_, text, id) => {
    expect(await run({}, 'kill', text)).toBe(0);
    expect(asked).toEqual([['kill', { id }]]);
  });

  test('are listed when there are several', async () => {
    expect(await run({}, 'kill', 'old')).toBe(1);
    expect(await run({}, 'kill', 'k3')).toBe(1);
    expect(rig.errors).toEqual([
      '"old" may be m2x1-aa (old, exited), p7p7-aa (old, exited). Give the whole id.',
      '"k3" may be k3f9-2m (tests, working), k3aa-xx (review, needs-input). Give the whole id.',
    ]);
    expect(asked).toEqual([]);
  });

  test('must be there, all of them, before anything is done', async () => {
    expect(await run({}, 'kill', 'tests', 'nobody')).toBe(1);
    expect(rig.errors).toEqual(['There is no agent "nobody". "viberot agents list" shows what there is.']);
    expect(asked).toEqual([]);
  });
});

describe('list', () => {
  test('tells what each does, and marks those that want the person', async () => {
    expect(await run({}, 'list')).toBe(0);
    expect(rig.out[0]).toMatch(/^ID +NAME +STATUS/);
    expect(rig.out[1]).toMatch(/^k3f9-2m +tests +working +1 min( \d+ s)? +\/app +3 passed$/);
    expect(rig.out[2]).toMatch(/^k3aa-xx +review +needs-input ! +1 min( \d+ s)? +backend +\/app +Run \[2J it\?$/);
    expect(rig.out[3]).toMatch(/old +exited \(3\)/);
    expect(rig.out[4]).toMatch(/old +exited \(SIGKILL\)/);
    expect(rig.out[5]).toMatch(/zsh +idle /);
    expectNoControlCharacters(rig);
  });

  test('prints them whole as JSON', async () => {
    await run({}, 'list', '--json');
    expect(JSON.parse(rig.out[0] ?? '')).toMatchObject(agents.map(({ id, name, status }) => ({ id, name, status })));
  });
});

describe('spawn', () => {
  test('asks for what is given, and prints id and pid', async () => {
    const argv = ['--name', 'x', '--env', 'A=1', '--env', 'B=', '--group', 'g', '--worktree', 'w', '--base', 'main'];
    expect(await run({}, 'spawn', ...argv, '--prompt', 'hi', '--', 'npm', 'test', '--watch')).toBe(0);
    expect(rig.out).toEqual(['k3f9-2m  tests, pid 42, in /app']);
    expect(asked).toEqual([
      [
        'spawn',
        {
          ...{ name: 'x', env: { A: '1', B: '' }, group: 'g', worktree: { branch: 'w', base: 'main' }, prompt: 'hi' },
          ...{ command: ['npm', 'test', '--watch'], cwd: '/where/it/was/given' },
        },
      ],
    ]);
  });

  test('takes the prompt from standard input, a folder that is relative, and says which agent asks', async () => {
    const host = { ...(await hubHost()), readInput: async () => 'from a pipe', agentId: 'me' };
    expect(await runCli(['agents', 'spawn', '--prompt', '-', '--cwd', '../x', '--json'], host)).toBe(0);
    expect(asked).toEqual([['spawn', { prompt: 'from a pipe', cwd: '/where/it/was/x', parent: 'me' }]]);
    expect(JSON.parse(rig.out[0] ?? '')).toMatchObject({ id: 'k3f9-2m', pid: 42 });
  });

  test('says why it cannot', async () => {
    expect(await run({}, 'spawn', '--name', 'impossible')).toBe(1);
    expect(rig.errors).toEqual(['There is no  such folder.']);
  });
});

describe('send', () => {
  test('types a text into several agents', async () => {
    expect(await run({}, 'send', 'tests', 'review', 'go on')).toBe(0);
    expect(asked).toEqual([['send', { ids: ['k3f9-2m', 'k3aa-xx'], text: 'go on', enter: true }]]);
  });

  test('types standard input, without Enter', async () => {
    const host = { ...(await hubHost()), readInput: async () => 'a\nb\n' };
    expect(await runCli(['agents', 'send', 'tests', '-', '--no-enter'], host)).toBe(0);
    expect(asked).toEqual([['send', { ids: ['k3f9-2m'], text: 'a\nb\n', enter: false }]]);
  });

  test('types into those of a group that run, each once', async () => {
    expect(await run({}, 'send', 'review', '--group', 'backend', 'commit')).toBe(0);
    expect(asked).toEqual([['send', { ids: ['k3aa-xx'], text: 'commit', enter: true }]]);
    expect(await run({}, 'send', '--group', 'none', 'commit')).toBe(1);
    expect(rig.errors).toEqual(['No agent of the group "none" runs.']);
  });

  test('fails when one cannot take it', async () => {
    expect(await run({}, 'send', 'm2x1', 'x')).toBe(1);
    expect(rig.errors).toEqual(['m2x1-aa: It does not run.']);
  });
});

describe('wait', () => {
  test.each<[NonNullable<Answers['waited']>, number]>([
    [{ reached: true, status: 'finished' }, 0],
    [{ reached: true, status: 'exited' }, 1],
    [{ reached: false, status: 'working' }, 124],
  ])('%j ends with %i', async (waited, code) => {
    expect(await run({ waited }, 'wait', 'tests', '--status', 'finished,failed', '--timeout', '0.5')).toBe(code);
    expect(asked).toEqual([['wait', { id: 'k3f9-2m', statuses: ['finished', 'failed', 'exited'], timeoutMs: 500 }]]);
  });

  test('takes the word that the list has for a shell at its prompt', async () => {
    await run({}, 'wait', 'zsh', '--status', 'idle,failed');
    expect(asked).toEqual([['wait', { id: 's4s4-aa', statuses: ['finished', 'failed', 'exited'] }]]);
    expect(rig.out).toEqual(['s4s4-aa  zsh: idle']);
  });

  test('waits for all of them', async () => {
    expect(await run({}, 'wait', 'tests', 'review', '--json')).toBe(0);
    expect(JSON.parse(rig.out[0] ?? '')).toMatchObject([
      { outcome: 'reached', agent: { id: 'k3f9-2m' } },
      { outcome: 'reached', agent: { id: 'k3aa-xx' } },
    ]);
  });
});

describe('output', () => {
  test('prints lines without what is below them, and without what would steer the terminal', async () => {
    expect(await run({ lines: ['a', '', 'b\u001b[2J', '', ''] }, 'output', 'tests', '--lines', '7')).toBe(0);
    expect(rig.out).toEqual(['a', '', 'b [2J']);
    expect(asked).toEqual([['screen', { id: 'k3f9-2m.1', lines: 7, unwrap: true, ansi: false }]]);
  });

  test('keeps colours and nothing else of sequences with --ansi', async () => {
    await run({ lines: ['\u001b[31;1mred\u001b[0m\u001b]0;title\u0007\u001b[2J'] }, 'output', 'tests', '--ansi');
    expect(rig.out).toEqual(['\u001b[31;1mred\u001b[0m]0;title[2J']);
  });
});

describe('the end', () => {
  test('kill and remove tell what became of each', async () => {
    expect(await run({}, 'kill', 'tests', 'review')).toBe(0);
    expect(rig.out).toEqual(['k3f9-2m  tests: exited (SIGHUP)', 'k3aa-xx  tests: exited (SIGHUP)']);
    expect(await run({}, 'kill', '--all')).toBe(0);
    expect(rig.out.at(-1)).toBe('2 agents were ended.');
    expect(await run({}, 'remove', 'tests')).toBe(0);
    expect(asked.at(-1)).toEqual(['remove', { id: 'k3f9-2m', worktree: 'keep' }]);
  });

  test('a worktree with changes is removed only with --force', async () => {
    expect(await run({ dirty: 2 }, 'remove', 'tests', '--worktree')).toBe(1);
    expect(rig.errors).toEqual(['k3f9-2m (tests): Its worktree has 2 changes. Remove it all the same with --force.']);
    expect(await run({ dirty: 2 }, 'remove', 'tests', '--worktree', '--force')).toBe(0);
    expect(asked.at(-1)).toEqual(['remove', { id: 'k3f9-2m', worktree: 'remove', force: true }]);
  });

  test('restart says when a session cannot be resumed', async () => {
    expect(await run({}, 'restart', 'tests')).toBe(0);
    expect(await run({}, 'restart', 'tests', '--resume')).toBe(1);
    expect(rig.errors).toEqual(['k3f9-2m (tests): It cannot resume.']);
  });
});

describe('diff', () => {
  const diff: WorktreeDiff = {
    ...{ root: '/app', branch: 'fix', base: 'main' },
    files: [
      {
        ...{ path: 'a.ts', change: 'modified', added: 1, removed: 1, binary: false, cut: false },
        hunks: [
          {
            header: '@@ -1,2 +1,2 @@',
            lines: [
              { kind: 'context', text: 'same', before: 1, after: 1 },
              { kind: 'removed', text: 'old\u001b[2J', before: 2 },
              { kind: 'added', text: 'new', after: 2 },
            ],
          },
        ],
      },
      { path: 'b.png', change: 'untracked', added: 0, removed: 0, binary: true, cut: false, hunks: [] },
    ],
  };

  test('is printed as git does', async () => {
    expect(await run({ diff }, 'diff', 'tests')).toBe(0);
    expect(rig.out).toEqual([
      ...['diff --git a/a.ts b/a.ts', '--- a/a.ts', '+++ b/a.ts', '@@ -1,2 +1,2 @@', ' same', '-old [2J', '+new'],
      ...['diff --git a/b.png b/b.png', 'Binary files a/b.png and b/b.png differ'],
    ]);
  });

  test('is told in short with --stat', async () => {
    await run({ diff }, 'diff', 'tests', '--stat');
    expect(rig.out).toEqual(['M  +1 -1  a.ts', '?  +0 -0  b.png', '2 files, +1 -1, against main']);
  });

  test('says why there is none', async () => {
    expect(await run({}, 'diff', 'tests')).toBe(1);
    expect(rig.errors).toEqual(['/app is in no repository.']);
  });
});

test('orphans tell their size, and whether something would be lost', async () => {
  const path = `/home/me/.viberot/worktrees/${'long/'.repeat(20)}`;
  await run(
    { orphans: [{ path, repository: '/app', branch: 'fix', bytes: 12_300_000, dirty: 2, modifiedAt: 0 }] },
    'orphans',
  );
  expect(rig.out[1]).toMatch(/^fix +12\.3 MB +2 not committed +/);
  expect(rig.out[1]?.endsWith(path)).toBe(true);
});

test('hooks are told, and switched on', async () => {
  await run({}, 'hooks');
  await run({}, 'hooks', 'on', 'claude');
  expect(rig.out).toEqual(Array.from({ length: 2 }, () => 'claude: on in /home/me/.claude/settings.json'));
  expect(asked).toEqual([['hooks', { tool: 'claude', on: true }]]);
});
