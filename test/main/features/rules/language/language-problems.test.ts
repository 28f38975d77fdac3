import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';

function problemsOf(text: string): string[] {
  return parseConfig(text, 'config.toml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('what is wrong is told where it stands, with what to do', () => {
  const rule = (lines: string) => `[[rules]]\ncommand = "x"\n${lines}`;
  const acting = (lines: string) => `[[rules]]\ncommand = "x"\naction.exec = "y"\n${lines}`;
  const time = 'a duration from 0s to 24d such as "500ms", "2s", "5m" or "1h"';
  test.each<[text: string, problems: (string | RegExp)[]]>([
    [acting('commands = "y"'), ['4:1 command and commands both stand in this rule; keep one of them']],
    [
      acting('actions = []'),
      ['4:1 action and actions both stand in this rule; keep one of them', /^4:11 actions must not be an empty list/],
    ],
    [acting('match = "globs"'), ['4:9 match must be one of "glob", "regex", "exact", found "globs"']],
    [acting('match = "regex"\nnot = ["a", "(b"]'), [/^5:13 not \(entry 2\) is a regular expression that /]],
    [acting('cwd = "[a"'), [/^4:7 cwd is a glob that /]],
    [acting('agent = "[Z-a]"'), [/^4:9 agent is a glob that /]],
    [acting("cwd = 'a\\/**'"), [/^4:7 cwd is a glob that ends with /]],
    [acting('user = [1.5]'), ['4:9 user (entry 1) must be the name or the number of a user, found 1.5']],
    [acting('on = "end"'), ['4:6 on must be one of "start", "exit", "failure", found "end"']],
    [acting('exit_code = 1'), [/^4:1 exit_code needs on = "exit"/]],
    [acting('on = "failure"\nexit_code = 0'), [/^5:13 exit_code 0 is no failure/]],
    [acting('on = "exit"\nexit_code = "1"'), [/^5:13 exit_code must be a whole number from/]],
    [acting('min_duration = "2 sec"'), [`4:16 min_duration must be ${time}, found "2 sec"`]],
    [acting('cooldown = -1'), [`4:12 cooldown must be ${time}, found -1`]],
    [acting('timeout = 0'), [/^4:11 timeout must be a duration from 1ms to 24d/]],
    [acting('max_runs_at_once = 0'), ['4:20 max_runs_at_once must be a whole number from 1 to 1000']],
    [
      acting('max_runs_at_once = 2\nsingle_instance = true'),
      [/^5:1 single_instance is the same as max_runs_at_once = 1/],
    ],
    [acting('active_hours = "9-17"'), ['4:16 active_hours must be hours such as "09:00-17:30", found "9-17"']],
    [acting('active_hours = ["09:00-25:00"]'), [/^4:17 active_hours \(entry 1\) must be hours/]],
    [
      acting('active_days = "mo"'),
      ['4:15 active_days must be a day or several such as "mon" or "mon-fri", found "mo"'],
    ],
    [acting('url = "https://x"'), ['4:1 unknown key "url"; it belongs under [rules.action]']],
    [acting('action.url = "https://x"'), ['4:8 unknown key "url"; it belongs to webhook, not to exec']],
    [acting('action.title = "x"'), ['4:8 unknown key "title"; it belongs to notify, overlay, not to exec']],
    [acting('action.path = "x"'), ['4:8 unknown key "path"; it is what stands behind "exec"; keep one of them']],
    [acting('action.sound = "done"'), [/^4:8 unknown key "sound"; one table holds one action/]],
    [acting('action.shel = true'), ['4:8 unknown key "shel"; did you mean "shell"?']],
    [
      rule('action.python = "x"'),
      ['3:8 unknown key "python"; known here: exec, notify, overlay, sound, log, webhook, agent, lua, type'],
    ],
    [rule('action.exek = "x"'), ['3:8 unknown key "exek"; did you mean "exec"?']],
    [
      rule('action.path = "x"'),
      ['3:1 type is missing; add type = "exec" (or notify, overlay, sound, log, webhook, agent, lua)'],
    ],
    [rule('action = { type = "python" }'), [/^3:19 type must be one of "exec", .*"lua", found "python"$/]],
    [
      rule('action = { type = "exec", exec = "x" }'),
      [
        '3:10 path is missing; add path = "notify.sh"',
        '3:27 unknown key "exec"; with type = "exec" it is called "path"',
      ],
    ],
    [rule('action.exec = 1'), ['3:15 exec must be a text, found a number']],
    [
      rule('action = [{ exec = "" }, 1]'),
      [
        '3:20 exec must not be empty; write exec = "notify.sh"',
        '3:26 action (entry 2) must be a table, found a number',
      ],
    ],
    [rule('action.notify = false'), ['3:17 notify must be a text, found false']],
    [rule('action = { overlay = "progress", width = 10 }'), ['3:42 width must be a whole number from 40 to 4000']],
    [
      rule('action.sound = "ding"'),
      ['3:16 sound must be "done", "failed", "attention" or the path of a file, found "ding"'],
    ],
    [rule('action.webhook = "example.org"'), ['3:18 webhook must be an address that begins with https:// or http://']],
    [
      rule('action = { webhook = "https://x", headers = { "a b" = "c" } }'),
      [/^3:45 headers has the name "a b", which no header may have/],
    ],
    [rule('action = { webhook = "https://x", headers = { a = 1 } }'), ['3:51 a must be a text, found a number']],
    [rule('action = { webhook = "https://x", retries = 11 }'), ['3:45 retries must be a whole number from 0 to 10']],
    [rule('action.agent = []'), ['3:16 agent must not be empty; write agent = ["claude", "-p", "…"]']],
    [rule('action = { type = "agent", name = "n" }'), [/^3:10 start is missing; add start = .*, or name and send$/]],
    [rule('action = { type = "agent", send = "x" }'), [/^3:10 name is missing/]],
    [rule('action = { type = "agent", start = "x", send = "y" }'), [/^3:48 send can’t stand beside start/]],
    [rule('action = { type = "lua" }'), [/^3:10 code is missing; add code = .*, or file, or run$/]],
    [rule('action.lua = ""'), [/^3:14 lua must not be empty; write lua = /]],
    [rule('action = { type = "lua", file = "a.lua", run = "a" }'), [/^3:48 run can’t stand beside file; keep one/]],
    [rule('action = { lua = "x", file = "a.lua" }'), [/^3:30 file can’t stand beside code; keep one/]],
    [rule('action = { type = "lua", cod = "x" }'), ['3:26 unknown key "cod"; did you mean "code"?']],
    [rule('action = { type = "lua", code = "x", at = "end" }'), [/^3:38 unknown key "at"; it belongs to notify, /]],
    [
      '[history]\nkeep_days = 0\nmax_size = "1KB"\nmask = "("\nruns = 1',
      [
        '2:13 keep_days must be more than 0',
        '3:12 max_size must be a size from 1MB to 100GB such as "200MB", found "1KB"',
        /^4:8 mask is a regular expression that /,
        '5:1 unknown key "runs"; it belongs under [limits]',
      ],
    ],
    ['[limits]\ndepth = 0', ['2:9 depth must be a whole number from 1 to 20']],
    [
      '[defaults]\nmatch = "exact"\non = "exit"\ncolour = 1\n[[rules]]\ncommand = "[a"\nexit_code = 1\naction.exec = "x"',
      [/^4:1 unknown key "colour"; known here: enabled, match, /],
    ],
    ['limits = 1', ['1:10 limits must be a table, found a number']],
    [
      '[[rule]]\nid = "a"\ncommand = "x"\naction.exec = "y"\n[[rules]]\nid = "a"\ncommand = "x"\naction.exec = "y"',
      ['6:6 id "a" is taken by the rule in line 2; choose another'],
    ],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(
      problems.map((problem) => (typeof problem === 'string' ? problem : expect.stringMatching(problem))),
    );
  });
});
