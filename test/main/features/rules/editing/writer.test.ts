import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWriter, type Writer } from '../../../../../src/main/features/rules/editing/writer';
import { versionOf } from '../../../../../src/main/features/rules/version';
import { readText } from '../../../../../src/main/node/read-text';
import { replaceText } from '../../../../../src/main/node/write-text';
import { fail } from '../../../../../src/shared/result';
import { createScope, type Scope } from '../../../../../src/shared/scope';
import type { RuleDraft } from '../../../../../src/shared/vocabulary';
import { temporaryDirectory } from '../../../gateway/transports';

let scope: Scope;
let file: string;
let taken: string[];
let writer: Writer;

const rule = (id: string) => `[[rules]]\nid = "${id}"\ncommand = "${id}"\naction.exec = "x"\n`;
const draft: RuleDraft = { command: ['n'], action: [{ type: 'exec', path: 'y' }] };

beforeEach(() => {
  scope = createScope();
  file = join(temporaryDirectory(scope), 'config.toml');
  writeFileSync(file, rule('a'));
  taken = [];
  writer = createWriter({ files: { readText, replaceText }, file, take: (text) => void taken.push(text) });
});
afterEach(() => scope.close());

const written = () => readFileSync(file, 'utf8');

test('a change is in the file and in force before it is answered', async () => {
  const text = rule('a').replace('command', 'enabled = false\ncommand');
  expect(await writer.change({ do: 'enable', id: 'a', enabled: false })).toEqual({
    type: 'changed',
    changed: { before: rule('a'), text, version: versionOf(text), id: 'a' },
  });
  expect([written(), taken]).toEqual([text, [text]]);
});

test('changes that are asked for at once are made one after the other', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
  const outcomes = await Promise.all(names.map((id) => writer.change({ do: 'add', rule: { ...draft, id } })));
  expect(outcomes.map(({ type }) => type)).toEqual(names.map(() => 'changed'));
  const source = await writer.source();
  expect(source.ok && source.value.rules.map(({ id }) => id)).toEqual(['a', ...names]);
});

test('undo gives the same bytes', async () => {
  const before = `\uFEFF${rule('a')}\r\n\n\n# end`;
  writeFileSync(file, before);
  const outcome = await writer.change({ do: 'remove', id: 'a' });
  if (outcome.type !== 'changed') throw new Error(outcome.type);
  const { version } = outcome.changed;
  expect(await writer.change({ do: 'text', text: outcome.changed.before, base: version })).toMatchObject({
    type: 'changed',
  });
  expect(written()).toBe(before);
});

describe('nothing is written', () => {
  test('over what somebody else wrote meanwhile', async () => {
    const source = await writer.source();
    const version = source.ok ? source.value.version : '';
    writeFileSync(file, rule('b'));
    expect(await writer.change({ do: 'text', text: rule('c'), base: version })).toEqual({
      type: 'conflict',
      ...{ theirs: rule('b'), mine: rule('c'), whole: true, version: versionOf(rule('b')) },
    });
    expect(await writer.change({ do: 'remove', id: 'b', was: rule('a') })).toEqual({
      type: 'conflict',
      ...{ theirs: rule('b'), mine: '', whole: false, version: versionOf(rule('b')) },
    });
    expect(await writer.change({ do: 'remove', id: 'a' })).toEqual({ type: 'no-rule', id: 'a' });
    expect([written(), taken]).toEqual([rule('b'), []]);
  });

  test('that would not be right', async () => {
    const wrong = { ...draft, cooldown: 'soon' };
    expect(await writer.change({ do: 'add', rule: wrong })).toMatchObject({
      type: 'invalid',
      problems: [{ file, line: 9, column: 12, message: expect.stringContaining('cooldown') }],
      text: expect.stringContaining('cooldown = "soon"'),
    });
    expect(await writer.change({ do: 'add', rule: { ...draft, id: 'a' } })).toMatchObject({ type: 'invalid' });
    expect(await writer.change({ do: 'source', id: 'a', source: 'x =' })).toMatchObject({ type: 'invalid' });
    expect(await writer.change({ do: 'text', text: 'x = 1', base: versionOf(rule('a')) })).toMatchObject({
      type: 'invalid',
    });
    expect([written(), taken]).toEqual([rule('a'), []]);
  });

  test('while the file has other mistakes; the change that mends them is', async () => {
    const wrong = rule('b').replace('exec', 'exek');
    writeFileSync(file, `${rule('a')}\n${wrong}`);
    expect(await writer.change({ do: 'enable', id: 'a', enabled: false })).toMatchObject({
      type: 'invalid',
      problems: [{ line: 10 }],
    });
    expect(await writer.change({ do: 'source', id: 'b', source: rule('b') })).toMatchObject({
      type: 'changed',
      changed: { id: 'b' },
    });
    expect(written()).toBe(`${rule('a')}\n${rule('b')}`);
  });

  test('into a text that is no TOML, except by the whole text', async () => {
    const broken = `${rule('a')}x = "`;
    writeFileSync(file, broken);
    expect(await writer.change({ do: 'remove', id: 'a' })).toMatchObject({ type: 'invalid', text: broken });
    expect(await writer.change({ do: 'text', text: rule('b'), base: versionOf(broken) })).toMatchObject({
      type: 'changed',
    });
    expect(written()).toBe(rule('b'));
  });

  test('when the file can’t be written', async () => {
    const files = { readText, replaceText: async () => fail('not-writable', 'EACCES') };
    const other = createWriter({ files, file, take: (text) => void taken.push(text) });
    expect(await other.change({ do: 'remove', id: 'a' })).toEqual({ type: 'cannot-write', reason: 'EACCES' });
    expect(taken).toEqual([]);
  });

  test('when there is no file', async () => {
    const other = createWriter({ files: { readText, replaceText }, file: `${file}.gone` });
    expect(await other.change({ do: 'add', rule: draft })).toEqual({
      type: 'cannot-write',
      reason: `${file}.gone does not exist`,
    });
    expect(await other.source()).toMatchObject({ ok: false, error: 'unreadable' });
  });
});

test('a change that changes nothing leaves the file alone', async () => {
  const files = { readText, replaceText: async () => fail('not-writable', 'It was written all the same') };
  const other = createWriter({ files, file });
  expect(await other.change({ do: 'enable', id: 'a', enabled: true })).toMatchObject({
    type: 'changed',
    changed: { id: 'a' },
  });
});
