// The logic of the macOS probe in a make-believe kernel that a script drives: world.h.
import { describe, expect, test } from 'vitest';
import { compile, run, story } from './programs';

const world = compile('world');
if (!world) console.log('The logic of the macOS probe is not tested: there is no C compiler here.');
if (process.platform !== 'darwin')
  console.log(
    'Not run, as this is no Mac: native/darwin/{main,proc,events}.c, which ask the system. They are compiled in cross-compile.test.ts.',
  );

/** What the probe tells after its first list, in words. 1 is root's launchd, 100 our shell. */
function told(script: string, tier = 'b'): string[] {
  const lines = run(
    world,
    `boot 1 0 0 launchd; boot 100 1 501 zsh; tick; tick; sleep; ${script}; tick; sleep; sleep; sleep`,
    tier,
  );
  return lines
    .slice(lines.findIndex(({ t }) => t === 'snapend'))
    .filter(({ t }) => t === 'exec' || t === 'exit' || t === 'snap')
    .map(story);
}

const [exit3, killed] = [3 << 8, 9];
const stories: [string, string, string[]][] = [
  [
    'a command from start to end',
    `fork 100 101; tick; exec 101 ls -l; tick; exit 101 ${exit3}`,
    ['exec 101 ls -l', 'exit 101 3'],
  ],
  [
    'an exec before we attach',
    `fork 100 101; exec 101 ls -l; tick; exit 101 ${exit3}`,
    ['exec 101 ls -l', 'exit 101 3'],
  ],
  ['an exec while we attach, once', 'on attach 101 exec 101 ls; fork 100 101', ['exec 101 ls']],
  ['an exec between attaching and looking, once', 'on stat 101 exec 101 ls; fork 100 101', ['exec 101 ls']],
  [
    'an exec and an end while we look, once',
    `on stat 101 exec 101 ls; on children 101 exit 101 ${exit3}; on children 101 reap 101; fork 100 101`,
    ['exec 101 ls', 'exit 101 3'],
  ],
  ['a second exec while we read the first', 'on args 101 exec 101 b; fork 100 101; exec 101 a', ['exec 101 b']],
  ['execs that come as one, once', 'fork 100 101; tick; exec 101 a; exec 101 b', ['exec 101 b']],
  [
    'the same program again later',
    'fork 100 101; tick; exec 101 a; tick; tick; exec 101 a',
    ['exec 101 a', 'exec 101 a'],
  ],
  [
    'a zombie that was never attached to',
    `fork 100 101; exec 101 ls; exit 101 ${exit3}`,
    ['exec 101 lost', 'exit 101 3'],
  ],
  [
    'an end right after the exec',
    `fork 100 101; tick; exec 101 ls; exit 101 ${exit3}`,
    ['exec 101 lost', 'exit 101 3'],
  ],
  [
    'an end while it is looked at',
    `on args 101 exit 101 ${exit3}; fork 100 101; exec 101 ls`,
    ['exec 101 lost', 'exit 101 3'],
  ],
  ['nothing of what nobody can see any more', 'fork 100 101; exec 101 ls; exit 101 0; reap 101', []],
  ['nothing of a subshell without a program', 'fork 100 101; tick; exit 101 0; reap 101', []],
  ['a signal', `fork 100 101; exec 101 ls; tick; exit 101 ${killed}; reap 101`, ['exec 101 ls', 'exit 101 signal 9']],
  ['grandchildren from before we attach', 'fork 100 101; fork 101 102; fork 102 103; exec 103 ls', ['exec 103 ls']],
  [
    'who outlives the parent, by a scan',
    'fork 100 101; tick; exec 101 sh; tick; fork 101 102; exec 102 d; exit 101 0',
    ['exec 101 sh', 'exit 101 0', 'exec 102 d'],
  ],
  ['parents before children', 'fork 100 101; exec 101 a; fork 101 102; exec 102 b', ['exec 101 a', 'exec 102 b']],
  [
    "other users' commands, without arguments",
    `fork 1 50; exec 50 cron; tick; exit 50 ${exit3}`,
    ['exec 50 lost', 'exit 50 3'],
  ],
  [
    "no code of another user's that is gone",
    `fork 1 50; exec 50 cron; tick; exit 50 ${exit3}; reap 50`,
    ['exec 50 lost', 'exit 50 null'],
  ],
  [
    'one exit, however long the zombie stays',
    'fork 100 101; exec 101 a; tick; exit 101 0; tick; sleep; sleep; sleep',
    ['exec 101 a', 'exit 101 0'],
  ],
  [
    'an end that a debugger holds back',
    `fork 100 101; exec 101 a; tick; trace 101; exit 101 ${exit3}`,
    ['exec 101 a', 'exit 101 3'],
  ],
  [
    'an end without an event',
    'fork 100 101; exec 101 a; tick; deafen 101; exit 101 0; reap 101',
    ['exec 101 a', 'exit 101 null'],
  ],
  [
    'a process that no list shows for a moment',
    `fork 100 101; exec 101 a; tick; hide 101; sleep; exit 101 ${exit3}`,
    ['exec 101 a', 'exit 101 3'],
  ],
  [
    'a pid that passed on',
    'fork 100 101; exec 101 a; tick; exit 101 0; reap 101; tick; fork 100 101; exec 101 b',
    ['exec 101 a', 'exit 101 0', 'exec 101 b'],
  ],
  [
    'a pid that passed on unnoticed',
    'fork 100 101; exec 101 a; tick; deafen 101; exit 101 0; reap 101; fork 100 101; exec 101 b',
    ['exec 101 a', 'exit 101 null', 'exec 101 b'],
  ],
];

describe.runIf(world)('kqueue tells', () => {
  test.each(stories)('%s', (_, script, expected) => {
    expect(told(script)).toEqual(expected);
  });

  test('what exists, but not the dead', () => {
    const lines = run(
      world,
      'boot 1 0 0 launchd; boot 100 1 501 zsh; boot 101 100 501 a; exit 101 0; tick; sleep; sleep',
    );
    expect(lines.filter(({ t }) => t === 'snap' || t === 'exit').map(story)).toEqual(['snap 1 lost', 'snap 100 zsh']);
  });

  test('a process forked while the first list is written', () => {
    expect(told('tick').length).toBe(0);
    const lines = run(
      world,
      'boot 1 0 0 launchd; boot 100 1 501 zsh; on attach 100 fork 100 101; on attach 100 exec 101 a; tick; tick; sleep',
    );
    expect(lines.filter(({ t }) => t === 'exec').map(story)).toEqual(['exec 101 a']);
  });

  test('everything anew after lines were dropped', () => {
    const lines = run(
      world,
      `boot 1 0 0 launchd; boot 100 1 501 zsh; tick; tick; fork 100 101; exec 101 ls; tick; overflow 0;
      fork 100 102; tick; exec 102 cat; exit 101 0; sleep; sleep`,
    );
    const anew = lines.slice(lines.findIndex(({ t }) => t === 'resync') + 1);
    const list = anew.slice(
      0,
      anew.findIndex(({ t }) => t === 'snapend'),
    );
    expect(list.map(story)).toEqual(['snap 1 lost', 'snap 100 zsh', 'snap 101 ls', 'snap 102 zsh']);
    expect(anew.filter(({ t }) => t === 'exec' || t === 'exit').map(story)).toEqual(['exec 102 cat', 'exit 101 0']);
  });

  test('more children than can be listed at once', () => {
    const pids = Array.from({ length: 1500 }, (_, i) => 1000 + i);
    const lines = told(pids.map((pid) => `fork 100 ${pid}; exec ${pid} job ${pid}`).join(';'));
    expect(new Set(lines)).toEqual(new Set(pids.map((pid) => `exec ${pid} job ${pid}`)));
    expect(lines.length).toBe(1500);
  });
});

describe.runIf(world)('polling tells', () => {
  const polled: [string, string, string[]][] = [
    [
      'a command from start to end',
      `fork 100 101; exec 101 ls; sleep; exit 101 ${exit3}`,
      ['exec 101 ls', 'exit 101 3'],
    ],
    [
      'no code when nobody saw the zombie',
      'fork 100 101; exec 101 ls; sleep; exit 101 0; reap 101',
      ['exec 101 ls', 'exit 101 null'],
    ],
    ['an exec in the same process', 'fork 100 101; exec 101 sh; sleep; exec 101 ls', ['exec 101 sh', 'exec 101 ls']],
    [
      'one exit, however long the zombie stays',
      'fork 100 101; exec 101 a; sleep; exit 101 0; sleep; sleep',
      ['exec 101 a', 'exit 101 0'],
    ],
  ];
  test.each(polled)('%s', (_, script, expected) => {
    expect(told(script, 'c')).toEqual(expected);
  });
});
