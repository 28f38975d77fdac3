// What the test runners' JSON reports say, in one shape: counts, and for every test that was not run, why.
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ title: string, reason: string }} Skipped
 * @typedef {{ title: string, message: string }} Failure
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed
 * @property {Skipped[]} skipped
 * @property {Failure[]} [failures] the tests that failed, as far as they have names, and what they found
 * @property {Failure[]} [flaky] those that passed only at the second attempt, and what the first one found
 * @property {string[]} [targets] what the end-to-end tests ran against
 */

const noReason = 'no reason given';

/** A runner that failed without naming a test has failed as one test. */
export const brokenRun = Object.freeze({ passed: 0, failed: 1, skipped: [] });

/**
 * A run in which something broke, but no test failed, must not count as a good one.
 * @param {Report} report
 * @param {number} exitCode
 * @returns {Report}
 */
export const withExitCode = (report, exitCode) =>
  exitCode !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;

/**
 * @param {any} json vitest's report, with our `meta.skipReason`
 * @param {string} root
 * @returns {Report}
 */
export function readVitest(json, root) {
  const report = emptyReport();
  for (const file of json.testResults) {
    const failedBefore = report.failed;
    for (const { status, fullName, meta, failureMessages = [] } of file.assertionResults) {
      const title = `${relative(root, file.name)}: ${fullName.trim()}`;
      const failure = { title, message: plainText(failureMessages[0]) };
      if (meta?.flaky) report.flaky.push(failure);
      if (status === 'passed') report.passed += 1;
      else if (status === 'failed') {
        report.failed += 1;
        report.failures.push(failure);
      } else {
        report.skipped.push({ title, reason: status === 'todo' ? 'not written yet' : (meta?.skipReason ?? noReason) });
      }
    }
    // The file did not load, or a hook failed.
    if (file.status === 'failed' && report.failed === failedBefore) {
      report.failed += 1;
      report.failures.push({ title: relative(root, file.name), message: plainText(file.message) });
    }
  }
  return report;
}

/**
 * @param {any} json Playwright's report
 * @returns {Report}
 */
export function readPlaywright(json) {
  const report = emptyReport();
  const targets = new Set(projectTargets(json));
  for (const { title, file, test } of testsIn(json.suites)) {
    for (const { type, description } of test.annotations) {
      if (type === 'target') targets.add(`${test.projectName}: ${description}`);
    }
    const name = `[${test.projectName}] ${file}: ${title}`;
    const failure = { title: name, message: plainText(test.results[0]?.error?.message) };
    if (test.status === 'flaky') report.flaky.push(failure);
    if (test.status === 'unexpected') {
      report.failed += 1;
      report.failures.push(failure);
    } else if (test.status !== 'skipped') report.passed += 1;
    else report.skipped.push({ title: name, reason: skipReason(test) });
  }
  if (json.errors?.length > 0 && report.failed === 0) report.failed = 1;
  return { ...report, targets: [...targets] };
}

/**
 * The tests that a run would have had, none of which was run.
 * @param {any} json the report of `playwright test --list`
 * @param {string} reason
 * @returns {Report}
 */
export function notRun(json, reason) {
  const skipped = testsIn(json.suites).map(({ title, file, test }) => ({
    title: `[${test.projectName}] ${file}: ${title}`,
    reason,
  }));
  return { ...emptyReport(), skipped };
}

/**
 * @param {Report[]} reports
 * @returns {Report}
 */
export const sum = (reports) => ({
  passed: reports.reduce((total, { passed }) => total + passed, 0),
  failed: reports.reduce((total, { failed }) => total + failed, 0),
  skipped: reports.flatMap(({ skipped }) => skipped),
  failures: reports.flatMap(({ failures }) => failures ?? []),
  flaky: reports.flatMap(({ flaky }) => flaky ?? []),
  targets: reports.flatMap(({ targets }) => targets ?? []),
});

/** @returns {Required<Report>} */
const emptyReport = () => ({ passed: 0, failed: 0, skipped: [], failures: [], flaky: [], targets: [] });

const longestMessageLines = 20;

/**
 * The beginning of an error's message, without colours.
 * @param {string | undefined} message
 */
function plainText(message = '') {
  return stripVTControlCharacters(message).trim().split('\n').slice(0, longestMessageLines).join('\n');
}

/**
 * @param {any[]} suites
 * @param {string[]} titles
 * @returns {{ title: string, file: string, test: any }[]}
 */
function testsIn(suites, titles = []) {
  return (suites ?? []).flatMap((suite) => {
    const path = suite.title === suite.file ? titles : [...titles, suite.title];
    const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ test) => ({
        title: [...path, spec.title].join(' › '),
        file: spec.file,
        test,
      })),
    );
    return [...own, ...testsIn(suite.suites, path)];
  });
}

/**
 * A project says in its metadata what it runs against: `metadata: { target: 'stand-in' }`.
 * @param {any} json
 * @returns {string[]}
 */
const projectTargets = (json) =>
  (json.config?.projects ?? [])
    .filter((/** @type {any} */ project) => project.metadata?.target)
    .map((/** @type {any} */ project) => `${project.name}: ${project.metadata.target}`);

/** @param {any} test */
function skipReason({ annotations, results }) {
  const skip = annotations.find((/** @type {any} */ { type }) => type === 'skip' || type === 'fixme');
  if (skip) return skip.description ?? noReason;
  return results.length === 0 ? 'the run did not get that far' : noReason;
}
