// The npm packages: installed when, and only when, they are not what package-lock.json says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { run } from '../process.mjs';
import { packageJson } from '../project.mjs';
import { StepError } from '../steps.mjs';

/** Written after a good install; `npm ci` deletes it together with the packages. */
const stampPath = (/** @type {string} */ root) => join(root, 'node_modules', '.viberot-lock');

/**
 * @param {string} root
 * @returns {string | undefined} why the packages must be installed, nothing if they are all there
 */
export function installReason(root) {
  if (!existsSync(join(root, 'node_modules'))) return 'nothing is installed yet';
  const missing = directDependencies(root).find(
    (name) => !existsSync(join(root, 'node_modules', name, 'package.json')),
  );
  if (missing) return `${missing} is missing`;
  const stamp = stampOf(root);
  if (readText(stampPath(root)) === stamp) return undefined;
  // A developer's own `npm ci` or `npm install` leaves no stamp of ours, but npm's record of what it did.
  const reason = difference(
    readJson(join(root, 'package-lock.json')),
    readJson(join(root, 'node_modules/.package-lock.json')),
  );
  if (!reason) writeFileSync(stampPath(root), stamp);
  return reason;
}

/**
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 */

/**
 * @param {LockFile | undefined} wanted package-lock.json
 * @param {LockFile | undefined} installed node_modules/.package-lock.json, which npm writes after every install
 * @returns {string | undefined}
 */
export function difference(wanted, installed) {
  if (!installed?.packages) return 'the last install did not finish';
  const wantedPackages = wanted?.packages ?? {};
  for (const [path, { version, integrity, optional }] of Object.entries(wantedPackages)) {
    const found = installed.packages[path];
    const mayBeAbsent = path === '' || optional; // For other platforms.
    if (!found && !mayBeAbsent) return `${nameOf(path)} is missing`;
    if (found && path !== '' && (found.version !== version || found.integrity !== integrity)) {
      return `${nameOf(path)} is ${found.version}, not ${version}`;
    }
  }
  const extra = Object.keys(installed.packages).find((path) => !(path in wantedPackages));
  return extra && `${nameOf(extra)} is not wanted any more`;
}

/**
 * @param {string} root
 * @param {{ verbose?: boolean | undefined, env?: NodeJS.ProcessEnv }} [options]
 */
export async function install(root, { verbose = false, env = process.env } = {}) {
  const npm = findNpm(env);
  if (!npm) {
    throw new StepError('npm was not found beside this Node.js.', {
      remedy: 'Install npm (it comes with Node.js from https://nodejs.org), or run `npm ci` yourself.',
    });
  }
  // The development tools are needed to build, whatever NODE_ENV or the user's npm configuration leaves out.
  const args = [npm, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  // Neither the noise of warnings, nor silence about an error because the user ran us with --silent.
  if (!verbose) args.push('--loglevel=error');
  const result = await run(process.execPath, args, { cwd: root, env: npmEnvironment(env), show: verbose });
  if (result.code !== 0) {
    throw new StepError(`npm ci failed (exit code ${result.code}).`, {
      output: withoutUsage(result.output),
      remedy: remedyFor(result.output),
    });
  }
  writeFileSync(stampPath(root), stampOf(root));
}

/**
 * npm's own script: the one that runs us, or the one that belongs to this Node.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [execPath]
 * @returns {string | undefined}
 */
export function findNpm(env = process.env, execPath = process.execPath) {
  // pnpm and yarn set npm_execpath to themselves.
  if (env.npm_execpath && basename(env.npm_execpath) === 'npm-cli.js' && existsSync(env.npm_execpath))
    return env.npm_execpath;
  const folders = [...new Set([dirname(execPath), dirname(existsSync(execPath) ? realpathSync(execPath) : execPath)])];
  const beside = folders.flatMap((folder) => [
    join(folder, 'node_modules/npm/bin/npm-cli.js'),
    join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(folder, '../share/nodejs/npm/bin/npm-cli.js'),
  ]);
  // A link named npm leads to npm-cli.js; on Windows, npm.cmd stands beside its node_modules.
  const onPath = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  const linked = onPath
    .map((folder) => join(folder, 'npm'))
    .filter(existsSync)
    .map((file) => realpathSync(file));
  return [...beside, ...linked, ...onPath.map((folder) => join(folder, 'node_modules/npm/bin/npm-cli.js'))].find(
    (file) => basename(file) === 'npm-cli.js' && existsSync(file),
  );
}

/**
 * Headers that came with Node, if any, spare a download to a package that must be compiled.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [execPath]
 */
export function npmEnvironment(env, execPath = process.execPath) {
  const prefix = dirname(dirname(execPath));
  const hasHeaders = existsSync(join(prefix, 'include', 'node'));
  return hasHeaders && !env.npm_config_nodedir ? { ...env, npm_config_nodedir: prefix } : env;
}

/** @type {[RegExp, string][]} */
const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH/,
    'The package registry was not reached: check the network, a proxy (`npm config get proxy`) and `npm config get registry`, then run the command again.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/,
    'The registry’s certificate is not trusted: tell npm your authority with `npm config set cafile FILE`, then run the command again.',
  ],
  [
    /\bE40[134]\b/,
    'The registry refused or lacks a package: check `npm config get registry`, then run the command again.',
  ],
  [/EINTEGRITY/, 'A download was damaged: run `npm cache verify`, then the command again.'],
  [/EUSAGE/, 'package.json and package-lock.json do not fit each other: run `npm install`, and commit the lock file.'],
  [/ENOSPC/, 'The disk is full: make room, then run the command again.'],
  [
    /EBUSY|ENOTEMPTY/,
    'A file in node_modules is in use: close the app and editors that use it, then run the command again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'node_modules or npm’s cache cannot be written by you: check who owns them, then run the command again.',
  ],
];

/** @param {string} output */
export const remedyFor = (output) =>
  remedies.find(([pattern]) => pattern.test(output))?.[1] ??
  'Run it again with --verbose to see all that npm says, or run `npm ci` yourself.';

/**
 * npm explains all its options when the lock file does not fit; that is not what the user needs to read.
 * @param {string} output
 */
const withoutUsage = (output) =>
  output.replace(/\n[^\n]*\n[^\n]*Clean install a project[\s\S]*?(?=\n[^\n]*complete log|$)/, '');

/**
 * What must be true for an install to be still good. node_modules that was copied from another platform is not.
 * @param {string} root
 */
function stampOf(root) {
  const hashes = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) =>
    createHash('sha256')
      .update(readText(join(root, file)) ?? '')
      .digest('hex'),
  );
  return [...hashes, process.platform, process.arch, ''].join('\n');
}

/** @param {string} root */
function directDependencies(root) {
  const { dependencies = {}, devDependencies = {} } = packageJson(root);
  return Object.keys({ ...dependencies, ...devDependencies });
}

/** @param {string} path e.g. node_modules/a/node_modules/@b/c */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readText(file) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
