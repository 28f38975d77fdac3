import { describe, expect, test } from 'vitest';
import { lineOfHistory } from '../../../../src/main/features/shell/history';

describe('a line that made an entry is what the history says', () => {
  test.each([
    ['    1  echo a\n', 1, 'echo a', 'echo a'],
    ['  999*  sleep 5 | cat\n', 1, 'sleep 5', ' sleep 5 | cat'],
    ['12345  cat <<X\n   12  one\nX\n\n', 1, 'cat <<X', 'cat <<X\n   12  one\nX\n'],
    ['    4  for i in 1 2\n    5  do echo $i\n    6  done\n', 3, 'for i in 1 2', 'for i in 1 2\ndo echo $i\ndone'],
  ])('%j', (history, saved, command, line) => {
    expect(lineOfHistory(history, saved, command)).toBe(line);
  });
});

test('a line of mostly spaces is compared in no time', () => {
  const command = `echo "${' '.repeat(300_000)}x"`;
  const startedAt = performance.now();
  expect(lineOfHistory(`    1  ${command}\n`, 0, command)).toBe(command);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

describe('a line that made none is the newest entry only where it can be', () => {
  test.each([
    // The same line again (ignoredups).
    ['    1  echo a\n', 'echo a', 'echo a'],
    ['    1  sleep 5 | cat\n', 'sleep 5', 'sleep 5 | cat'],
    ['    1  if true;then echo;fi\n', 'true', 'if true;then echo;fi'],
    ['    1  { ! a   >f; }\n', 'a > f', '{ ! a   >f; }'],
    ['    1  (cd x; make)\n', '', '(cd x; make)'],
    // Another line before it, and this one was left out (ignorespace, HISTIGNORE): nobody is told of it.
    ['    1  echo a\n', 'echo b', ''],
    ['    1  echo lsof\n', 'ls', ''],
    ['    1  lsof\n', 'ls', ''],
    ['    1  echo ab\n', 'echo a', ''],
    ['', 'echo a', ''],
    ['    1  ls\n', '', ''],
  ])('%j, command %j', (history, command, line) => {
    expect(lineOfHistory(history, 0, command)).toBe(line);
  });
});
