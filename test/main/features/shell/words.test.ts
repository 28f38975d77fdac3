import { expect, test } from 'vitest';
import { argumentsOf } from '../../../../src/main/features/shell/words';

test.each<[string, string[]]>([
  ['npm install', ['npm', 'install']],
  ['  ls   -l  ', ['ls', '-l']],
  [`echo "a b" 'c d' e\\ f`, ['echo', 'a b', 'c d', 'e f']],
  [`echo a"b"'c'd`, ['echo', 'abcd']],
  [`echo "" ''`, ['echo', '', '']],
  [`echo "say \\"hi\\" \\x"`, ['echo', 'say "hi" \\x']],
  ['ls *.txt ~/x {a,b}', ['ls', '*.txt', '~/x', '{a,b}']],
  ['git checkout feature#1', ['git', 'checkout', 'feature#1']],
  ['FOO=1 BAR+=x npm test', ['npm', 'test']],
  ['make CC=gcc', ['make', 'CC=gcc']],
  ['echo ünïcödé 日本 🎉', ['echo', 'ünïcödé', '日本', '🎉']],
  [`x${'y'.repeat(100_000)}`, [`x${'y'.repeat(100_000)}`]],
])('a plain command gives its arguments: %s', (line, words) => {
  expect(argumentsOf(line)).toEqual(words);
});

test.each([
  'a | b',
  'a && b',
  'a; b',
  'sleep 5 &',
  'echo $HOME',
  'echo "$HOME"',
  'echo `date`',
  'ls > file',
  '(cd x)',
  'for i in 1 2; do\necho $i\ndone',
  'ls # what is here',
  'FOO=1',
  'echo "open',
  "echo 'open",
  'echo \\',
])('what only a shell can take apart stays as it is: %s', (line) => {
  expect(argumentsOf(line)).toEqual([line]);
});

test('a long line takes no long time', () => {
  const began = performance.now();
  argumentsOf(`echo ${`"a b" 'c' \\d e `.repeat(20_000)}`);
  argumentsOf(`echo ${'"'.repeat(100_001)}`);
  argumentsOf(`echo "${'\\"'.repeat(50_000)}`);
  expect(performance.now() - began).toBeLessThan(1_000);
});
