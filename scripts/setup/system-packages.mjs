// What the tests need beside npm packages: a Chromium, C compilers and shells. As root on Debian or Ubuntu (a container, a
// CI machine) they are installed; elsewhere we only say what is missing, and which tests are not run for it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../process.mjs';
import { StepError, say, step } from '../steps.mjs';

/**
 * @typedef {object} Need
 * @property {string} what
 * @property {string[]} packages Debian's names
 * @property {string} notRun which tests go without
 * @property {() => boolean} isThere
 * @property {boolean} [linuxOnly] nobody needs it for the tests elsewhere
 */

/** @type {Need[]} */
export const needs = [
  {
    what: 'Chromium',
    packages: ['chromium'],
    notRun: 'the tests in a browser window (e2e)',
    isThere: () => findChromium() !== undefined,
  },
  {
    what: 'Chromium without its window',
    packages: ['chromium-headless-shell'],
    notRun: 'nothing; the tests in a browser window (e2e) take twice the time',
    isThere: () => onPath(headlessShell) !== undefined,
    linuxOnly: true,
  },
  {
    what: 'a C compiler',
    packages: ['gcc', 'libc6-dev'],
    notRun: 'the tests of the native probe',
    isThere: hasCompiler,
  },
  {
    what: 'musl-gcc',
    packages: ['musl-tools'],
    notRun: 'the test of the size of the static probe',
    isThere: () => onPath('musl-gcc') !== undefined,
    linuxOnly: true,
  },
  {
    what: 'Clang and bpftool',
    packages: ['clang', 'libclang-rt-dev', 'bpftool', 'libbpf-dev'],
    notRun: 'fuzzing of the probe, and the test that builds its eBPF program anew',
    isThere: () => ['clang', 'bpftool'].every(onPath) && existsSync('/usr/include/bpf/bpf_helpers.h') && hasFuzzer(),
    linuxOnly: true,
  },
  {
    what: 'setcap',
    packages: ['libcap2-bin'],
    notRun: 'the tests of the probe with file capabilities',
    isThere: () => onPath('setcap') !== undefined,
    linuxOnly: true,
  },
  {
    what: 'the MinGW-w64 compiler',
    packages: ['gcc-mingw-w64-x86-64'],
    notRun: 'the tests of the probe for Windows',
    isThere: () => onPath('x86_64-w64-mingw32-gcc') !== undefined,
    linuxOnly: true,
  },
  {
    what: '64-bit Wine',
    packages: ['wine64'],
    notRun: 'the probe for Windows at work',
    isThere: () => ['wine64', 'wine'].some(onPath) || existsSync('/usr/lib/wine/wine64'),
    linuxOnly: true,
  },
  {
    what: 'zsh',
    packages: ['zsh'],
    notRun: 'the tests of the shell probe in zsh',
    isThere: () => onPath('zsh') !== undefined,
  },
];

/**
 * Installs, or names, what is missing. Never fails: the tests that need it are reported as not run.
 * @param {string} root
 * @param {{ verbose?: boolean | undefined }} [options]
 */
export async function provideSystemPackages(root, { verbose = false } = {}) {
  const missing = needs.filter(
    ({ isThere, linuxOnly = false }) => (!linuxOnly || process.platform === 'linux') && !isThere(),
  );
  if (missing.length === 0) return;
  if (!canInstall()) {
    for (const need of missing) say(notice(need));
    return;
  }
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      cwd: root,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      show: verbose,
      stopSignal: 'SIGINT', // Killed, it would leave the package database locked.
    });
  await step('Reading the package lists (apt-get update)', () => apt('update'), { verbose });
  for (const need of missing) {
    try {
      await step(`Installing ${need.packages.join(', ')} (apt-get)`, () => installOne(need), { verbose });
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      say(`${error.output ?? ''}${error.message} ${notice(need)}`);
    }
  }

  async function installOne(/** @type {Need} */ need) {
    const { code, output } = await apt('install', '-y', '--no-install-recommends', ...need.packages);
    if (code !== 0 || !need.isThere())
      throw new StepError(`apt-get gave no ${need.what} (exit code ${code}).`, { output });
  }
}

/**
 * @param {Pick<Need, 'what' | 'packages' | 'notRun'>} need
 * @param {string} [platform]
 */
export function notice({ what, packages, notRun }, platform = process.platform) {
  const remedy = platform === 'linux' ? ` (on Debian: apt-get install ${packages.join(' ')})` : '';
  return `Missing for the tests: ${what}${remedy}. Reported as not run: ${notRun}.`;
}

/** The same engine without all that is around a window: a page takes less than half the time. */
const headlessShell = 'chromium-headless-shell';

/** @returns {string | undefined} the quickest Chromium that browser tests can use */
export const findHeadlessChromium = () => onPath(headlessShell) ?? findChromium();

/** @returns {string | undefined} the Chromium or Chrome that can also show windows */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const { PROGRAMFILES = '', LOCALAPPDATA = '' } = process.env;
  const usual = {
    darwin: ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
    win32: [PROGRAMFILES, LOCALAPPDATA].map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
  };
  const known = process.platform === 'darwin' || process.platform === 'win32' ? usual[process.platform] : [];
  return names.map(onPath).find(Boolean) ?? known.find((file) => existsSync(file));
}

/** A compiler without the C library's headers compiles nothing. */
function hasCompiler() {
  if (process.platform === 'win32') return true; // The probe's build script finds Visual Studio itself.
  if (!['cc', 'gcc', 'clang'].some(onPath)) return false;
  return process.platform !== 'linux' || existsSync('/usr/include/stdio.h') || !isDebian();
}

/** The run-time part of -fsanitize=fuzzer is a package of its own, in a folder that only the compiler knows. */
function hasFuzzer() {
  const { stdout, status } = spawnSync('clang', ['--print-runtime-dir'], { encoding: 'utf8' });
  const folder = stdout?.trim();
  return status === 0 && existsSync(folder) && readdirSync(folder).some((name) => name.includes('fuzzer'));
}

/**
 * Also looks where Debian puts administration tools, which are not on everybody's PATH.
 * @param {string} name
 */
const onPath = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
    .map((folder) => join(folder, name))
    .find(isExecutable);

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** True as root on Debian or Ubuntu: a container or a CI machine. */
export const canInstall = () => process.getuid?.() === 0 && isDebian() && onPath('apt-get') !== undefined;

function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync(file, 'utf8'));
}
