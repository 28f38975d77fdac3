// What the test runners' JSON reports say, in one shape: counts, and for every test that was not run, why.
import { relative } from 'node:path';

/**
 * @typedef {{ title: string, reason: string }} Skipped
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed
 * @property {Skipped[]} skipped
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
    for (const { status, fullName, meta } of file.assertionResults) {
      if (status === 'passed') report.passed += 1;
      else if (status === 'failed') report.failed += 1;
      else {
        const title = `${relative(root, file.name)}: ${fullName.trim()}`;
        report.skipped.push({ title, reason: status === 'todo' ? 'not written yet' : (meta?.skipReason ?? noReason) });
      }
    }
    // The file did not load, or a hook failed.
    if (file.status === 'failed' && report.failed === failedBefore) report.failed += 1;
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
    if (test.status === 'unexpected') report.failed += 1;
    else if (test.status !== 'skipped') report.passed += 1;
    else report.skipped.push({ title: `[${test.projectName}] ${file}: ${title}`, reason: skipReason(test) });
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
  targets: reports.flatMap(({ targets }) => targets ?? []),
});

/** @returns {Report & { targets: string[] }} */
const emptyReport = () => ({ passed: 0, failed: 0, skipped: [], targets: [] });

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
