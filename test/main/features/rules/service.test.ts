import { afterEach, describe, expect, test } from 'vitest';
import { createRules, eventOf, type RulesEvent } from '../../../../src/main/features/rules';
import { exampleConfig } from '../../../../src/main/features/rules/example';
import { fail, ok } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Fact } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { exited, started } from './facts';
import { createFakeFiles, createFakeLog } from './fakes';

const file = '/home/me/.viberot/config.toml';
const ruleFor = (command: string, more = '') =>
  `[[rules]]\ncommand = "${command}"\n${more}\naction = { type = "exec", path = "x" }\n`;

let scope: Scope;
afterEach(() => scope.close());

async function open(options: Parameters<typeof createFakeFiles>[0] = { content: ok(ruleFor('sleep *')) }) {
  scope = createScope();
  const folder = createFakeFiles(options);
  const time = createFakeClock(1000);
  const { log, warnings } = createFakeLog();
  const rules = await createRules({ files: folder.files, clock: time, log, file }, scope);
  const events: RulesEvent[] = [];
  rules.events.on((event) => events.push(event));
  const decide = (fact: Fact, ofAction = false) =>
    rules
      .decide(fact, { ofAction, isRunning: () => false, hasRoom: () => true })
      .map(({ type, rule }) => `${type} ${rule.id}`);
  return { folder, time, warnings, rules, events, decide };
}

describe('at the start', () => {
  test('the rules of the file are in force when creation resolves', async () => {
    const { rules, decide } = await open();
    expect(rules.state.value).toMatchObject({ file, revision: 1, paused: false, problems: [], counts: {} });
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
    const created = createRules({ files: { ...files, watchText() {} }, clock, log: createFakeLog().log, file }, scope);
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
    const { decide, rules, time } = await open();
    expect(decide(started(['sleep', '1']), true)).toEqual([]);
    time.pass(1000);
    expect(rules.state.value.counts).toEqual({});
  });

  test('whose end was never reported is forgotten after ten thousand others', async () => {
    const { decide } = await open();
    for (let pid = 1; pid <= 10_001; pid++) decide(started(['sleep', '1'], { pid }));
    expect(decide(started(['sleep', '1'], { pid: 2 }))).toEqual([]);
    expect(decide(started(['sleep', '1'], { pid: 1 }))).toEqual(['rule.matched sleep']);
  });
});

test('while paused, rules are held and counted, and say so', async () => {
  const { decide, rules, time } = await open();
  rules.setPaused(true);
  expect(rules.state.value.paused).toBe(true);
  expect(decide(started(['sleep', '1'], { pid: 1 }))).toEqual(['rule.held sleep']);
  rules.setPaused(false);
  expect(decide(started(['sleep', '1'], { pid: 2 }))).toEqual(['rule.matched sleep']);
  time.pass(1000);
  expect(rules.state.value.counts).toEqual({ sleep: { matched: 2, held: 1, lastAt: 1000 } });
});

test('counts are published at most once a second, and not after the end', async () => {
  const { decide, rules, time } = await open();
  let published = 0;
  rules.state.on(() => published++);
  for (let pid = 1; pid <= 1000; pid++) decide(started(['sleep', '1'], { pid }));
  expect([published, time.pending]).toEqual([0, 1]);
  time.pass(1000);
  expect([published, time.pending]).toEqual([1, 0]);
  expect(rules.state.value.counts.sleep?.matched).toBe(1000);
  decide(started(['sleep', '1'], { pid: 1001 }));
  expect(time.pending).toBe(1);
  await scope.close();
  expect(time.pending).toBe(0);
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
