// Makes the checkout ready to run: packages, native helper, built app. Each only when needed, so that a second
// `npm start` loses no time here. It runs before anything is installed: Node's own modules only.
import { mkdirSync } from 'node:fs';
import { cachePath, packageJson, projectRoot } from './project.mjs';
import { buildApp, buildReason } from './setup/app-build.mjs';
import { install, installReason } from './setup/install.mjs';
import { withLock } from './setup/lock.mjs';
import { nodeVersionProblem } from './setup/node-version.mjs';
import { provideSystemPackages } from './setup/system-packages.mjs';
import { provideZig } from './setup/zig.mjs';
import { StepError, say, step } from './steps.mjs';

/**
 * @typedef {object} SetUpOptions
 * @property {string} [root]
 * @property {boolean} [forTests] also provide what only tests need
 * @property {boolean} [verbose] show what npm and the build say
 * @property {boolean} [force] build even if nothing has changed
 * @property {boolean} [app] false: packages only, for checks that read the source
 */

/**
 * @param {SetUpOptions} [options]
 * @throws {StepError} with a remedy, when a step fails
 */
export async function setUp({ root = projectRoot, forTests = false, verbose = false, force = false, app = true } = {}) {
  checkNode(root);
  mkdirSync(cachePath(root), { recursive: true });
  await withLock(cachePath(root, 'setup.lock'), work, {
    onWait: (owner) => say(`Another set-up is at work here${owner ? ` (process ${owner.pid})` : ''}; waiting for it.`),
  });

  async function work() {
    const installWhy = installReason(root);
    if (installWhy)
      await step(`Installing packages: ${installWhy} (npm ci)`, () => install(root, { verbose }), { verbose });
    if (!app) return;
    if (forTests) {
      await provideSystemPackages(root, { verbose });
      await provideZig(root, { verbose });
    }
    await buildHelper(verbose);
    const buildWhy = force ? 'as asked' : buildReason(root);
    if (buildWhy) await step(`Building the app: ${buildWhy}`, () => buildApp(root, { verbose }), { verbose });
  }
}

/** @param {string} root */
function checkNode(root) {
  const problem = nodeVersionProblem(process.versions.node, packageJson(root).engines.node);
  if (problem) throw new StepError(problem);
}

/**
 * The native helper sees processes start and end; without it the app says what it cannot see, and works.
 * @param {boolean} verbose
 */
async function buildHelper(verbose) {
  const { buildNative } = await import('./build-native.mjs');
  const { status, reason, remedy } = await buildNative({ log: verbose ? say : () => {} });
  if (status === 'unavailable')
    say(`The native helper is not available: ${[reason, remedy].filter(Boolean).join('. ')}`);
}
