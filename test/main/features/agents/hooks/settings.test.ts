import { describe, expect, test } from 'vitest';
import {
  findHooks,
  findNotify,
  type JsonHooks,
  withHooks,
  withNotify,
  withoutHooks,
  withoutNotify,
} from '../../../../../src/main/features/agents/hooks/settings';

const isOurs = (command: string) => command.includes('agent-hooks/hook.sh');
const hooks: JsonHooks = {
  wanted: [{ event: 'Stop' }, { event: 'PreToolUse', matcher: 'A|B' }],
  command: 'sh agent-hooks/hook.sh claude',
  timeout: 5,
  isOurs,
};

function value<T>(result: { ok: true; value: T } | { ok: false; message: string }): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

const files: readonly [name: string, text: string][] = [
  ['an empty object', '{}\n'],
  ['other settings', '{\n  "model": "opus",\n  "permissions": { "allow": ["Bash(ls:*)"] }\n}\n'],
  ['four spaces and no line break at the end', '{\n    "model": "opus"\n}'],
  ['tabs', '{\n\t"a": [\n\t\t1\n\t]\n}\n'],
  ['one line', '{"a": 1, "b": {"c": []}}'],
  ['carriage returns', '{\r\n  "a": 1\r\n}\r\n'],
  ['a byte order mark', '\ufeff{\n  "a": 1\n}\n'],
  ['a comma and a comment behind the last entry', '{\n  "a": 1, // why\n}\n'],
  ['comments and a comma too many', '// mine\n{\n  /* a */ "a": "x // y", // why\n  "b": [1, 2,],\n}\n'],
  [
    'other hooks',
    '{\n  "hooks": {\n    "Stop": [\n      { "hooks": [{ "type": "command", "command": "say done" }] }\n    ],\n    "Other": []\n  },\n  "z": 1\n}\n',
  ],
];

describe('hooks in JSON', () => {
  test.each(files)('come into a file with %s and leave it as it was', (_, text) => {
    const installed = value(withHooks(text, hooks));
    expect(value(findHooks(text, hooks))).toBe('off');
    expect(value(findHooks(installed, hooks))).toBe('on');
    expect(value(withHooks(installed, hooks))).toBe(installed);
    const gone = value(withoutHooks(installed, hooks));
    expect(gone.replace(/,(?=\s*[}\]])/g, '')).toBe(text.replace(/,(?=\s*[}\]])/g, ''));
    if (!text.includes('//')) {
      expect(gone).toBe(text);
      const { hooks: _ours, ...others } = JSON.parse(installed.replace('\ufeff', ''));
      const { hooks: _before, ...before } = JSON.parse(text.replace('\ufeff', ''));
      expect(others).toEqual(before);
    }
  });

  test('look as people write them', () => {
    expect(value(withHooks('{\n  "a": 1\n}\n', { ...hooks, wanted: [{ event: 'Stop' }] }))).toBe(`{
  "a": 1,
  "hooks": {
    "Stop": [
      {
        "hooks": [
          {
            "type": "command",
            "command": "sh agent-hooks/hook.sh claude",
            "timeout": 5
          }
        ]
      }
    ]
  }
}
`);
  });

  test('of another version are partly there, and are replaced', () => {
    const old = value(withHooks('{"a": 1}', { ...hooks, command: 'sh /old/agent-hooks/hook.sh' }));
    expect(value(findHooks(old, hooks))).toBe('partly');
    const installed = value(withHooks(old, hooks));
    expect(value(findHooks(installed, hooks))).toBe('on');
    expect(installed).not.toContain('/old/');
    expect(value(findHooks(value(withHooks('{}', { ...hooks, wanted: [{ event: 'Stop' }] })), hooks))).toBe('partly');
  });

  test('beside ours in one group stay', () => {
    const text = `{"hooks": {"Stop": [{"hooks": [{"command": "mine"}, {"command": "${hooks.command}"}]}]}}`;
    expect(value(withoutHooks(text, hooks))).toBe('{"hooks": {"Stop": [{"hooks": [{"command": "mine"}]}]}}');
  });

  test.each([
    ['{', 'line 1, column 2 is not JSON'],
    ['{\n "a": tru }', 'line 2, column 7 is not JSON'],
    ['{"a": 1} {}', 'line 1, column 10 is not JSON'],
    ['{"a": "\n"}', 'line 1, column 7 is not JSON'],
    ['[]', 'it is no object'],
    ['{"hooks": []}', '"hooks" is no object'],
    ['{"hooks": {"Stop": {}}}', '"hooks.Stop" is no list'],
    [`${'['.repeat(200)}`, 'line 1, column 201 is not JSON'],
  ])('do not come into %s', (text, message) => {
    expect(withHooks(text, hooks)).toMatchObject({ ok: false, message });
  });

  test('count where a key stands twice only in the last place, as the tool reads it', () => {
    const text = '{"hooks": {"Stop": []}, "hooks": {}}';
    const installed = value(withHooks(text, { ...hooks, wanted: [{ event: 'Stop' }] }));
    expect(JSON.parse(installed)).toHaveProperty('hooks.Stop.0.hooks.0.command', hooks.command);
    expect(installed.startsWith('{"hooks": {"Stop": []}, ')).toBe(true);
  });

  test('make a file where there is none', () => {
    expect(JSON.parse(value(withHooks(undefined, hooks)))).toHaveProperty('hooks.Stop');
    expect(JSON.parse(value(withHooks('', hooks)))).toHaveProperty('hooks.PreToolUse.0.matcher', 'A|B');
  });
});

describe('notify in TOML', () => {
  const line = 'notify = ["sh", "agent-hooks/hook.sh"]';

  test.each([
    ['an empty file', '', `${line}\n`],
    ['keys', 'model = "o3" # best\n', `model = "o3" # best\n${line}\n`],
    ['keys without a line break', 'model = "o3"', `model = "o3"\n${line}\n`],
    ['tables', 'a = 1\n\n# Mine\n[mcp.x]\nnotify = 2\n', `a = 1\n${line}\n\n# Mine\n[mcp.x]\nnotify = 2\n`],
    ['a table at once', '[[x]]\ny = 1\n', `${line}\n[[x]]\ny = 1\n`],
    ['carriage returns', 'a = 1\r\n[b]\r\n', `a = 1\r\n${line}\r\n[b]\r\n`],
  ])('comes into %s, and leaves it', (_, text, expected) => {
    const installed = value(withNotify(text, line, isOurs));
    expect(installed).toBe(expected);
    expect(value(findNotify(text, line, isOurs))).toBe('off');
    expect(value(findNotify(installed, line, isOurs))).toBe('on');
    expect(value(withNotify(installed, line, isOurs))).toBe(installed);
    expect(value(withoutNotify(installed, isOurs)).trimEnd()).toBe(text.trimEnd());
  });

  test('of somebody else stays', () => {
    const text = 'notify = [\n  "mine",\n]\n';
    expect(value(findNotify(text, line, isOurs))).toBe('other');
    expect(value(withNotify(text, line, isOurs))).toBe(text);
    expect(value(withoutNotify(text, isOurs))).toBe(text);
  });

  test('of another version is replaced, and a file that cannot be read is left alone', () => {
    const old = 'a = 1\nnotify = ["sh", "/old/agent-hooks/hook.sh"]\n[t]\n';
    expect(value(findNotify(old, line, isOurs))).toBe('partly');
    expect(value(withNotify(old, line, isOurs))).toBe(`a = 1\n${line}\n[t]\n`);
    expect(withNotify('a = ', line, isOurs).ok).toBe(false);
  });
});
