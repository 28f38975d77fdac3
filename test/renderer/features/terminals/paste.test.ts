import { describe, expect, test } from 'vitest';
import { pathsIn, preparePaste, quotePaths, wantsLook } from '../../../../src/renderer/features/terminals/paste';

describe('what is pasted', () => {
  test.each([
    ['plain', 'ls -la', { text: 'ls -la', lines: 1, hadControls: false }],
    ['Tabs stay', 'a\tb', { text: 'a\tb', lines: 1, hadControls: false }],
    ['line ends of all systems', 'a\r\nb\rc\n', { text: 'a\nb\nc\n', lines: 3, hadControls: false }],
    ['keys that it would press', 'a\x03b\x1bc\x7f', { text: 'abc', lines: 1, hadControls: true }],
    ['the end of a bracketed paste', 'a\x1b[201~\nrm', { text: 'a\nrm', lines: 2, hadControls: true }],
    ['colours', '\x1b[1;31mred\x1b[0m', { text: 'red', lines: 1, hadControls: true }],
    ['control characters of one byte more', 'a\x9b201~', { text: 'a201~', lines: 1, hadControls: true }],
    ['other writing', '終端 é 😀', { text: '終端 é 😀', lines: 1, hadControls: false }],
  ])('%s', (_, pasted, expected) => {
    expect(preparePaste(pasted)).toEqual(expected);
    // Twice, as the pattern must not remember where it stopped.
    expect(preparePaste(pasted)).toEqual(expected);
  });

  test.each([
    ['ls', false, false],
    ['ls\n', false, false],
    ['ls\nrm', false, true],
    ['ls\nrm', true, false],
    ['l\x07s', false, true],
    ['l\x07s', true, false],
  ])('%j into a program that marks pastes: %s; a person looks first: %s', (text, marked, looks) => {
    expect(wantsLook(preparePaste(text), marked)).toBe(looks);
  });
});

test('files that are dropped become paths that a shell reads as they are', () => {
  const dragged =
    '# from a file manager\r\nfile:///home/a/plain.txt\r\nfile:///home/a/two%20words.txt\r\nhttps://example.com/x\r\n';
  expect(quotePaths(pathsIn(dragged))).toBe("/home/a/plain.txt '/home/a/two words.txt' ");
  expect(quotePaths(["it's"])).toBe("'it'\\''s' ");
});
