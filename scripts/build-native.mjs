// Builds the native probe with the C compiler of the machine. Without one the app still works and says what it misses.
import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { argv, env, platform } from 'node:process';
import { pathToFileURL } from 'node:url';
import { darwin } from './build-darwin.mjs';
import { buildWindows } from './build-windows.mjs';
import { run } from './process.mjs';
import { packageJson, projectRoot } from './project.mjs';

/**
 * @typedef {object} NativeBuild
 * @property {'built' | 'fresh' | 'unavailable'} status
 * @property {string | null} path the probe, null when unavailable
 * @property {string} [reason] why it is unavailable, in one sentence
 * @property {string} [remedy] what to do about it
 */

const linux = {
  sourceFolders: ['', '/core', '/posix', '/linux', '/linux/ebpf', '/linux/ebpf/vendor'].map((path) => `native${path}`),
  flags: ['-std=gnu11', '-Os', '-s', '-Wall', '-Wextra', '-Werror=implicit', '-Werror=int-conversion'],
  remedy: 'Install one with: sudo apt install gcc libc6-dev',
};
const { sourceFolders, flags, remedy } = platform === 'darwin' ? darwin : linux;

/**
 * Compiles the probe unless it is up to date, and writes the outcome to out/native/status.json for the app to show.
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<NativeBuild>}
 */
export async function buildNative({ log }) {
  const directory = join(projectRoot, 'out', 'native');
  const version = packageJson(projectRoot).version;
  await mkdir(directory, { recursive: true });
  const build = await compileIfNeeded(directory, version, log);
  const { status, path, reason = null, remedy = null } = build;
  await writeInOneStep(
    join(directory, 'status.json'),
    `${JSON.stringify({ status, path, reason, remedy, version })}\n`,
  );
  return build;
}

/**
 * @param {string} directory
 * @param {string} version
 * @param {(line: string) => void} log
 * @returns {Promise<NativeBuild>}
 */
async function compileIfNeeded(directory, version, log) {
  if (platform === 'win32') return buildWindows({ directory, log });
  if (platform !== 'linux' && platform !== 'darwin') {
    return unavailable(
      `There is no native probe for ${platform} yet`,
      'Use VibeRot on Linux, macOS or Windows to see all processes',
    );
  }
  const compiler = await findCompiler();
  if (!compiler) {
    return env.CC
      ? unavailable(`The C compiler $CC (${env.CC}) cannot be run`, 'Unset CC, or set it to a compiler such as gcc')
      : unavailable('No C compiler found', remedy);
  }
  const path = join(directory, 'viberot-probe');
  const hashFile = join(directory, 'viberot-probe.hash');
  const attempts = await linkings(compiler);
  const { sources, hash } = await readSources([...attempts.flat(), version, process.arch, ...flags]);
  if ((await readOr(hashFile, '')) === hash && (await isExecutable(path))) return { status: 'fresh', path };

  // Next to the old one and then in its place: a probe that is running must not be written over.
  const fresh = `${path}.${process.pid}`;
  const args = [...flags, `-DPROBE_VERSION="${version}"`, '-o', fresh, ...sources];
  const failure = await compile(attempts, args, log);
  if (failure !== undefined) {
    await rm(fresh, { force: true });
    await rm(hashFile, { force: true });
    return unavailable(`The native probe does not compile: ${failure}`, 'Run node scripts/build-native.mjs to see all');
  }
  await rename(fresh, path);
  await writeInOneStep(hashFile, hash);
  return { status: 'built', path };
}

/**
 * The ways to compile, the best first: statically, so that the probe runs anywhere, with musl's small C library where it
 * is installed; dynamically where nothing else works.
 * @param {string[]} compiler
 * @returns {Promise<string[][]>}
 */
async function linkings(compiler) {
  if (platform === 'darwin') return [compiler];
  const usual = [[...compiler, '-static'], compiler];
  if (env.CC || !(await canRun('musl-gcc'))) return usual;
  // The kernel's headers lie among those of the other C library.
  const { output } = await run('gcc', ['-print-multiarch'], { cwd: projectRoot });
  const folders = ['/usr/include', `/usr/include/${output.trim()}`];
  return [['musl-gcc', '-static', ...folders.flatMap((folder) => ['-idirafter', folder])], ...usual];
}

/**
 * @param {string[][]} attempts commands with their first arguments
 * @param {string[]} args
 * @param {(line: string) => void} log
 * @returns {Promise<string | undefined>} the first error of the last attempt, when all fail
 */
async function compile(attempts, args, log) {
  let output = '';
  for (const [command = 'cc', ...first] of attempts) {
    log([command, ...first, ...args].join(' '));
    const outcome = await run(command, [...first, ...args], { cwd: projectRoot });
    if (outcome.code === 0) return undefined;
    output = outcome.output.trim();
    log(output);
  }
  const lines = output.split('\n');
  return (lines.find((line) => line.includes('error')) ?? lines[0] ?? '').trim();
}

/**
 * @param {string} reason
 * @param {string} remedy
 * @returns {NativeBuild}
 */
const unavailable = (reason, remedy) => ({ status: 'unavailable', path: null, reason, remedy });

/** @returns {Promise<string[] | undefined>} the compiler as a command with its first arguments */
async function findCompiler() {
  const candidates = env.CC ? [env.CC.trim().split(/\s+/)] : [['cc'], ['gcc'], ['clang']];
  for (const candidate of candidates) if (await canRun(candidate[0] ?? '')) return candidate;
  return undefined;
}

/** @param {string} command */
async function canRun(command) {
  if (command.includes('/')) return isExecutable(command);
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (folder && command && (await isExecutable(join(folder, command)))) return true;
  }
  return false;
}

/** @param {string[]} settings what else the result depends on */
async function readSources(settings) {
  const files = sourceFolders.map(async (folder) =>
    (await readdir(join(projectRoot, folder))).filter((name) => /\.[ch]$/.test(name)).map((name) => join(folder, name)),
  );
  const names = (await Promise.all(files)).flat().sort();
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const name of names) hash.update(`\0${name}\0`).update(await readFile(join(projectRoot, name)));
  // What ends in .bpf.c runs in the kernel; see build-bpf.mjs.
  const sources = names.filter((name) => name.endsWith('.c') && !name.endsWith('.bpf.c'));
  return { sources, hash: hash.digest('hex') };
}

/** @param {string} path */
const isExecutable = (path) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * @param {string} path
 * @param {string} fallback
 */
const readOr = (path, fallback) => readFile(path, 'utf8').catch(() => fallback);

/**
 * @param {string} path
 * @param {string} text
 */
async function writeInOneStep(path, text) {
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, text);
  await rename(fresh, path);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const { status, path, reason, remedy } = await buildNative({ log: (line) => console.error(line) });
  console.log(path ? `${status}: ${path}` : `${status}: ${reason}. ${remedy}.`);
  process.exitCode = status === 'unavailable' ? 1 : 0;
}
