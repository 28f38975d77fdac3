import { expect, test } from 'vitest';
import { patternHint } from '../../../../src/renderer/features/rules/draft/pattern-hint';
import type { MatchKind } from '../../../../src/shared/vocabulary';

test.each<[MatchKind, string, string | undefined]>([
  ['glob', '', undefined],
  ['glob', '*', 'every command'],
  ['glob', 'npm install', 'and nothing more'],
  ['glob', 'npm install*', 'begins with `npm install`'],
  ['glob', 'npm install *', 'with any arguments, but not without'],
  ['glob', '*deploy', 'ends with `deploy`'],
  ['glob', '*deploy*', '`deploy` is anywhere'],
  ['glob', '{npm,yarn} *', '`{a,b}` one or the other'],
  ['glob', 'a*b', '`*` is any text'],
  ['exact', 'npm *', '`npm *` and nothing else'],
  ['regex', '^npm (i|ci)$', 'whole command line'],
  ['regex', '^npm', 'beginning'],
  ['regex', 'test$', 'end of the command line'],
  ['regex', 'cost\\$', 'anywhere'],
])('a pattern is explained as it is read: %s "%s"', (kind, pattern, words) => {
  const hint = patternHint(kind, pattern);
  if (words === undefined) expect(hint).toBeUndefined();
  else expect(hint).toContain(words);
});
