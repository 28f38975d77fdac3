import { expect, test } from 'vitest';
import { globFor } from '../../../../src/renderer/features/rules/draft/from-command';

test.each([
  ['npm install left-pad', 'npm install*'],
  ['/usr/bin/npm install', 'npm install*'],
  ['node /usr/lib/node_modules/npm/bin/npm-cli.js install left-pad', 'npm install*'],
  ['/usr/bin/python3 -m pytest -x', 'pytest*'],
  ['python3 tools/run.py fast', 'run fast*'],
  ['sleep 5', 'sleep*'],
  ['git -C /tmp status', 'git*'],
  ['make -j4', 'make*'],
  ['cargo test --all', 'cargo test*'],
  ['-bash', 'bash*'],
  ['[ -f x', '\\[*'],
])('a rule made from "%s" looks for "%s"', (line, glob) => {
  expect(globFor(line.split(' '))).toBe(glob);
});
