import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockSays, findBlock, withBlock, withoutBlock } from '../../../src/main/node/shell-rc';
import type { Result } from '../../../src/shared/result';

const lines = ['# a comment', '. /home/x/viberot.bash'];
const begin = '# >>> viberot shell probe >>>';
const end = '# <<< viberot shell probe <<<';

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** Any bytes, with line breaks of both kinds and pieces of our own block more often than chance would have it. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r\n', '\n\n', 'alias ll="ls -l"', '# >>> viberot', `x${begin}`, `${end} y`, '\xff\xfe'),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('taking the block out gives back the very bytes of before, whatever they are', () => {
  fc.assert(
    fc.property(fc.option(anyText, { nil: undefined }), (before) => {
      const installed = must(withBlock(before, lines));
      expect(installed.startsWith(before ?? '')).toBe(true);
      expect(must(withoutBlock(installed))).toBe(before);
    }),
    { numRuns: 5_000 },
  );
});

test('done twice it changes nothing more, and another block replaces it', () => {
  fc.assert(
    fc.property(fc.option(anyText, { nil: undefined }), (before) => {
      const once = must(withBlock(before, lines));
      expect(must(withBlock(once, lines))).toBe(once);
      const other = must(withBlock(once, ['. /elsewhere']));
      const block = must(findBlock(other));
      expect(block && blockSays(block, ['. /elsewhere'])).toBe(true);
      expect(must(withoutBlock(other))).toBe(before);
    }),
    { numRuns: 2_000 },
  );
});

test('what is written around the block later stays, each line on its own', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const rest = must(withoutBlock(`${must(withBlock(before, lines))}${after}`));
      const between = after !== '' && /[^\n]$/.test(before) ? '\n' : '';
      expect(rest).toBe(before + between + after);
    }),
  );
});

test('a file that was made for the block stays when somebody else wrote into it', () => {
  expect(must(withoutBlock(`${must(withBlock(undefined, lines))}mine\n`))).toBe('mine\n');
});

test.each([
  [`a\n${begin}\nb\n`, '2: Here the shell probe’s block begins without an end.'],
  [`a\n\n${end}\nb\n`, '3: Here the shell probe’s block ends without a beginning.'],
  [`${end}\n${begin}\n`, '1: Here the shell probe’s block ends without a beginning.'],
  [`${begin}\n${begin}\n${end}\n`, '1: Here the shell probe’s block begins without an end.'],
  [`${begin}\n${end}\nx\n${begin}\n${end}\n`, '4: Here is a second block of the shell probe.'],
])('a block that is not whole is not touched: %j', (text, message) => {
  for (const result of [findBlock(text), withBlock(text, lines), withoutBlock(text)]) {
    expect(result).toMatchObject({ ok: false, error: 'damaged' });
    expect(!result.ok && result.message).toContain(message);
  }
});

test('a file whose line breaks an editor made CRLF is still understood', () => {
  const dos = must(withBlock('a\n', lines)).replaceAll('\n', '\r\n');
  expect(must(withoutBlock(dos))).toBe('a\r\n');
  expect(must(withBlock(dos, lines))).toBe(`a\r\n${must(withBlock('', lines))}`);
});
