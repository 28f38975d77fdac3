import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { benchNames, bundleBench } from '../../scripts/bench/bundle.mjs';
import { folderWith } from './folder';

test('benchmarks are the TypeScript files of test/bench, not what they share', () => {
  const root = folderWith({
    'test/bench/b.ts': '',
    'test/bench/a.ts': '',
    'test/bench/parts/c.ts': '',
    'test/bench/x.md': '',
  });
  expect(benchNames(root)).toEqual(['a', 'b']);
  expect(benchNames(folderWith())).toEqual([]);
});

test('a benchmark is bundled with the source that it imports, and runs in plain Node', async () => {
  const root = folderWith({
    'src/shared/sum.ts': 'export const sum = (a: number, b: number): number => a + b;',
    'test/bench/sum.ts': `import { sum } from '../../src/shared/sum';\nconsole.log(sum(1, 2), process.argv[2]);`,
  });
  const file = await bundleBench(root, 'sum');
  expect(execFileSync(process.execPath, [file, '--json'], { encoding: 'utf8' })).toBe('3 --json\n');
});
