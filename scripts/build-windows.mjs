// Builds the native probe for 64-bit Windows: on Windows with a gcc or clang of mingw-w64, elsewhere with its
// cross-compiler.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, env, platform } from 'node:process';
import { pathToFileURL } from 'node:url';
import { run } from './process.mjs';
import { packageJson, projectRoot } from './project.mjs';

/** @typedef {import('./build-native.mjs').NativeBuild} NativeBuild */

const sourceFolders = ['native', 'native/core', 'native/windows'];
const flags = ['-std=gnu11', '-Os', '-s', '-static', '-Wall', '-Wextra', '-Werror=implicit', '-Werror=int-conversion'];
/** Windows 10, with the memory counters in its core library. */
export const defines = ['-D_WIN32_WINNT=0x0A00', '-DPSAPI_VERSION=2', '-DWIN32_LEAN_AND_MEAN'];
const libraries = ['-lntdll', '-ladvapi32'];

const crossCompiler = 'x86_64-w64-mingw32-gcc';
const remedy =
  platform === 'win32'
    ? 'Install one with: winget install BrechtSanders.WinLibs.POSIX.UCRT, then open a new terminal'
    : 'Install one with: sudo apt install gcc-mingw-w64-x86-64';

/**
 * Compiles the probe into `directory` as viberot-probe.exe, unless it is up to date.
 * @param {{ directory: string, log: (line: string) => void }} options
 * @returns {Promise<NativeBuild>}
 */
export async function buildWindows({ directory, log }) {
  const compiler = await findWindowsCompiler();
  if (!compiler) return unavailable('No C compiler for Windows found', remedy);
  const path = join(directory, 'viberot-probe.exe');
  const hashFile = join(directory, 'viberot-probe.exe.hash');
  const version = packageJson(projectRoot).version;
  const args = [...flags, ...defines, `-DPROBE_VERSION="${version}"`];
  const { sources, hash } = await readSources(JSON.stringify([compiler, args, libraries]));
  if ((await readFile(hashFile, 'utf8').catch(() => '')) === hash && (await exists(path)))
    return { status: 'fresh', path };

  await mkdir(directory, { recursive: true });
  // Windows lets nobody write over a program that runs.
  const fresh = join(directory, `viberot-probe.${process.pid}.exe`);
  const [command = crossCompiler, ...first] = compiler;
  const { code, output } = await run(command, [...first, ...args, '-o', fresh, ...sources, ...libraries], {
    cwd: projectRoot,
  });
  if (output) log(output.trim());
  try {
    if (code !== 0) throw new Error(output.split('\n').find((line) => line.includes('error')) ?? output);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    const why = error instanceof Error ? error.message.trim() : String(error);
    return unavailable(
      `The probe for Windows cannot be built: ${why}`,
      'Run node scripts/build-windows.mjs to see all',
    );
  }
  await writeFile(hashFile, hash);
  return { status: 'built', path };
}

/** @returns {Promise<string[] | undefined>} a command that compiles for 64-bit Windows, with its first arguments */
export async function findWindowsCompiler() {
  const own = env.CC ? [env.CC.trim().split(/\s+/)] : [['gcc'], ['clang']];
  for (const candidate of platform === 'win32' ? own : [[crossCompiler]]) {
    const [command = '', ...first] = candidate;
    const { code } = await run(command, [...first, '--version'], { cwd: projectRoot });
    if (code === 0) return candidate;
  }
  return undefined;
}

/**
 * @param {string} reason
 * @param {string} remedy
 * @returns {NativeBuild}
 */
const unavailable = (reason, remedy) => ({ status: 'unavailable', path: null, reason, remedy });

/** @param {string} settings what else the result depends on */
async function readSources(settings) {
  const files = sourceFolders.map(async (folder) =>
    (await readdir(join(projectRoot, folder)))
      .filter((name) => /\.[ch]$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const names = (await Promise.all(files)).flat().sort();
  const hash = createHash('sha256').update(settings);
  for (const name of names) hash.update(`\0${name}\0`).update(await readFile(join(projectRoot, name)));
  return { sources: names.filter((name) => name.endsWith('.c')), hash: hash.digest('hex') };
}

/** @param {string} path */
const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const directory = join(projectRoot, 'out', platform === 'win32' ? 'native' : 'native-windows');
  const { status, path, reason, remedy } = await buildWindows({ directory, log: (line) => console.error(line) });
  if (path) console.log(`${status}: ${path}, ${Math.round((await stat(path)).size / 1024)} KB`);
  else console.log(`${status}: ${reason}. ${remedy}.`);
  process.exitCode = path ? 0 : 1;
}
