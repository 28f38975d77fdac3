import { describe, expect, test } from 'vitest';
import { verdictsOf } from '../../../../../src/main/features/rules';
import type { Rule, SampleCommand } from '../../../../../src/shared/vocabulary';
import { ruleOf } from '../../../../fixtures/rules';

const midday = new Date(2026, 5, 1, 12).getTime();
const sleep = (more: Partial<Rule> = {}, id = 'sleep') => ruleOf(id, { commands: ['sleep *'], ...more });

function verdicts(rules: Rule[], sample: Partial<SampleCommand> = {}) {
  return verdictsOf(rules, { argv: ['/bin/sleep', '5'], ...sample }, midday);
}

test('verdicts say which rules match, in which form and by which pattern, in the order in which rules are asked', () => {
  const rules = [
    sleep(),
    sleep({ commands: ['x', '*/sleep 5'], priority: 1 }, 'first'),
    ruleOf('npm', { commands: ['npm *'] }),
  ];
  expect(verdicts(rules)).toEqual({
    command: '/bin/sleep 5',
    matches: [
      { id: 'first', form: 'line', text: '/bin/sleep 5', pattern: '*/sleep 5', assuming: [] },
      { id: 'sleep', form: 'program', text: 'sleep 5', pattern: 'sleep *', assuming: [] },
    ],
    rejected: [{ id: 'npm', why: 'no glob matches "/bin/sleep 5" or "sleep 5"' }],
  });
});

describe('why a rule does not match', () => {
  test.each<[Partial<Rule>, Partial<SampleCommand>, string]>([
    [{ enabled: false }, {}, 'disabled'],
    [{ enabled: false, commands: ['x'] }, {}, 'disabled'],
    [{ commands: ['x'] }, { argv: ['ls'] }, 'no glob matches "ls"'],
    [{ commands: ['x'], match: 'regex' }, { argv: ['ls'] }, 'no regular expression matches "ls"'],
    [{ commands: ['x'], match: 'exact' }, { argv: ['ls'] }, 'none of its commands is "ls"'],
    [{ not: ['y', '* 5'] }, {}, 'its exception "* 5" matches'],
    [{ cwd: ['/a', '/b'] }, { cwd: '/c' }, 'it does not start in /a or /b'],
    [{ user: ['root'] }, { user: 'me' }, 'its user is not root'],
    [{ parent: ['make*', 'x', 'y'] }, { parent: 'bash' }, 'its parent is not make*, x or y'],
    [{ agent: ['Claude*'] }, { agent: '' }, 'it does not come from Claude*'],
    [{ on: 'failure' }, { exitCode: 0 }, 'it does not fail'],
    [{ on: 'exit', exitCodes: [2, 3] }, { exitCode: 1 }, 'it does not end with code 2 or 3'],
    [{ minDurationMs: 90_000 }, { durationMs: 80_000 }, 'it runs for less than 1 min 30 s'],
    [
      { activeHours: [{ from: 1320, to: 360 }], activeDays: ['sat', 'sun'] },
      {},
      'outside its active hours (22:00-06:00 on sat, sun)',
    ],
  ])('%j %j', (more, sample, why) => {
    expect(verdicts([sleep(more)], sample)).toMatchObject({ matches: [], rejected: [{ id: 'sleep', why }] });
  });
});

describe('what a sample leaves open is assumed, and what it says is not', () => {
  test.each<[Partial<Rule>, Partial<SampleCommand>, string[]]>([
    [{ cwd: ['/a/**', '/b'] }, {}, ['it starts in /a/** or /b']],
    [{ cwd: ['/a/**'] }, { cwd: '/a/x' }, []],
    [{ user: ['root'] }, {}, ['its user is root']],
    [{ user: ['root'] }, { user: 'root' }, []],
    [{ parent: ['make *'] }, {}, ['its parent is make *']],
    [{ parent: ['make *'] }, { parent: '/usr/bin/make all' }, []],
    [{ agent: ['CLAUDE*'] }, { agent: 'Claude Code' }, []],
    [{ agent: ['Claude*'] }, {}, ['it comes from Claude*']],
    [{ minDurationMs: 90_000 }, {}, ['it still runs after 1 min 30 s']],
    [{ minDurationMs: 90_000 }, { durationMs: 90_000 }, []],
    [{ on: 'failure', minDurationMs: 90_000 }, {}, ['it fails', 'it runs for at least 1 min 30 s']],
    [{ on: 'failure' }, { exitCode: 3 }, []],
    [{ on: 'exit' }, {}, []],
    [{ on: 'exit', exitCodes: [1, 2] }, {}, ['it ends with code 1 or 2']],
  ])('%j %j', (more, sample, assuming) => {
    expect(verdicts([sleep(more)], sample).matches).toMatchObject([{ assuming }]);
  });
});

describe('a rule with stop', () => {
  const stop = sleep({ stop: true }, 'stop');
  test('keeps later ones from being asked', () => {
    const { matches, rejected } = verdicts([sleep({}, 'a'), stop, sleep({}, 'b'), sleep({ on: 'exit' }, 'c')]);
    expect(matches.map(({ id }) => id)).toEqual(['a', 'stop']);
    expect(rejected).toEqual(['b', 'c'].map((id) => ({ id, why: 'rule "stop" stops before it' })));
  });

  test('that acts at the end does not stop what acts at the start', () => {
    const { matches } = verdicts([sleep({ stop: true, on: 'exit' }, 'end'), sleep({}, 'b')]);
    expect(matches.map(({ id }) => id)).toEqual(['end', 'b']);
  });

  test('that does not match stops nothing', () => {
    expect(verdicts([{ ...stop, enabled: false }, { ...stop, commands: ['x'] }, sleep()]).matches).toHaveLength(1);
  });
});
