import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../../../../src/main/features/rules/engine/compile';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { rulesIn } from '../../../../../src/main/features/rules/language/source';

const exec = '[rules.action]\ntype = "exec"\npath = "x"\n';
const rule = (lines: string) => `[[rules]]\n${lines}\n${exec}`;

describe('no text makes it throw, rules without problems can be used, and every problem lies inside the file', () => {
  const valid = `${rule('id = "a"\ncommand = ["npm *", "docker {build,run} *"]\nenabled = true')}args = ["x"]
[[rules]]
command = 'make'
action = { type = "exec", path = "y", shell = true } # done
[[rule]]
commands = ['make']
match = "regex"
cwd = ["~/code/**"]
on = "exit"
exit_code = [1, 2]
min_duration = "1m30s"
active_hours = "22:00-06:00"
active_days = ["mon-fri"]
[[rule.actions]]
webhook = "https://example.org"
headers = { X-Key = "k" }
[[rule.actions]]
agent = "claude -p 'x y'"
[defaults]
cooldown = 5
[history]
max_size = "200MB"
mask = ['a(b)']
[limits]
depth = 2
`;
  const pieces = [
    '[[rules]]',
    '[rules]',
    '[rules.action]',
    '[rule]',
    '[defaults]',
    'command',
    'action',
    '=',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '\n',
    '\r\n',
  ];
  const piece = fc.oneof(
    fc.constantFrom(...pieces, ',', '.', '#', '1', 'true', '__proto__', '\0', '\\u', '😀'),
    fc.string(),
  );
  const mutation = fc.record({ at: fc.nat(valid.length), removed: fc.nat(12), added: piece });
  const mutated = fc
    .array(mutation, { minLength: 1, maxLength: 4 })
    .map((all) =>
      all.reduce((text, { at, removed, added }) => text.slice(0, at) + added + text.slice(at + removed), valid),
    );
  const texts = {
    mutated,
    'of pieces': fc.array(piece).map((all) => all.join('')),
    random: fc.string({ unit: 'binary' }),
  };

  test.each(Object.entries(texts))('%s', (_, text) => {
    const seen = { good: 0, bad: 0 };
    fc.assert(
      fc.property(text, (text) => {
        const { rules, problems } = parseConfig(text, 'f');
        seen[problems.length > 0 ? 'bad' : 'good']++;
        if (problems.length > 0) expect(rules).toEqual([]);
        compileRules(rules);
        expect(rulesIn(text).length).toBeGreaterThanOrEqual(rules.length);
        const lines = text.split('\n');
        for (const { file, line, column, message } of problems) {
          expect(file).toBe('f');
          expect(message).not.toBe('');
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 1000 },
    );
    expect(seen.bad).toBeGreaterThan(200);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

test('patterns without problems can be used, whatever they are', () => {
  const pattern = fc
    .array(
      fc.constantFrom('a', 'Z', '/', '/**', '\\', '*', '?', '[', ']', '{', '}', ',', '-', '!', '^', '(', ')', '|', '~'),
    )
    .map((all) => JSON.stringify(all.join('')));
  const lines = fc.record({ cwd: pattern, parent: pattern, agent: pattern, not: pattern, command: pattern });
  const kinds = fc.constantFrom('glob', 'regex', 'exact');
  let good = 0;
  fc.assert(
    fc.property(fc.subarray(['cwd', 'parent', 'agent', 'not'] as const), lines, kinds, (keys, values, match) => {
      const text = keys.map((key) => `${key} = ${values[key]}`).join('\n');
      const { rules } = parseConfig(
        `[[rules]]\ncommand = ${values.command}\nmatch = "${match}"\naction.exec = "x"\n${text}`,
        'f',
      );
      compileRules(rules);
      good += rules.length;
    }),
    { numRuns: 1_500 },
  );
  expect(good).toBeGreaterThan(100);
});
