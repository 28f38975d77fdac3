// The app itself: electron-vite builds out/ when, and only when, what it is built from has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { run } from '../process.mjs';
import { cachePath, tools } from '../project.mjs';
import { StepError } from '../steps.mjs';

const outputFolders = ['out/main', 'out/preload', 'out/renderer'];
const entries = ['out/main/index.js', 'out/main/headless.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

const recordPath = (/** @type {string} */ root) => cachePath(root, 'build.json');

/**
 * @param {string} root
 * @returns {string | undefined} why the app must be built, nothing if out/ is up to date
 */
export function buildReason(root) {
  const record = readRecord(root);
  if (!record) return 'not built yet';
  const missing = entries.find((file) => !existsSync(join(root, file)));
  if (missing) return `${missing} is missing`;
  // `npm run dev` and an interrupted build leave other files behind than the ones that were recorded.
  const changed = Object.entries(record.files).find(([file, bytes]) => sizeOf(join(root, file)) !== bytes);
  if (changed) return `${changed[0]} is not as it was built`;
  return record.inputs === inputsHash(root) ? undefined : 'the source has changed';
}

/**
 * @param {string} root
 * @param {{ verbose?: boolean | undefined }} [options]
 */
export async function buildApp(root, { verbose = false } = {}) {
  // Taken before the build: what is edited while it runs is built the next time.
  const inputs = inputsHash(root);
  // A NODE_ENV of the caller's shell would get us React's development build, or a build for tests.
  const { NODE_ENV: _, ...env } = process.env;
  const result = await run(process.execPath, [tools.electronVite, 'build'], { cwd: root, env, show: verbose });
  if (result.code !== 0) {
    throw new StepError(`Building the app failed (exit code ${result.code}).`, {
      output: result.output,
      remedy:
        'If the message does not name a mistake in src/, delete node_modules and out, then run the command again.',
    });
  }
  const absent = entries.find((file) => !existsSync(join(root, file)));
  if (absent) throw new StepError(`The build did not produce ${absent}.`, { output: result.output });
  recordBuild(root, inputs);
}

/**
 * Notes what out/ was built from and what it holds.
 * @param {string} root
 * @param {string} inputs
 */
export function recordBuild(root, inputs) {
  const files = Object.fromEntries(
    outputFolders
      .flatMap((folder) => filesUnder(join(root, folder)))
      .map((file) => [relative(root, file), sizeOf(file)]),
  );
  mkdirSync(dirname(recordPath(root)), { recursive: true });
  writeFileSync(recordPath(root), JSON.stringify({ inputs, files }));
}

/**
 * A hash of all that the build reads: src/, the configuration files of the root, the lock file.
 * @param {string} root
 */
export function inputsHash(root) {
  const hash = createHash('sha256');
  const configuration = readdirSync(root).filter((name) =>
    /^(electron\.vite|vite)\.config\.|^tsconfig.*\.json$|^package(-lock)?\.json$/.test(name),
  );
  for (const file of [...configuration.map((name) => join(root, name)), ...filesUnder(join(root, 'src'))].sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join('/')} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]} absolute paths, none if there is no such folder
 */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

/** @param {string} file */
const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size;

/**
 * @param {string} root
 * @returns {{ inputs: string, files: Record<string, number> } | undefined}
 */
function readRecord(root) {
  try {
    return JSON.parse(readFileSync(recordPath(root), 'utf8'));
  } catch {
    return undefined;
  }
}
