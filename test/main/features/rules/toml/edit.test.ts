import { describe, expect, test } from 'vitest';
import { rulesIn } from '../../../../../src/main/features/rules/language/source';
import { editRule } from '../../../../../src/main/features/rules/toml/edit';
import type { ActionDraft, RuleDraft } from '../../../../../src/shared/vocabulary';

/** What becomes of a rule's source when its draft is changed. */
function check(source: string, change: (draft: RuleDraft) => Partial<RuleDraft>, expected: string): void {
  const [rule] = rulesIn(source);
  if (!rule) throw new Error(`No rule: ${source}`);
  const draft = { ...rule.draft, ...change(rule.draft) };
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  expect(editRule(source, draft, lineEnd)).toBe(expected);
}

/** The same for the one action that there is. */
function checkAction(source: string, change: Partial<ActionDraft>, expected: string): void {
  check(source, ({ action }) => ({ action: action.map((one) => ({ ...one, ...change })) }), expected);
}

const exec = '\n[rules.action]\ntype = "exec"\npath = "a"\n';

describe('a value that is changed', () => {
  test.each<[was: string, change: Partial<RuleDraft>, is: string]>([
    ["command = 'a' # why", { command: ['b'] }, "command = 'b' # why"],
    ['command = "a"', { command: ['\\d'] }, 'command = "\\\\d"'],
    ["command = 'a'", { command: ["it's"] }, `command = "it's"`],
    ['command   =   "a"', { command: ['b'] }, 'command   =   "b"'],
    ['"command" = "a"', { command: ['b'] }, '"command" = "b"'],
    ['commands = "a"', { command: ['a', 'b'] }, 'commands = ["a", "b"]'],
    ['command = ["a"]', { command: ['b'] }, 'command = ["b"]'],
    ['command = [ "a", \'b\' ]', { command: ['a', 'c'] }, 'command = [ "a", \'c\' ]'],
    ['command = ["a", "b", "c"]', { command: ['a', 'c'] }, 'command = ["a", "c"]'],
    ['command = ["a", "b", "c"]', { command: ['b', 'c'] }, 'command = ["b", "c"]'],
    ['command = ["a", "b", "c"]', { command: ['a'] }, 'command = ["a"]'],
    ['command = ["a"]', { command: ['x', 'a'] }, 'command = ["x", "a"]'],
    ['command = ["a", "c"]', { command: ['a', 'b', 'c'] }, 'command = ["a", "b", "c"]'],
    ['command = "a"\npriority = 0x0A', { command: ['b'] }, 'command = "b"\npriority = 0x0A'],
    ['command = "a"\npriority = 1_000', { priority: 2 }, 'command = "a"\npriority = 2'],
    ['command = "a"\ncooldown = 2.5', { cooldown: '2.5s' }, 'command = "a"\ncooldown = 2.5'],
    ['command = "a"\ncooldown = 2.5', { cooldown: '3s' }, 'command = "a"\ncooldown = "3s"'],
    ['command = "a"\nexit_code = 1', { exit_code: [1, 2] }, 'command = "a"\nexit_code = [1, 2]'],
    ['command = """\na\nb"""', { command: ['a\nc'] }, 'command = """\na\nc"""'],
    ["command = '''a\nb'''", { command: ['a\nc'] }, "command = '''\na\nc'''"],
  ])('keeps its style: %j', (was, change, is) => {
    check(`[[rules]]\n${was}\n${exec}`, () => change, `[[rules]]\n${is}\n${exec}`);
  });

  test('in a list of lines leaves the others and their comments', () => {
    const list = (...lines: string[]) =>
      `[[rules]]\ncommand = [\n${lines.map((line) => `  ${line}\n`).join('')}]\n${exec}`;
    const was = list('"a", # first', '# on its own', '"b", # second', '"c" # third');
    check(
      was,
      () => ({ command: ['a', 'b', 'd'] }),
      list('"a", # first', '# on its own', '"b", # second', '"d" # third'),
    );
    check(was, () => ({ command: ['a', 'c'] }), list('"a", # first', '# on its own', '"c" # third'));
    check(was, () => ({ command: ['a', 'b'] }), list('"a", # first', '# on its own', '"b", # second'));
    check(
      was,
      () => ({ command: ['a', 'x', 'b', 'c', 'y', 'z'] }),
      list('"a", # first', '"x",', '# on its own', '"b", # second', '"c", # third', '"y",', '"z",'),
    );
    check(
      was,
      () => ({ command: ['x', 'a', 'b', 'c'] }),
      list('"x",', '"a", # first', '# on its own', '"b", # second', '"c" # third'),
    );
  });
});

describe('a key that is added', () => {
  test('stands behind those that usually come before it', () => {
    check(
      `[[rules]] # mine\n# what\ncommand = "a" # why\n\n# later\npriority = 1\n${exec}`,
      () => ({ id: 'x', enabled: false, on: 'exit', stop: true }),
      `[[rules]] # mine\nid = "x"\nenabled = false\n# what\ncommand = "a" # why\non = "exit"\n\n# later\npriority = 1\nstop = true\n${exec}`,
    );
  });

  test('stands before an action on one line', () => {
    const action = 'action = { type = "exec", path = "a" }\n';
    check(
      `[[rules]]\ncommand = "a"\n${action}`,
      () => ({ stop: true }),
      `[[rules]]\ncommand = "a"\nstop = true\n${action}`,
    );
    check('[[rules]]\naction.exec = "a"', () => ({ command: ['b'] }), '[[rules]]\ncommand = "b"\naction.exec = "a"');
  });

  test('is indented and aligned like its neighbour', () => {
    check(
      '  [[rules]]\n  id      = "a"\n  command = "a"\n  action.exec="b"\n',
      () => ({ name: 'n', min_duration: '2s', of_actions: true }),
      '  [[rules]]\n  id      = "a"\n  name    = "n"\n  command = "a"\n  min_duration = "2s"\n  of_actions = true\n  action.exec="b"\n',
    );
    check('[[rules]]\ncommand="a"\n', () => ({ stop: true }), '[[rules]]\ncommand="a"\nstop=true\n');
  });

  test('is quoted as it reads best', () => {
    check(
      '[[rules]]\n',
      () => ({
        command: ['grep "x" \\d', 'it\'s \\ "', 'a\nb', '\u007f\u0000\t'],
        not: ['\u007f'],
        cwd: ["'''\n\"\\"],
      }),
      '[[rules]]\ncommand = [\'grep "x" \\d\', "it\'s \\\\ \\"", \'\'\'\na\nb\'\'\', "\\u007f\\u0000\\t"]\nnot = "\\u007f"\ncwd = """\n\'\'\'\n"\\\\"""\n',
    );
  });

  test('comes behind a last line without an end', () => {
    check('[[rules]]\ncommand = "a"', () => ({ stop: true }), '[[rules]]\ncommand = "a"\nstop = true');
  });
});

test('a key that is taken away goes with its line and comment, and with nothing else', () => {
  check(
    `[[rules]]\ncommand = "a"\n# about not\nnot = [ # x\n  "b",\n] # y\nstop = true\n${exec}`,
    () => ({ not: undefined, stop: undefined }),
    `[[rules]]\ncommand = "a"\n# about not\n${exec}`,
  );
});

test('Windows line ends stay', () => {
  check(
    '[[rules]]\r\ncommand = [\r\n  "a",\r\n]\r\naction.exec = "x"\r\n',
    () => ({ command: ['a', 'b'], name: 'n', not: ['x\ny'] }),
    '[[rules]]\r\nname = "n"\r\ncommand = [\r\n  "a",\r\n  "b",\r\n]\r\nnot = \'\'\'\r\nx\r\ny\'\'\'\r\naction.exec = "x"\r\n',
  );
});

describe('an action is changed where it stands', () => {
  test.each<[was: string, change: Partial<ActionDraft>, is: string]>([
    ['action.exec = "a" # c\n', { path: 'b' }, 'action.exec = "b" # c\n'],
    [
      'action.exec = "a"\n',
      { args: ['x'], timeout: '2s' },
      'action.exec = "a"\naction.args = ["x"]\naction.timeout = "2s"\n',
    ],
    ['action.exec = "a"\naction.args = ["x"]\n', { args: undefined }, 'action.exec = "a"\n'],
    [
      'action = { type = "exec", path = "a" } # c\n',
      { path: 'b', shell: true },
      'action = { type = "exec", path = "b", shell = true } # c\n',
    ],
    ['action = {exec="a", shell=true}\n', { shell: undefined, args: ['x'] }, 'action = {exec="a", args=["x"]}\n'],
    ['action = { notify = true }\n', { message: 'x' }, 'action = { notify = "x" }\n'],
    ['action.notify = "x"\n', { message: undefined, title: 't' }, 'action.notify = true\naction.title = "t"\n'],
    [
      'actions = [{ type = "log", message = "a" }]\n',
      { level: 'warn' },
      'actions = [{ type = "log", message = "a", level = "warn" }]\n',
    ],
    ['action.agent = "claude -p"\n', { prompt: 'x' }, 'action.agent = "claude -p"\naction.prompt = "x"\n'],
    ['action.agent = "claude -p"\n', { start: ['my agent'] }, 'action.agent = ["my agent"]\n'],
    [
      '\n# c\n[rules.action]\ntype = "exec"\n# d\npath = "a"\n',
      { path: 'b', shell: true },
      '\n# c\n[rules.action]\ntype = "exec"\n# d\npath = "b"\nshell = true\n',
    ],
    ['[[rules.action]]\nlog = "a"\n', { file: 'f' }, '[[rules.action]]\nlog = "a"\nfile = "f"\n'],
    [
      'action.webhook = "https://a"\n',
      { headers: { 'X-A': 'b' } },
      'action.webhook = "https://a"\naction.headers = { X-A = "b" }\n',
    ],
    [
      'action.webhook = "https://a"\naction.headers.X-A = "b"\n',
      { headers: { 'X-A': 'c', é: 'd' } },
      'action.webhook = "https://a"\naction.headers.X-A = "c"\naction.headers."é" = "d"\n',
    ],
    [
      'action.webhook = "https://a"\naction.headers = { A = "b", C = "d" }\n',
      { headers: { C: 'd', E: 'f' } },
      'action.webhook = "https://a"\naction.headers = { C = "d", E = "f" }\n',
    ],
    ['action.webhook = "https://a"\naction.headers = { A = "b" }\n', { headers: {} }, 'action.webhook = "https://a"\n'],
    [
      '[rules.action]\nwebhook = "https://a"\n[rules.action.headers]\nA = "b" # c\n',
      { headers: { A: 'c', B: 'd' } },
      '[rules.action]\nwebhook = "https://a"\n[rules.action.headers]\nA = "c" # c\nB = "d"\n',
    ],
    [
      '[rules.action]\nwebhook = "https://a"\n[rules.action.headers]\nA = "b" # c\n',
      { headers: undefined },
      '[rules.action]\nwebhook = "https://a"\n',
    ],
  ])('%j', (was, change, is) => {
    checkAction(`[[rules]]\ncommand = "a"\n${was}`, change, `[[rules]]\ncommand = "a"\n${is}`);
  });
});

describe('actions come and go', () => {
  const rule = '[[rules]]\ncommand = "a"\n';
  const log = (message: string): ActionDraft => ({ type: 'log', message });

  test('an action of another type replaces it', () => {
    const next = `${rule}\n[rules.action]\ntype = "log"\nmessage = "m"\n`;
    for (const was of [
      'action.exec = "a"\naction.args = ["b"]\n',
      'action = { exec = "a" }\n',
      'action = [{ exec = "a" }]\n',
      '\n# x\n[rules.action]\nexec = "a"\n',
    ])
      check(rule + was, () => ({ action: [log('m')] }), next);
  });

  test('a second table is added to the first', () => {
    check(
      `${rule}\n# c\n[ rules.action ] # d\nexec = "a"\n`,
      ({ action }) => ({ action: [...action, log('m')] }),
      `${rule}\n# c\n[[ rules.action ]] # d\nexec = "a"\n\n[[rules.action]]\ntype = "log"\nmessage = "m"\n`,
    );
  });

  test('one of several goes, the others keep their text', () => {
    const table = (name: string) => `\n# about ${name}\n[[rules.actions]]\nlog   = "${name}" # ${name}\n`;
    const was = rule + table('a') + table('b') + table('c');
    check(was, ({ action }) => ({ action: action.slice(1) }), rule + table('b') + table('c'));
    check(was, ({ action }) => ({ action: action.toSpliced(1, 1) }), rule + table('a') + table('c'));
    check(was, ({ action }) => ({ action: action.slice(0, 2) }), rule + table('a') + table('b'));
    check(
      was,
      ({ action }) => ({ action: action.toSpliced(1, 1, { type: 'sound', sound: 'done' }) }),
      `${rule}${table('a')}\n[[rules.actions]]\ntype = "sound"\nsound = "done"\n${table('c')}`,
    );
  });

  test('a list on one line becomes tables when there are more', () => {
    check(
      '[[rule]]\naction = [{ log = "a" }]\ncommand = "a"\n',
      ({ action }) => ({ action: [...action, log('m')] }),
      '[[rule]]\ncommand = "a"\n\n[[rule.action]]\ntype = "log"\nmessage = "a"\n\n[[rule.action]]\ntype = "log"\nmessage = "m"\n',
    );
  });

  test('single_instance in an action is the rule’s', () => {
    const was = `${rule}[rules.action]\nexec = "a"\nsingle_instance = true\n`;
    check(was, () => ({ name: 'n' }), was.replace('command', 'name = "n"\ncommand'));
    check(was, () => ({ single_instance: undefined }), `${rule}[rules.action]\nexec = "a"\n`);
    check(
      was,
      () => ({ action: [log('m')] }),
      `${rule}single_instance = true\n\n[rules.action]\ntype = "log"\nmessage = "m"\n`,
    );
  });
});

test('what can’t be read as one rule is written anew below its comments', () => {
  expect(editRule('# c\n[[rules]]\nbroken', { command: ['a'], action: [{ type: 'notify' }] }, '\n')).toBe(
    '# c\n[[rules]]\ncommand = "a"\n\n[rules.action]\ntype = "notify"\n',
  );
});
