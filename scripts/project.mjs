// Where the project is, and how its tools are called: always by path, so nothing is ever fetched to run them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout: the folder with package.json. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** The scripts of the development tools, as paths under the root. */
export const tools = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  typescript: 'node_modules/typescript/bin/tsc',
  electronVite: 'node_modules/electron-vite/bin/electron-vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/playwright/cli.js',
};

/**
 * Where generated state lives that survives between runs and can be deleted at any time.
 * @param {string} root
 * @param {string[]} parts
 */
export const cachePath = (root, ...parts) => join(root, '.cache', ...parts);

/**
 * @param {string} root
 * @returns {any} the parsed package.json
 */
export const packageJson = (root) => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
