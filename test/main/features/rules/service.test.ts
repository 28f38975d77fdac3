import { afterEach, describe, expect, test } from 'vitest';
import { createRules, eventOf, type RulesEvent, type RulesWorld } from '../../../../src/main/features/rules';
import { exampleConfig } from '../../../../src/main/features/rules/language/example';
import { fail, ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Fact, Run } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { quietWorld } from '../../../fixtures/quiet-world';
import { runOf } from '../../../fixtures/rules';
import { exited, started } from './facts';
import { createFakeFiles, createFakeLog } from './fakes';

const file = '/home/me/.viberot/config.toml';
const ruleFor = (command: string, more = '') =>
  `[[rules]]\ncommand = "${command}"\n${more}\naction = { type = "exec", path = "x" }\n`;

let scope: Scope;
afterEach(() => scope.close());

async function open(
  options: Parameters<typeof createFakeFiles>[0] = { content: ok(ruleFor('sleep *')) },
  world: Partial<RulesWorld> = {},
) {
  scope = createScope();
  const folder = createFakeFiles(options);
  const time = createFakeClock(1000);
  const { log, warnings } = createFakeLog();
  const rules = await createRules(
    { files: folder.files, clock: time, log, file, userHome: '/home/me', world: { ...quietWorld, ...world } },
    scope,
  );
  const events: RulesEvent[] = [];
  rules.events.on((event) => events.push(event));
  const later: string[] = [];
  rules.decisions.on(({ type, rule }) => later.push(`${type} ${rule.id}`));
  const decide = (fact: Fact) => rules.decide(fact).map(({ type, rule }) => `${type} ${rule.id}`);
  return { folder, time, warnings, rules, events, later, decide };
}

describe('at the start', () => {
  test('the rules of the file are in force when creation resolves', async () => {
    const { rules, decide } = await open();
    expect(rules.state.value).toMatchObject({ file, revision: 1, paused: false, problems: [] });
    expect(rules.counts.value).toEqual({});
    expect(eventOf(rules.state.value)).toEqual({ type: 'rules.loaded', count: 1, file });
    expect(decide(started(['sleep', '1']))).toEqual(['rule.matched sleep']);
  });

  test('a file that is not there is created with examples', async () => {
    const { folder, rules } = await open({});
    expect(folder.content).toEqual(ok(exampleConfig));
    expect(rules.state.value).toMatchObject({ revision: 1, rules: [], problems: [] });
  });

  test('a file that cannot be created is a problem, and no more than that', async () => {
    const { rules, warnings, folder } = await open({ writable: false });
    const message = expect.stringMatching(/^the file could not be created \(EACCES.*write it yourself/);
    expect(rules.state.value.problems).toEqual([{ file, line: 1, column: 1, message }]);
    expect(warnings).toHaveLength(2);
    folder.change(ok(ruleFor('make')));
    expect(rules.state.value).toMatchObject({ rules: [{ id: 'make' }], problems: [] });
  });

  test('a file with mistakes is a problem, and there are no rules', async () => {
    const { rules, decide } = await open({ content: ok('rulez = 1') });
    expect(rules.state.value).toMatchObject({ revision: 0, rules: [], problems: [{ line: 1, column: 1 }] });
    expect(decide(started(['sleep', '1']))).toEqual([]);
  });

  test('creation also resolves when the scope closes first', async () => {
    scope = createScope();
    const clock = createFakeClock(1000);
    const { files } = createFakeFiles();
    const options = { files: { ...files, watchText() {} }, clock, log: createFakeLog().log, file, world: quietWorld };
    const created = createRules(options, scope);
    await Promise.resolve();
    await scope.close();
    await created;
  });
});

describe('when the file changes', () => {
  test('good content is in force at once', async () => {
    const { folder, rules, events, decide } = await open();
    folder.change(ok(ruleFor('make*') + ruleFor('sleep *', 'enabled = false')));
    expect(rules.state.value.revision).toBe(2);
    expect(events).toEqual([{ type: 'rules.loaded', count: 2, file }]);
    expect(decide(started(['sleep', '1'], { pid: 8 }))).toEqual([]);
    expect(decide(started(['make'], { pid: 9 }))).toEqual(['rule.matched make']);
  });

  test.each([
    ['bad content', ok('[[rules]]\ncomand = "x"\nenabled = 1'), /enabled must be/],
    ['a mistake of the syntax', ok('[[rules]\n'), /header is not closed/],
    ['a deleted file', fail('not-found', 'gone'), /config\.toml is gone; the rules from before stay in force/],
    ['an unreadable file', fail('unreadable', 'EACCES'), /can't be read \(EACCES\); the rules from before stay/],
  ] as const)('%s leaves the old rules in force and says what is wrong', async (_, content, message) => {
    const { folder, rules, events, warnings, decide } = await open();
    folder.change(content);
    const { problems, revision } = rules.state.value;
    expect(problems.some((problem) => message.test(problem.message))).toBe(true);
    expect(events).toEqual([{ type: 'rules.rejected', problems }]);
    expect(warnings).toEqual(problems.map((p) => `${file}:${p.line}:${p.column}: ${p.message}`));
    expect(revision).toBe(1);
    expect(decide(started(['sleep', '1']))).toEqual(['rule.matched sleep']);

    folder.change(ok(ruleFor('sleep *')));
    expect(rules.state.value).toMatchObject({ problems: [], revision: 2 });
  });
});

describe('a process', () => {
  test('fires a rule once, also when it execs again, until it has ended', async () => {
    const { decide } = await open();
    expect(decide(started(['sleep', '1']))).toEqual(['rule.matched sleep']);
    expect(decide(started(['sleep', '2']))).toEqual([]);
    expect(decide(started(['sleep', '2'], { pid: 8 }))).toEqual(['rule.matched sleep']);
    decide(exited());
    expect(decide(started(['sleep', '1']))).toEqual(['rule.matched sleep']);
  });

  test('that an action started fires nothing', async () => {
    const { decide, rules, time } = await open(undefined, { causesOf: () => ['other'] });
    expect(decide(started(['sleep', '1']))).toEqual([]);
    time.pass(1000);
    expect(rules.counts.value).toEqual({});
  });

  test('that runs long enough fires a rule that wants that, by a single timer', async () => {
    const { decide, later, time, rules } = await open({
      content: ok(ruleFor('sleep *', 'min_duration = "2s"') + ruleFor('make*', 'min_duration = "500ms"')),
    });
    for (let pid = 1; pid <= 100; pid++) decide(started(['sleep', '1'], { pid }));
    for (let pid = 2; pid <= 100; pid++) decide(exited(pid));
    decide(started(['make'], { pid: 200 }));
    expect(time.pending).toBe(1);
    time.pass(499);
    expect(later).toEqual([]);
    time.pass(1);
    expect(later).toEqual(['rule.matched make']);
    time.pass(1_500);
    expect(later).toEqual(['rule.matched make', 'rule.matched sleep']);
    time.pass(1_000);
    expect([time.pending, rules.counts.value.sleep?.matched]).toEqual([0, 1]);
  });

  test('is not waited for after the end of the scope, nor by a timer that is too long for the system', async () => {
    const { decide, time, later } = await open({ content: ok(ruleFor('sleep *', 'min_duration = "3d"')) });
    decide(started(['sleep', '1']));
    time.pass(2 * 86_400_000);
    expect([later, time.pending]).toEqual([[], 1]);
    await scope.close();
    expect(time.pending).toBe(0);
  });

  test('that runs when a rule for its end comes into force is seen by it', async () => {
    const running = [{ pid: 7, start: 70, argv: ['sleep', '9'], startedAt: 1 }];
    const { decide, folder } = await open(undefined, { running: () => running });
    folder.change(ok(ruleFor('sleep *', 'on = "exit"')));
    expect(decide(exited())).toEqual(['rule.matched sleep']);
    expect(decide(exited())).toEqual([]);
  });
});

describe('a text that is taken over before the file is reported to have changed', () => {
  test('is in force at once, and reported once', async () => {
    const { rules, folder, events, decide } = await open();
    const text = ruleFor('make*');
    expect(rules.take(text).rules).toHaveLength(1);
    expect(decide(started(['make']))).toEqual(['rule.matched make']);
    folder.change(ok(text));
    expect([events.length, rules.state.value.revision]).toEqual([1, 2]);
  });

  test('is named by its version, wrong or right', async () => {
    const { rules, folder } = await open();
    const { version } = rules.state.value;
    rules.take('wrong = 1');
    expect(rules.state.value).toMatchObject({ problems: [{ line: 1 }], revision: 1 });
    expect(rules.state.value.version).not.toBe(version);
    folder.change(ok(ruleFor('sleep *')));
    expect(rules.state.value).toMatchObject({ problems: [], version });
  });

  test('is read again when the file could not be read meanwhile', async () => {
    const { rules, folder } = await open();
    folder.change(fail('unreadable', 'EACCES'));
    expect(rules.state.value.problems).toHaveLength(1);
    folder.change(ok(ruleFor('sleep *')));
    expect(rules.state.value.problems).toEqual([]);
  });
});

test('what the file says beside its rules is followed, and kept while the file is wrong', async () => {
  const { rules, folder } = await open();
  const limits = () => rules.settings.value.limits.runs;
  expect(limits()).toBe(100);
  folder.change(ok('[limits]\nruns = 7\n'));
  expect(limits()).toBe(7);
  folder.change(ok('[limits]\nruns = "x"\n'));
  expect(limits()).toBe(7);
});

test('a single rule can be paused, until it is gone', async () => {
  const { rules, decide, folder } = await open({ content: ok(ruleFor('sleep *') + ruleFor('sleep 1')) });
  expect(rules.setPaused(true, 'nobody')).toBe(false);
  expect([rules.setPaused(true, 'sleep'), rules.setPaused(true, 'sleep')]).toEqual([true, true]);
  expect(rules.state.value.pausedRules).toEqual(['sleep']);
  expect(decide(started(['sleep', '1'], { pid: 1 }))).toEqual(['rule.held sleep', 'rule.matched sleep-1']);
  rules.setPaused(false, 'sleep');
  expect(decide(started(['sleep', '1'], { pid: 2 }))).toEqual(['rule.matched sleep', 'rule.matched sleep-1']);
  rules.setPaused(true, 'sleep');
  folder.change(ok(ruleFor('make')));
  expect(rules.state.value.pausedRules).toEqual([]);
});

test('while paused, rules are held and counted, and say so', async () => {
  const { decide, rules, time } = await open();
  rules.setPaused(true);
  expect(rules.state.value.paused).toBe(true);
  expect(decide(started(['sleep', '1'], { pid: 1 }))).toEqual(['rule.held sleep']);
  rules.setPaused(false);
  expect(decide(started(['sleep', '1'], { pid: 2 }))).toEqual(['rule.matched sleep']);
  time.pass(1000);
  expect(rules.counts.value).toEqual({ sleep: { matched: 2, held: 1, failed: 0, lastAt: 1000 } });
});

test('failures of actions are counted, but not of those that were only tried or had to be ended', async () => {
  const { rules, time } = await open();
  const ended = (more: Partial<Run>) => rules.ran({ type: 'action.ended', run: runOf('sleep', '7:70', more) });
  ended({ state: 'failed', message: 'not found' });
  ended({ state: 'ended', exit: { code: 1 } });
  ended({ state: 'ended', exit: { code: 0 } });
  ended({ state: 'ended', exit: { code: 1 }, message: 'It was ended' });
  ended({ state: 'failed', trial: true });
  ended({ state: 'dropped', message: 'too many' });
  rules.ran({ type: 'action.started', run: runOf('sleep', '7:70') });
  time.pass(1000);
  expect(rules.counts.value.sleep).toEqual({ matched: 0, held: 0, failed: 2, lastAt: 0 });
});

test('counts are published at most once a second, and not after the end', async () => {
  const { decide, rules, time } = await open();
  let published = 0;
  rules.counts.on(() => published++);
  for (let pid = 1; pid <= 1000; pid++) decide(started(['sleep', '1'], { pid }));
  expect([published, time.pending]).toEqual([0, 1]);
  time.pass(1000);
  expect([published, time.pending]).toEqual([1, 0]);
  expect(rules.counts.value.sleep?.matched).toBe(1000);
  decide(started(['sleep', '1'], { pid: 1001 }));
  expect(time.pending).toBe(1);
  await scope.close();
  expect(time.pending).toBe(0);
});

test('counts that change make no other state, and a rule that did nothing more keeps its count', async () => {
  const { decide, rules, time } = await open({ content: ok(ruleFor('sleep *') + ruleFor('make*')) });
  const { value } = rules.state;
  decide(started(['sleep', '1'], { pid: 1 }));
  decide(started(['make'], { pid: 2 }));
  time.pass(1000);
  const before = rules.counts.value;
  decide(started(['sleep', '1'], { pid: 3 }));
  time.pass(1000);
  expect(rules.state.value).toBe(value);
  expect(rules.counts.value.make).toBe(before.make);
  expect(rules.counts.value.sleep).not.toEqual(before.sleep);
});

test('setting paused to what it is changes nothing', async () => {
  const { rules } = await open();
  const before = rules.state.value;
  rules.setPaused(false);
  expect(rules.state.value).toBe(before);
});

test('the file is not watched after the scope has closed', async () => {
  const { folder } = await open();
  expect(folder.watched).toBe(true);
  await scope.close();
  expect(folder.watched).toBe(false);
});
