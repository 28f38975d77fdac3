// The stages of `npm test`. Each runs one tool with its output on the terminal, and says what came of it.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.mjs';
import { tools } from '../project.mjs';
import { findHeadlessChromium } from '../setup/system-packages.mjs';
import { electronBinary } from '../start/electron.mjs';
import { brokenRun, notRun, readPlaywright, readVitest, sum, withExitCode } from './reports.mjs';

/**
 * @typedef {import('./reports.mjs').Report} Report
 * @typedef {object} Stage
 * @property {string} name as in `npm test -- NAME`
 * @property {string} title
 * @property {boolean} needsApp whether it runs the built app
 * @property {(root: string, filter: string[]) => Promise<Report>} run
 */

/** @type {Stage[]} */
export const stages = [
  { name: 'lint', title: 'Lint and format (biome check)', needsApp: false, run: lint },
  { name: 'types', title: 'Types (tsc -b)', needsApp: false, run: types },
  { name: 'unit', title: 'Unit and integration tests (vitest)', needsApp: true, run: unit },
  { name: 'e2e', title: 'End-to-end tests (Playwright)', needsApp: true, run: endToEnd },
];

/**
 * @param {string} root
 * @param {string[]} filter
 */
async function lint(root, filter) {
  return asOneTest(await runTool(root, tools.biome, ['check', ...(filter.length > 0 ? filter : ['.'])]));
}

/**
 * @param {string} root
 * @param {string[]} filter
 */
async function types(root, filter) {
  return asOneTest(await runTool(root, tools.typescript, ['-b', ...filter]));
}

/**
 * @param {string} root
 * @param {string[]} filter
 */
async function unit(root, filter) {
  const reportFile = freshReport(root, 'unit.json');
  const code = await runTool(root, tools.vitest, [
    'run',
    '--reporter=default',
    '--reporter=./scripts/test/vitest-reporter.mjs',
    '--outputFile.json=test-results/unit.json',
    ...filter,
  ]);
  const json = readJson(reportFile);
  return json ? withExitCode(readVitest(json, root), code) : brokenRun;
}

/**
 * @param {string} root
 * @param {string[]} filter
 */
async function endToEnd(root, filter) {
  if (findHeadlessChromium()) return playwright(root, filter);
  const reason = 'Chromium is missing';
  // Real Electron brings its own Chromium; its stand-in and the browser tests need one.
  if (!electronBinary(root, {})) return listOnly(root, filter, reason);
  const browser = await listOnly(root, [...filter, '--project=browser'], reason);
  return sum([await playwright(root, [...filter, '--project=desktop']), browser]);
}

/**
 * @param {string} root
 * @param {string[]} args
 */
async function playwright(root, args) {
  const reportFile = freshReport(root, 'e2e.json');
  const code = await runTool(root, tools.playwright, ['test', ...args]);
  const json = readJson(reportFile);
  return json ? withExitCode(readPlaywright(json), code) : brokenRun;
}

/**
 * @param {string} root
 * @param {string[]} args
 * @param {string} reason
 */
async function listOnly(root, args, reason) {
  console.log(`Not run: ${reason}.`);
  const { output } = await run(process.execPath, [tools.playwright, 'test', '--list', '--reporter=json', ...args], {
    cwd: root,
  });
  try {
    return notRun(JSON.parse(output.slice(output.indexOf('{'))), reason);
  } catch {
    return { passed: 0, failed: 0, skipped: [{ title: 'all end-to-end tests', reason }] };
  }
}

/**
 * @param {string} root
 * @param {string} tool
 * @param {string[]} args
 */
async function runTool(root, tool, args) {
  const { code } = await run(process.execPath, [tool, ...args], { cwd: root, show: true });
  return code;
}

/**
 * @param {number} code
 * @returns {Report}
 */
const asOneTest = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] });

/**
 * The last run's report must not pass for this one's.
 * @param {string} root
 * @param {string} name
 */
function freshReport(root, name) {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, name), { force: true });
  return join(folder, name);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
