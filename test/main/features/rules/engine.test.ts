import { describe, expect, test } from 'vitest';
import { compileRules, type DecideContext, decide, verdicts } from '../../../../src/main/features/rules/engine';
import type { Rule } from '../../../../src/shared/vocabulary';
import { exited, ruleOf, started } from './facts';

const quiet: DecideContext = { paused: false, isRunning: () => false, hasRoom: () => true, hasFired: () => false };

function check(rules: Rule[], argv: string[], context: Partial<DecideContext> = {}): string[] {
  return decide(compileRules(rules), started(argv), { ...quiet, ...context }).map((decision) => {
    const reason = decision.type === 'rule.held' ? ` ${decision.reason}` : '';
    return `${decision.type} ${decision.rule.id} ${decision.form}${reason}`;
  });
}

describe('rules decide in the order of the file', () => {
  const npm = ruleOf('npm', ['yarn *', 'npm *']);
  const node = ruleOf('node', ['*node *']);
  test.each<[argv: string[], decisions: string[]]>([
    [['npm', 'i'], ['rule.matched npm line']],
    [['/usr/bin/npm', 'i'], ['rule.matched npm program']],
    [
      ['/usr/bin/node', '/x/npm-cli.js', 'i'],
      ['rule.matched node line', 'rule.matched npm script'],
    ],
    [['make'], []],
    [[], []],
  ])('%j', (argv, decisions) => expect(check([node, npm], argv)).toEqual(decisions));
});

const sleep = ruleOf('sleep', ['sleep *']);
const single = ruleOf('single', ['sleep *'], { singleInstance: true });
const isRunning = (id: string) => id === 'single' || id === 'sleep';

test('a disabled rule never decides', () => {
  expect(check([{ ...sleep, enabled: false }], ['sleep', '1'])).toEqual([]);
});

test('a single-instance rule is held while its action runs, others are not', () => {
  const decisions = check([sleep, single], ['sleep', '1'], { isRunning });
  expect(decisions).toEqual(['rule.matched sleep line', 'rule.held single line single-instance']);
  expect(check([single], ['sleep', '1'])).toEqual(['rule.matched single line']);
});

test('a storm of matches is held, and says so, instead of starting more actions than the machine can bear', () => {
  const decisions = check([sleep, single], ['sleep', '1'], { hasRoom: () => false });
  expect(decisions).toEqual(['rule.held sleep line too-many-runs', 'rule.held single line too-many-runs']);
});

test('a paused rule never fires an action', () => {
  const decisions = check([sleep, single], ['sleep', '1'], { paused: true, isRunning });
  expect(decisions).toEqual(['rule.held sleep line paused', 'rule.held single line paused']);
});

test('a rule decides once per process', () => {
  const hasFired = (id: string, key: string) => id === 'sleep' && key === '7:70';
  expect(check([sleep, single], ['sleep', '1'], { hasFired })).toEqual(['rule.matched single line']);
});

test('only processes that start while we look are decided on', () => {
  const rules = compileRules([ruleOf('all', ['*'])]);
  expect(decide(rules, started(['x']), quiet)).toHaveLength(1);
  expect(decide(rules, started(['x'], { existing: true }), quiet)).toEqual([]);
  expect(decide(rules, started([], { lost: true }), quiet)).toEqual([]);
  expect(decide(rules, exited(), quiet)).toEqual([]);
  expect(decide(rules, { type: 'probe.lost', where: 'ring', count: 1 }, quiet)).toEqual([]);
});

test('verdicts say which rules match, in which form, and why others do not', () => {
  const rules = compileRules([sleep, { ...sleep, id: 'off', enabled: false }, ruleOf('npm', ['npm *'])]);
  expect(verdicts(rules, ['/bin/sleep', '1'])).toEqual({
    command: '/bin/sleep 1',
    matches: [{ id: 'sleep', form: 'program' }],
    rejected: [
      { id: 'off', why: 'disabled' },
      { id: 'npm', why: 'no glob matches "/bin/sleep 1" or "sleep 1"' },
    ],
  });
});
