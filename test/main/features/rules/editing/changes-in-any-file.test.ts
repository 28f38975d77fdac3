import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Applied, applyChange, type RuleChange } from '../../../../../src/main/features/rules/editing/changes';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { rulesIn } from '../../../../../src/main/features/rules/language/source';
import type { ActionDraft, RuleDraft } from '../../../../../src/shared/vocabulary';

function change(text: string, what: RuleChange): Applied {
  return applyChange(text, what, { rules: rulesIn(text), defaults: parseConfig(text, 'f').defaults });
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,6}( [a-z*]{1,4})?$/),
  fc.constantFrom(
    '[[rules]]',
    '# x',
    "it's",
    '"q"',
    'a\\d',
    '\n[[rules]]\n',
    "'''",
    '"""',
    'é\t',
    'x\ny\n',
    '\u0001',
    '\r\n',
  ),
  fc.string({ minLength: 1, maxLength: 12 }),
);
const words = fc.array(word, { minLength: 1, maxLength: 4 });
const actionDraft: fc.Arbitrary<ActionDraft> = fc.oneof(
  fc.record(
    {
      type: fc.constant('exec' as const),
      path: word,
      args: fc.array(word, { maxLength: 3 }),
      shell: fc.boolean(),
      timeout: fc.constantFrom('2s', '1m'),
    },
    { requiredKeys: ['type', 'path'] },
  ),
  fc.record(
    {
      type: fc.constant('webhook' as const),
      url: fc.webUrl(),
      headers: fc.dictionary(word, word, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      retries: fc.nat(5),
    },
    { requiredKeys: ['type', 'url'] },
  ),
  fc.record(
    { type: fc.constant('notify' as const), message: word, title: word, silent: fc.boolean() },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('agent' as const), start: words, name: word, prompt: word },
    { requiredKeys: ['type', 'start'] },
  ),
);
const ruleDraft: fc.Arbitrary<RuleDraft> = fc.record(
  {
    ...{
      name: word,
      enabled: fc.boolean(),
      command: words,
      match: fc.constant('exact' as const),
      not: words,
      cwd: words,
    },
    ...{
      exit_code: fc.array(fc.nat(255), { minLength: 1, maxLength: 3 }),
      on: fc.constantFrom('start' as const, 'exit' as const),
    },
    ...{
      min_duration: fc.constantFrom('2s', '500ms'),
      max_runs_at_once: fc.integer({ min: 1, max: 9 }),
      priority: fc.integer({ min: -5, max: 5 }),
    },
    ...{ stop: fc.boolean(), active_hours: fc.constant(['09:00-17:30']), active_days: fc.constant(['mon' as const]) },
    action: fc.array(actionDraft, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['command', 'action'] },
);

/** Rules as people write them. */
const written = fc.constantFrom(
  'command = "a *" # why\naction.exec = "x"\n',
  "# why\ncommands = [ 'a', # first\n  \"[[rules]]\",\n  # on its own\n  'b' ]\n\n[rules.action]\ntype = \"exec\"   # c\npath = 'x'\nsingle_instance = true\n",
  'action = { type = "webhook", url = "https://a", headers = { A = "b" } }\ncommand = """\n[[rules]]\n# x"""\n',
  "id='ID'\ncommand='a'\nmin_duration=2\non='exit'\n[[rules.actions]]\nnotify=true\n# between\n[[rules.actions]]\nwebhook='https://a'\n[rules.actions.headers]\n'X-A'='b'\n",
  '  name       = "N"\n  command    = ["a",\n    "b",\n  ]\n  priority   = 1\n  actions    = [{ exec = "a" }, {notify="b"}]\n',
  'action.agent = "claude -p"\naction.name = "n"\ncommand = "x"\nactive_days = "mon-fri"\n',
);
const between = fc.constantFrom('', '\n', '\n\n# free\n\n', '# attached\n', '\n[limits]\nruns = 5 # "\n\n', '\n  \n');
const file = fc
  .record({
    start: fc.constantFrom('', '\uFEFF', '# head\n\n', "[defaults]\ntimeout = '''1m'''\n"),
    parts: fc.array(fc.tuple(between, written), { minLength: 1, maxLength: 5 }),
    end: fc.constantFrom('', '\n', '# end', '\n[history]\nenabled = true\n'),
    windows: fc.boolean(),
  })
  .map(({ start, parts, end, windows }) => {
    let limits = false;
    const rules = parts.map(([gap, body], index) => {
      const once = gap.includes('[limits]') && limits ? '\n' : gap;
      limits ||= gap.includes('[limits]');
      return `${once}[[rules]]\n${body.replace("'ID'", `'id-${index}'`)}`;
    });
    const text = start + rules.join('') + end;
    return windows ? text.replaceAll('\n', '\r\n') : text;
  });

/** Without the blank lines, which come and go with rules. */
const dense = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/^[ \t]*\n/gm, '')
    .trimEnd();
const sources = (text: string) => rulesIn(text).map(({ source }) => source);
const meaning = (rule: RuleDraft | undefined) => JSON.parse(JSON.stringify(sorted(rule)));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return Array.isArray(value) ? value.map(sorted) : value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

describe('whatever the file', () => {
  // More by RUNS=3000.
  const runs = { numRuns: Number(process.env.RUNS ?? 100) };

  test('an edit makes the rule what it should be, and leaves the rest byte for byte', () => {
    fc.assert(
      fc.property(file, fc.nat(), ruleDraft, (text, seed, next) => {
        const rules = rulesIn(text);
        const at = seed % rules.length;
        const target = rules[at];
        if (!target) throw new Error('The file has no rules.');
        const applied = change(text, { do: 'edit', id: target.id, rule: next });
        if (!applied.ok) throw new Error(applied.error);
        const [before = '', behind = ''] = splitAt(text, target.source, sources(text).slice(0, at));
        expect(applied.text.startsWith(before)).toBe(true);
        expect(applied.text.endsWith(behind)).toBe(true);
        const after = rulesIn(applied.text);
        expect(after).toHaveLength(rules.length);
        expect(meaning(after[at]?.draft)).toEqual(meaning({ ...next, id: target.id }));
        for (const [index, { source, id }] of after.entries()) {
          if (index !== at) expect(source).toBe(rules[index]?.source);
          expect(id).toBe(rules[index]?.id);
        }
      }),
      runs,
    );
  });

  test('a key that is changed leaves the other lines of the rule', () => {
    fc.assert(
      fc.property(
        file,
        fc.nat(),
        fc.record({ name: word, on: fc.constant('failure' as const), not: words }),
        (text, seed, next) => {
          const rules = rulesIn(text);
          const target = rules[seed % rules.length];
          if (!target) throw new Error('The file has no rules.');
          const applied = change(text, { do: 'edit', id: target.id, rule: { ...target.draft, ...next } });
          if (!applied.ok) throw new Error(applied.error);
          const lines = new Set(applied.text.split('\n'));
          const lost = text.split('\n').filter((line) => !lines.has(line) && !/^\s*(?:name|on) *=/.test(line));
          // A last line may have got an end.
          expect(lost.filter((line) => !lines.has(`${line}\r`))).toEqual([]);
        },
      ),
      runs,
    );
  });

  test('rules come, go and move without touching each other', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(), ruleDraft, (text, one, other, next) => {
        const rules = rulesIn(text);
        const at = one % rules.length;
        const to = other % rules.length;
        const [id, before] = [rules[at]?.id ?? '', rules[to]?.id ?? ''];
        const was = sources(text).map(dense);
        const result = (what: RuleChange) => {
          const applied = change(text, what);
          if (!applied.ok) throw new Error(applied.error);
          return { text: applied.text, sources: sources(applied.text).map(dense), at: applied.at };
        };
        const removed = result({ do: 'remove', id });
        expect(removed.sources).toEqual(was.toSpliced(at, 1));
        expect(dense(removed.text).length).toBeGreaterThanOrEqual(dense(text).length - (was[at] ?? '').length - 4);
        const added = result({ do: 'add', rule: next, after: id });
        expect(added.sources.toSpliced(at + 1, 1)).toEqual(was);
        expect(meaning({ ...rulesIn(added.text)[at + 1]?.draft, id: undefined } as RuleDraft)).toEqual(meaning(next));
        const copied = result({ do: 'duplicate', id });
        expect(copied.sources.toSpliced(at + 1, 1)).toEqual(was);
        const moved = result({ do: 'move', id, before });
        expect(moved.sources.toSorted().length).toBe(was.length);
        expect(new Set(rulesIn(moved.text).map((rule) => rule.id))).toEqual(new Set(rules.map((rule) => rule.id)));
        expect(rulesIn(moved.text)[moved.at ?? -1]?.id).toBe(id);
      }),
      runs,
    );
  });
});

/** The text before and behind a rule's source, which stands behind those of the rules before it. */
function splitAt(text: string, source: string, earlier: readonly string[]): [string, string] {
  let from = 0;
  for (const one of earlier) from = text.indexOf(one, from) + one.length;
  const at = text.indexOf(source, from);
  return [text.slice(0, at), text.slice(at + source.length)];
}
