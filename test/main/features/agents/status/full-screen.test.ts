import { expect, test } from 'vitest';
import { fillsScreen } from '../../../../../src/main/features/agents/status';

const blank = (count: number) => Array.from({ length: count }, () => '');
const top = ['top - 12:00:00', 'Tasks: 3 total', '', '  PID USER', '    1 root', '    2 root', '    3 root'];

test.each<[string, boolean, { lines: string[]; y: number; rows: number; alternate?: boolean }]>([
  ['the alternate screen', true, { lines: ['~', '~'], y: 0, rows: 2, alternate: true }],
  ['top, which does without', true, { lines: [...top, ...blank(17)], y: 2, rows: 24 }],
  ['lines above the screen and the prompt', false, { lines: ['a', 'b', 'c', 'd', '$ '], y: 2, rows: 3 }],
  ['a prompt on an empty screen', false, { lines: ['$ ', ...blank(23)], y: 0, rows: 24 }],
  ['the cursor put aside above lines of before', true, { lines: ['a', 'b', 'c', 'd', 'e'], y: 0, rows: 5 }],
  ['a status line below', false, { lines: ['Unpacking…', '', '', '', 'Progress: [ 40%]'], y: 1, rows: 5 }],
  ['a screen of which only the last lines are known', false, { lines: ['a', 'b', '$ '], y: 99, rows: 100 }],
])('%s: a full screen is %s', (_, full, { lines, y, rows, alternate = false }) => {
  expect(fillsScreen({ lines, alternate, cursor: { x: 0, y, visible: true } }, rows)).toBe(full);
});
