// A benchmark is TypeScript that imports our source: it is bundled with the source, packages stay outside, and Node
// runs what an installed app would run, not a development server's version of it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath } from '../project.mjs';

/**
 * @param {string} root
 * @returns {string[]} the names of the benchmarks: test/bench/NAME.ts; folders in there hold what they share
 */
export function benchNames(root) {
  const folder = join(root, 'test', 'bench');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(d|test)\.ts$/.test(entry.name))
    .map((entry) => entry.name.replace(/\.ts$/, ''))
    .sort();
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {Promise<string>} the file to run; inside the project, where the packages are found
 */
export async function bundleBench(root, name) {
  const { build } = await import('vite');
  const outDir = cachePath(root, 'bench');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(root, 'test', 'bench', `${name}.ts`),
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: 'inline',
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
