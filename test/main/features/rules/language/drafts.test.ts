import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import {
  actionOfDraft,
  checkActionDraft,
  checkDraft,
  draftOf,
  ruleOfDraft,
} from '../../../../../src/main/features/rules/language/drafts';
import { rulesIn, writtenIn } from '../../../../../src/main/features/rules/language/source';
import type { ActionDraft, RuleDefaults, RuleDraft } from '../../../../../src/shared/vocabulary';

function draftIn(lines: string): RuleDraft | undefined {
  return rulesIn(`[[rules]]\n${lines}`)[0]?.draft;
}

describe('a rule of the file is a draft', () => {
  test.each<[lines: string, draft: RuleDraft]>([
    ['', { command: [], action: [] }],
    ['command = "a"\naction.exec = "x"', { command: ['a'], action: [{ type: 'exec', path: 'x' }] }],
    ['commands = ["a", "b"]\nactions = [{ notify = true }]', { command: ['a', 'b'], action: [{ type: 'notify' }] }],
    [
      'id = "a"\nname = "A"\nenabled = false\ncommand = "a"\nmatch = "exact"\nnot = "b"\nuser = [0, "ann"]\nexit_code = 1',
      {
        ...{ id: 'a', name: 'A', enabled: false, command: ['a'], match: 'exact', not: ['b'] },
        ...{ user: ['0', 'ann'], exit_code: [1], action: [] },
      },
    ],
    [
      'min_duration = 2\ncooldown = "1m30s"\ntimeout = 0.5',
      { min_duration: '2s', cooldown: '1m30s', timeout: '0.5s', command: [], action: [] },
    ],
    [
      'active_hours = "9:00-17:00"\nactive_days = ["mon-wed", "Sunday"]',
      { active_hours: ['9:00-17:00'], active_days: ['mon', 'tue', 'wed', 'sun'], command: [], action: [] },
    ],
    [
      'action = { exec = "x", single_instance = true, timeout = 3 }',
      { command: [], single_instance: true, action: [{ type: 'exec', path: 'x', timeout: '3s' }] },
    ],
    [
      'action = [{ agent = "claude -p", name = "n" }, { overlay = "progress" }, { webhook = "u", headers = { a = "b" } }]',
      {
        command: [],
        action: [
          { type: 'agent', start: ['claude', '-p'], name: 'n' },
          { type: 'overlay', show: 'progress' },
          { type: 'webhook', url: 'u', headers: { a: 'b' } },
        ],
      },
    ],
    // What is wrong is left out.
    ['command = ["a", 1]\nmatch = "x"\nenabled = 1\nwhatever = 2\naction = [3, {}]', { command: ['a'], action: [] }],
    [
      'id = 1\nexit_code = ["a", 3]\naction = { type = "exec", path = 1 }',
      { exit_code: [3], command: [], action: [{ type: 'exec' }] },
    ],
  ])('%s', (lines, draft) => expect(draftIn(lines)).toEqual(draft));

  test.each([undefined, null, 1, 'x', [], new Date()])('what is no table is an empty one: %s', (raw) =>
    expect(draftOf(raw)).toEqual({ command: [], action: [] }),
  );
});

describe('what is wrong with a draft is told at its key, in the words that the file gets', () => {
  const good: RuleDraft = { command: ['a'], action: [{ type: 'exec', path: 'x' }] };
  test.each<[draft: Partial<RuleDraft>, problems: [path: string, message: string | RegExp][]]>([
    [{}, []],
    [{ id: undefined, name: undefined, not: [] }, []],
    [{ command: [] }, [['command', /^command must not be an empty list/]]],
    [{ command: ['a', ''] }, [['command.1', /^command \(entry 2\) must not be empty/]]],
    [{ command: ['[a'] }, [['command.0', /is a glob that has a "\[" that is not closed/]]],
    [{ command: ['[a'], match: 'exact' }, []],
    [{ min_duration: 'soon' }, [['min_duration', /^min_duration must be a duration/]]],
    [{ active_hours: ['9-5'] }, [['active_hours.0', /must be hours such as/]]],
    [{ exit_code: [1] }, [['exit_code', /needs on = "exit"/]]],
    [{ exit_code: [1.5], on: 'exit' }, [['exit_code.0', /must be a whole number/]]],
    [{ action: [] }, [['action', /^action must not be an empty list/]]],
    [{ action: [{ type: 'exec' }] }, [['action.0.path', 'path is missing; add path = "notify.sh"']]],
    [
      { action: [{ type: 'exec', path: 'x', url: 'y' }] },
      [['action.0.url', 'unknown key "url"; it belongs to webhook, not to exec']],
    ],
    [{ action: [{ type: 'webhook', url: 'y' }] }, [['action.0.url', /must be an address/]]],
    [{ action: [{ type: 'agent' }] }, [['action.0.start', /^start is missing/]]],
  ])('%j', (draft, problems) => {
    expect(checkDraft({ ...good, ...draft }).map(({ path, message }) => [path.join('.'), message])).toEqual(
      problems.map(([path, message]) => [path, typeof message === 'string' ? message : expect.stringMatching(message)]),
    );
  });

  test('the defaults of the file count', () => {
    expect(checkDraft({ ...good, exit_code: [1] }, { on: 'exit' })).toEqual([]);
    expect(checkDraft({ ...good, command: ['(('] }, { match: 'regex' })).toHaveLength(1);
  });
});

test('a draft becomes the rule that the file would give', () => {
  const text = '[[rules]]\nid = "a"\ncommand = "x"\ncwd = "~/c"\nsingle_instance = true\naction = { sound = "done" }';
  const options = { userHome: '/home/ann' };
  const { rules, defaults } = parseConfig(`${text}\n[defaults]\nstop = true`, 'f', options);
  const draft = rulesIn(text)[0]?.draft ?? draftOf(undefined);
  expect(ruleOfDraft(draft, { id: 'a', defaults, ...options })).toEqual({ ok: true, value: rules[0] });
});

test('a draft with a fault becomes no rule, and says why', () => {
  expect(ruleOfDraft({ command: ['x'], action: [] }, { id: 'a' })).toMatchObject({
    ok: false,
    message: expect.stringContaining('action must not be an empty list'),
  });
});

describe('a draft of an action', () => {
  test.each<[draft: ActionDraft, problem: string | undefined]>([
    [{ type: 'exec', path: 'x' }, undefined],
    [{ type: 'notify', message: undefined }, undefined],
    [{ type: 'exec' }, 'path'],
    [{ type: 'log', message: 'a', headers: {} }, 'headers'],
    [{ type: 'sound', sound: 'ding' }, 'sound'],
  ])('%j is right but for %s', (draft, problem) => {
    expect(checkActionDraft(draft).map(({ path }) => path.join('.'))).toEqual(problem === undefined ? [] : [problem]);
    expect(actionOfDraft(draft).ok).toBe(problem === undefined);
  });
});

describe('what [defaults] says', () => {
  test.each<[text: string, defaults: RuleDefaults]>([
    ['', {}],
    ['[defaults]\nstop = true\ncwd = "~/c"\ncooldown = 2', { stop: true, cwd: ['~/c'], cooldown: '2s' }],
    ['colour = 1\n[defaults]\nuser = 0\npriority = "high"\n[[rules]]\nid = 5', { user: ['0'] }],
    ['[defaults]\nid = "a"\ncommand = "x"\naction = { exec = "y" }\non = "exit"', { on: 'exit' }],
    ['defaults = 5', {}],
    ['[defaults]\non = ', {}],
  ])('%j is given as it is written, as far as it can be read', (text, defaults) => {
    expect(writtenIn(text).defaults).toEqual(defaults);
  });
});

describe('the source of a rule is its part of the text', () => {
  const text = `# Head

# About a
[[rules]]
id = "a"
command = "x"
[rules.action]
exec = "y"

# About the second
[[rule]]
command = "Make all" # so
action = { exec = "z" }
`;
  test('with the comments above it', () => {
    expect(rulesIn(text).map(({ draft: _, ...rest }) => rest)).toEqual([
      { id: 'a', named: true, line: 4, source: text.slice(text.indexOf('# About a'), text.indexOf('\n# About the')) },
      { id: 'make-all', named: false, line: 11, source: text.slice(text.indexOf('# About the')) },
    ]);
  });

  test('also when the file has mistakes in its content', () => {
    expect(rulesIn(`colour = 1\n${text}`).map(({ id }) => id)).toEqual(['a', 'make-all']);
  });

  test('also without a header of its own', () => {
    const inline = '\uFEFFrules = [{ command = "x", action = { exec = "y" } },\n  { id = "b" }]';
    expect(rulesIn(inline).map(({ id, source, line }) => ({ id, source, line }))).toEqual([
      { id: 'x', source: '{ command = "x", action = { exec = "y" } }', line: 1 },
      { id: 'b', source: '{ id = "b" }', line: 2 },
    ]);
  });

  test('and there is none in what is no TOML', () => {
    expect(rulesIn('[[rules]\n')).toEqual([]);
  });
});
