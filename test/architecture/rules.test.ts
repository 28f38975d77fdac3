import { expect, test } from 'vitest';
import { describeViolation, violations } from './rules';

const rules = {
  adapters: 'Adapters are chosen in one place',
  barrel: 'index.ts is the only barrel',
  defaults: 'Exports have names',
  door: 'entered only through it',
  electron: 'import electron',
  features: 'Features never import features',
  kernel: 'src/kernel/ runs in Node and in a page',
  names: 'No utils, helpers',
  node: 'import Node’s modules and native packages',
  renderer: 'src/renderer/ never imports src/main/',
  shared: 'src/shared/ runs anywhere',
  size: 'A file over 300 lines says why',
};

type Rule = keyof typeof rules;

/** A little tree, path to text, and the rules that it breaks: all of them, in this order. */
function check(tree: Record<string, string>, broken: readonly Rule[] = []): void {
  const found = violations(Object.entries(tree).map(([path, text]) => ({ path, text })));
  const names = found.map(({ rule }) => Object.entries(rules).find(([, words]) => rule.includes(words))?.[0] ?? rule);
  expect(names, found.map(describeViolation).join('\n')).toEqual(broken);
}

const main = 'src/main';

test('a feature never imports another feature, in the main process or in the window', () => {
  check({ [`${main}/features/rules/service.ts`]: `import { list } from '../agents/model';` }, ['features']);
  check({ 'src/renderer/features/rules/view.tsx': `import { Row } from '../agents/view';` }, ['features']);
  check({ [`${main}/features/rules/service.ts`]: `import { decide } from './model';` });
  check({ [`${main}/features/assistant/chat/turn.ts`]: `import { model } from '../models/list';` });
  check({ [`${main}/compose.ts`]: `import { rules } from './features/rules';\nimport { web } from './features/web';` });
});

test('only the Electron folder, its entry and the preload import electron', () => {
  const text = `import { app } from 'electron';`;
  for (const path of ['main/electron/window.ts', 'main/index.ts', 'preload/index.ts']) check({ [`src/${path}`]: text });
  check({ [`${main}/compose.ts`]: text }, ['electron']);
  check({ [`${main}/node/files.ts`]: text }, ['electron']);
  check({ [`${main}/headless.ts`]: `await import('electron/main');` }, ['electron']);
});

test('only the adapters import Node’s modules and native packages', () => {
  for (const name of ['node:fs/promises', 'fs', 'ws', '@lydell/node-pty', 'pino', 'open']) {
    check({ [`${main}/node/a.ts`]: `import * as a from '${name}';`, [`${main}/electron/a.ts`]: `import '${name}';` });
    check({ [`${main}/gateway/a.ts`]: `import * as a from '${name}';` }, ['node']);
  }
  check({ [`${main}/gateway/a.ts`]: `import { z } from 'zod';` });
});

test('only the entries and the hub they share choose adapters', () => {
  const tree = { [`${main}/node/index.ts`]: 'export const clock = 1;' };
  check({ ...tree, [`${main}/headless.ts`]: `import { clock } from './node';` });
  check({ ...tree, [`${main}/hub.ts`]: `import { clock } from './node';` });
  check({ ...tree, [`${main}/compose.ts`]: `import { clock } from './node';` }, ['adapters']);
  check({ ...tree, [`${main}/electron/app.ts`]: `import { clock } from '../node';` });
  check({ ...tree, [`${main}/features/web/service.ts`]: `import { clock } from '../../node';` }, ['adapters']);
});

test('every way to import is seen', () => {
  const ways = [
    `import 'node:fs';`,
    `import type { Stats } from 'node:fs';`,
    `import fs = require('node:fs');`,
    `export { readFile } from 'node:fs'; const x = 1;`,
    `const fs = await import('node:fs');`,
    'const fs = await import(`node:fs`);',
    `const fs = require('node:fs');`,
    `const at = require.resolve('node:fs');`,
    `let stats: import('node:fs').Stats;`,
  ];
  for (const text of ways) check({ [`${main}/gateway/a.ts`]: text }, ['node']);
  check({ [`${main}/gateway/a.ts`]: `// import 'node:fs'\nconst text = "import 'node:fs'"; await import(text);` });
});

test('the window never imports the main process', () => {
  check({ 'src/renderer/client/hub.ts': `import type { Hub } from '../../main/hub';` }, ['renderer']);
  check({ 'src/renderer/client/hub.ts': `import { a } from '../../shared/event'; import { create } from 'zustand';` });
});

test('shared imports only zod, the contract library and itself', () => {
  const path = 'src/shared/contract/agents.ts';
  check({ [path]: `import { z } from 'zod';\nimport { oc } from '@orpc/contract';\nimport { a } from '../result';` });
  check({ [path]: `import { a } from '../../kernel/scope';` }, ['shared']);
  check({ [path]: `import picomatch from 'picomatch';` }, ['shared']);
  check({ [path]: `import { join } from 'node:path';` }, ['node', 'shared']);
});

test('the kernel imports only shared', () => {
  check({ 'src/kernel/a.ts': `import { a } from '../shared/result';\nimport { b } from './b';` });
  check({ 'src/kernel/a.ts': `import { a } from '../main/compose';` }, ['kernel']);
  check({ 'src/kernel/a.ts': `import { z } from 'zod';` }, ['kernel']);
});

test('a folder with an index.ts is entered only through it', () => {
  const tree = {
    'src/shared/vocabulary/index.ts': `export * from './fact';`,
    'src/shared/vocabulary/fact.ts': `import { id } from './id';\nexport const fact = id;`,
    'src/shared/vocabulary/id.ts': 'export const id = 1;',
  };
  check({ ...tree, [`${main}/a.ts`]: `import { fact } from '../shared/vocabulary';` });
  check({ ...tree, [`${main}/a.ts`]: `import { fact } from '../shared/vocabulary/index.js';` });
  check({ ...tree, [`${main}/a.ts`]: `import { fact } from '../shared/vocabulary/fact';` }, ['door']);
  check({ [`${main}/index.ts`]: '', [`${main}/a.ts`]: '', [`${main}/headless.ts`]: `import './a';` });
  check({ [`${main}/index.ts`]: '', 'test/a.ts': `import '../src/shared/vocabulary/fact';`, ...tree });
});

test('a nested folder is no back door to the one around it', () => {
  const tree = { [`${main}/features/web/index.ts`]: '', [`${main}/features/web/pages/index.ts`]: '' };
  check({ ...tree, [`${main}/compose.ts`]: `import './features/web/pages';` }, ['door']);
  check({ ...tree, [`${main}/features/web/feature.ts`]: `import './pages';` });
});

test('index.ts is the only barrel', () => {
  check({ 'src/shared/a.ts': `export * from './b';\nexport const c = 1;` }, ['barrel']);
  check({ 'src/shared/a.ts': `export { b } from './b';` }, ['barrel']);
  check({ 'src/shared/a.ts': `import { b } from './b';\nexport { b };` }, ['barrel']);
  check({ 'src/shared/a.ts': `export type { B } from './b';\nexport const c = 1;` });
  check({ 'src/shared/a/index.ts': `export * from './b';` });
});

test('there are no default exports', () => {
  check({ 'src/shared/a.ts': 'export default 1;' }, ['defaults']);
  check({ 'src/shared/a.ts': 'const a = 1;\nexport { a as default };' }, ['defaults']);
  check({ 'vitest.config.ts': 'export default {};' });
});

test('no file or folder has a name that says nothing', () => {
  for (const path of ['src/main/utils/a.ts', 'test/helpers.ts', 'src/renderer/string-utils.ts', 'native/common/a.c']) {
    check({ [path]: '' }, ['names']);
  }
  check({ 'src/main/session-manager.ts': '' }, ['names']);
  check({ 'src/shared/common-prefix.ts': '', 'src/main/package-managers-list.ts': '' });
});

test('a file over 300 lines says why in its first comment', () => {
  const lines = (count: number) => 'let a;\n'.repeat(count);
  check({ 'src/shared/a.ts': lines(300) });
  check({ 'src/shared/a.ts': lines(301) }, ['size']);
  check({ 'src/shared/a.ts': `// The table of keys.\n${lines(301)}` }, ['size']);
  check({ 'src/shared/a.ts': `// The table of keys.\n// Long because every key has a row.\n${lines(301)}` });
  check({ 'native/a.c': `/*\n * 400 lines\n * because of the structs.\n */\n${lines(301)}` });
  check({ 'lua/a.lua': `-- Long because it is one table.\n${lines(301)}` });
});

test('a violation tells the file, the line, the import and the rule', () => {
  const [found] = violations([{ path: 'src/kernel/a.ts', text: `\n\nimport { app } from '../main/app';` }]);
  expect(found && describeViolation(found)).toBe(
    `src/kernel/a.ts:3: imports '../main/app'\n` +
      '    src/kernel/ runs in Node and in a page: it imports only src/shared/ and itself.',
  );
});

test('a file that does not parse is told, not passed over', () => {
  expect(() => violations([{ path: 'src/shared/a.ts', text: 'const = ;' }])).toThrow('src/shared/a.ts does not parse');
});
