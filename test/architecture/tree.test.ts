import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeViolation, violations } from './rules';
import type { SourceFile } from './source';

const root = join(import.meta.dirname, '../..');
const folders = ['src', 'native', 'lua', 'scripts', 'bin', 'test'];
const isSource = (path: string) => /\.(tsx?|[cm]?js|css|html|lua|[ch]|m|sh)$/.test(path);
/** Examples of bad and foreign code are not ours to judge. */
const isExample = (path: string) => path.startsWith('test/fixtures/') || path.includes('/node_modules/');

test('the project keeps its own rules', () => {
  const files = folders.flatMap(sourceFiles);
  expect(files.length).toBeGreaterThan(0);
  expect(violations(files).map(describeViolation).join('\n')).toBe('');
});

function sourceFiles(folder: string): SourceFile[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => isSource(path) && !isExample(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
