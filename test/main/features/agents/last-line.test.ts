import { expect, test } from 'vitest';
import { lastLineOf } from '../../../../src/main/features/agents/last-line';

test.each<[string, string[], string | undefined]>([
  ['plain text', ['first', '  last one  ', ''], 'last one'],
  ['a box around text', ['╭──────╮', '│ Do it? │', '╰──────╯'], 'Do it?'],
  ['an empty field', ['Done.', '╭────╮', '│ >  │', '╰────╯'], 'Done.'],
  ['a rule', ['Done.', '────────', '❯ ', '────────'], 'Done.'],
  ['a rule with words', ['──── Summary ────'], 'Summary'],
  ['a heavy and a double frame', ['┏━━━┓', '┃ a ┃ b ┃', '╚═══╝'], 'a b'],
  ['a result', ['  ⎿  Read 84 lines'], 'Read 84 lines'],
  ['a bar', ['██████▌░░░░ 62%'], '62%'],
  ['a picture of blocks', ['▐▛███▜▌   Claude Code', '▝▜█████▛▘'], 'Claude Code'],
  ['icons that only terminals have', ['\ue0b0 main \uf418 \u{1fb00}', '\ue0b2'], 'main'],
  ['a frame of ASCII', ['| 3 failed |', '+----------+'], '| 3 failed |'],
  ['an editor', ['const a = 1;', '~', '~'], 'const a = 1;'],
  ['another script', ['完了しました', '──'], '完了しました'],
  ['a prompt only', ['$ '], undefined],
  ['nothing', ['', '   '], undefined],
  ['much', ['─'.repeat(500) + 'a'.repeat(500)], 'a'.repeat(300)],
])('of a screen that ends with %s', (_, lines, expected) => {
  expect(lastLineOf(lines, false)).toBe(expected);
});

test.each<[string, string[], string]>([
  [
    'asks',
    ['Do you want to proceed?', '❯ 1. Yes', '  2. No', '', ' Esc to cancel · Tab to amend'],
    'Do you want to proceed?',
  ],
  ['works', ['• Ran pytest', '  └ 14 passed', '', '• Working (12s • esc to interrupt)'], '14 passed'],
  ['rests', ['● Done.', '────', '❯ ', '────', '  ? for shortcuts'], '● Done.'],
  ['accepts edits', ['● Done.', '❯ ', '  ⏵⏵ accept edits on (shift+tab to cycle)'], '● Done.'],
  ['waits for a message', ['✦ Ready.', '╭──╮', '│ >   Type your message or @path/to/file │', '╰──╯'], '✦ Ready.'],
  ['says nothing else', ['  ? for shortcuts'], '? for shortcuts'],
])('of a coding agent that %s', (_, lines, expected) => {
  expect(lastLineOf(lines, true)).toBe(expected);
});

test('a list of a plain command is told', () => {
  expect(lastLineOf(['Steps:', '1. Press enter to go on'], false)).toBe('1. Press enter to go on');
});
