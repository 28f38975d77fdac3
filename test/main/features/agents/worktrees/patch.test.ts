import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePatch } from '../../../../../src/main/features/agents/worktrees/patch';
import type { DiffFile } from '../../../../../src/shared/vocabulary';
import { commit, git, must, repository, rig, write } from './rig';

/** Names and lines that look like parts of a patch, and characters that git quotes. */
const word = fc.constantFrom(
  ...[
    'a',
    'b/',
    ' b/',
    '--- a',
    '+++ b',
    '"',
    '\\',
    '\t',
    '\n',
    ' ',
    'é',
    '你',
    '@@ -1 +1 @@',
    '/dev/null',
    '\r',
    '2020-01-01',
  ],
);
const name = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map((words) =>
    words
      .join('')
      .split('/')
      .filter((part) => !/^\.?\.?$/.test(part))
      .join('_'),
  )
  .filter((text) => text !== '');
const line = fc.constantFrom(
  ...[
    '',
    'x',
    'y',
    '-',
    '+',
    '-- a/x',
    '++ b/x',
    '@@ -1,2 +1,2 @@',
    'diff --git a/a b/b',
    '\\ No newline at end of file',
    'é',
    'x\r',
  ],
);
const content = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));

test('every diff of git leads from the one content to the other', async () => {
  const { worktrees } = rig();
  const root = repository();
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, content, { minKeys: 3, maxKeys: 8 }),
      fc.dictionary(name, content, { minKeys: 3, maxKeys: 8 }),
      async (before, after) => {
        for (const path of git(root, 'ls-files', '-z').split('\0').filter(Boolean)) rmSync(join(root, path));
        write(root, before);
        commit(root);
        for (const path of Object.keys(before)) rmSync(join(root, path));
        write(root, after);
        git(root, 'add', '--all');
        const { files } = must(await worktrees.diff(root, 'HEAD'));
        const rebuilt = { ...before };
        for (const file of files) {
          const old = before[file.from ?? file.path] ?? '';
          delete rebuilt[file.from ?? file.path];
          if (file.change !== 'deleted') rebuilt[file.path] = apply(old, file);
        }
        expect(rebuilt).toEqual(after);
      },
    ),
    { numRuns: 12 },
  );
});

/** What a file becomes by its hunks. */
function apply(before: string, { hunks }: DiffFile): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const made: string[] = [];
  let at = 0;
  for (const { lines } of hunks) {
    for (const [index, { kind, text, before: number, after }] of lines.entries()) {
      if (number === undefined && after === undefined) continue;
      const next = lines[index + 1];
      const open = next?.kind === 'context' && next.before === undefined;
      while (number !== undefined && at < number - 1) made.push(old[at++] ?? '');
      if (kind !== 'added') expect(old[at++]).toBe(open ? text : `${text}\n`);
      if (kind !== 'removed') expect(made.push(open ? text : `${text}\n`)).toBe(after);
    }
  }
  return [...made, ...old.slice(at)].join('');
}

test.each(['--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n', '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b'])(
  'a patch that was cut off is known by it',
  (text) => {
    expect(parsePatch(text)).toMatchObject([{ path: 'x', complete: false, removed: 1 }]);
  },
);

test('any text can be read', () => {
  const piece = fc.oneof(word, line, fc.string());
  fc.assert(fc.property(fc.array(piece), (pieces) => void parsePatch(pieces.join('\n'))));
});
