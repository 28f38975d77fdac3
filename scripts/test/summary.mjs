// The end of `npm test`: one row per stage, every skipped test with its reason, every test that failed or needed a second
// attempt with what it found, and the plain last line.

/**
 * @typedef {import('./reports.mjs').Report} Report
 * @typedef {Report & { name: string, durationMs: number }} StageResult
 */

/**
 * @param {StageResult[]} stages
 * @returns {string} several lines; the last is the one that machines read
 */
export function summary(stages) {
  const skipped = stages.flatMap((stage) => stage.skipped);
  const targets = [...new Set(stages.flatMap((stage) => stage.targets ?? []))];
  return [
    ...table(stages),
    ...(targets.length > 0 ? ['', `End-to-end tests ran against ${targets.join(', ')}.`] : []),
    ...(skipped.length > 0 ? ['', 'Skipped:', ...groupByReason(skipped)] : []),
    ...listed(
      'Passed only at the second attempt:',
      stages.flatMap(({ flaky }) => flaky ?? []),
    ),
    ...listed(
      'Failed:',
      stages.flatMap(({ failures }) => failures ?? []),
    ),
    '',
    lastLine(stages),
  ].join('\n');
}

/**
 * @param {StageResult[]} stages
 * @returns {string} `N passed, N failed`, and `, N skipped` if there are any
 */
export function lastLine(stages) {
  const { passed, failed, skipped } = totals(stages);
  return [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
}

/**
 * @param {StageResult[]} stages
 * @returns {number} 0 only if something ran, and all of it passed
 */
export function exitCode(stages) {
  const { passed, failed } = totals(stages);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** @param {StageResult[]} stages */
const totals = (stages) => ({
  passed: stages.reduce((sum, stage) => sum + stage.passed, 0),
  failed: stages.reduce((sum, stage) => sum + stage.failed, 0),
  skipped: stages.reduce((sum, stage) => sum + stage.skipped.length, 0),
});

/** @param {StageResult[]} stages */
function table(stages) {
  const rows = stages.map(({ name, passed, failed, skipped, durationMs }) => [
    name,
    ...[passed, failed, skipped.length].map(String),
    `${(durationMs / 1000).toFixed(1)} s`,
  ]);
  return [['stage', 'passed', 'failed', 'skipped', 'time'], ...rows].map(([name = '', ...cells]) =>
    [name.padEnd(8), ...cells.map((cell) => cell.padStart(9))].join(''),
  );
}

/** A reason that many tests share is told once, with the tests below it. */
function groupByReason(/** @type {import('./reports.mjs').Skipped[]} */ skipped) {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  return reasons.flatMap((reason) => [
    `  ${reason}:`,
    ...skipped.filter((test) => test.reason === reason).map(({ title }) => `    ${title}`),
  ]);
}

/**
 * @param {string} heading
 * @param {import('./reports.mjs').Failure[]} failures
 */
function listed(heading, failures) {
  const lines = failures.flatMap(({ title, message }) => [
    `  ${title}`,
    ...(message === '' ? [] : message.split('\n').map((line) => `    ${line}`)),
  ]);
  return lines.length > 0 ? ['', heading, ...lines] : [];
}
