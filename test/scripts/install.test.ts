import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { difference, findNpm, installReason, npmEnvironment, remedyFor } from '../../scripts/setup/install.mjs';
import { nodeVersionProblem } from '../../scripts/setup/node-version.mjs';
import { folderWith, put } from './folder';

const a = { version: '1.0.0', integrity: 'sha512-a' };
const packages = { '': { version: '0.1.0' }, 'node_modules/a': a };

/** A project with one dependency, as a developer's own `npm ci` leaves it. */
const installed = {
  'package.json': { dependencies: { a: '1.0.0' } },
  'package-lock.json': { packages },
  'node_modules/.package-lock.json': { packages: { 'node_modules/a': a } },
  'node_modules/a/package.json': {},
};

test('a fresh clone is installed', () => {
  const root = folderWith({ 'package.json': {}, 'package-lock.json': { packages } });
  expect(installReason(root)).toBe('nothing is installed yet');
});

test('an install that npm recorded is good, whoever ran it, and is stamped', () => {
  const root = folderWith(installed);
  expect(installReason(root)).toBeUndefined();
  expect(existsSync(join(root, 'node_modules/.viberot-lock'))).toBe(true);
  expect(installReason(root)).toBeUndefined();
});

test('a new lock file, a lost package and an interrupted install are noticed in spite of the stamp', () => {
  const root = folderWith(installed);
  installReason(root);
  put(root, 'package-lock.json', { packages: { ...packages, 'node_modules/a': { ...a, version: '1.0.1' } } });
  expect(installReason(root)).toBe('a is 1.0.0, not 1.0.1');
  put(root, 'package-lock.json', { packages });
  rmSync(join(root, 'node_modules/.package-lock.json'));
  expect(installReason(root)).toBe('the last install did not finish');
  rmSync(join(root, 'node_modules/a'), { recursive: true });
  expect(installReason(root)).toBe('a is missing');
});

test.each([
  ['the same', packages, packages, undefined],
  ['no record', packages, undefined, 'the last install did not finish'],
  ['one too few', { ...packages, 'node_modules/a/node_modules/@b/c': a }, packages, '@b/c is missing'],
  ['one for another platform', { ...packages, 'node_modules/d': { ...a, optional: true } }, packages, undefined],
  ['one too many', packages, { ...packages, 'node_modules/e': a }, 'e is not wanted any more'],
])('the lock file and the record compared: %s', (_, wanted, found, reason) => {
  expect(difference({ packages: wanted }, found && { packages: found })).toBe(reason);
});

test('npm is the one that runs us, or the one beside this Node, never pnpm or yarn', () => {
  const root = folderWith({ 'npm/bin/npm-cli.js': '', 'pnpm/pnpm.cjs': '', 'node_modules/npm/bin/npm-cli.js': '' });
  const ours = join(root, 'npm/bin/npm-cli.js');
  const beside = join(root, 'node_modules/npm/bin/npm-cli.js');
  const node = join(root, 'node');
  expect(findNpm({ npm_execpath: ours }, node)).toBe(ours);
  expect(findNpm({ npm_execpath: join(root, 'pnpm/pnpm.cjs') }, node)).toBe(beside);
  expect(findNpm({}, node)).toBe(beside);
  expect(findNpm({ PATH: root }, '/nowhere/bin/node')).toBe(beside);
  expect(findNpm({ PATH: '/nowhere' }, '/nowhere/bin/node')).toBeUndefined();
});

test('npm is told of headers that came with Node, unless the user said where they are', () => {
  const root = folderWith({ 'include/node/node.h': '' });
  expect(npmEnvironment({}, join(root, 'bin/node'))).toEqual({ npm_config_nodedir: root });
  expect(npmEnvironment({ npm_config_nodedir: '/x' }, join(root, 'bin/node'))).toEqual({ npm_config_nodedir: '/x' });
  expect(npmEnvironment({}, '/nowhere/bin/node')).toEqual({});
});

test.each([
  ['npm error code ENOTFOUND', 'check the network'],
  ['npm error code E404', 'npm config get registry'],
  ['npm error code EUSAGE', 'npm install'],
  ['npm error code ENOSPC', 'disk is full'],
  ['npm error something new', '--verbose'],
])('a failed install comes with a remedy: %s', (output, remedy) => {
  expect(remedyFor(output)).toContain(remedy);
});

test.each([
  ['20.19.0', false],
  ['20.18.9', true],
  ['18.20.4', true],
  ['22.3.0', false],
  ['100.0.0', false],
])('Node %s is too old: %s', (version, tooOld) => {
  const problem = nodeVersionProblem(version, '>=20.19');
  expect(Boolean(problem)).toBe(tooOld);
  if (tooOld) expect(problem).toContain(`VibeRot needs Node.js 20.19 or newer; this is ${version}.`);
});
