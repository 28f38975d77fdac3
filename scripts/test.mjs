// `npm test`: makes the checkout ready, then runs every stage, whatever became of the one before, and sums up.
// `npm test -- unit store` runs one stage, and only what its tool finds by the filter.
import { unknown, withUsage } from './flags.mjs';
import { projectRoot } from './project.mjs';
import { setUp } from './setup.mjs';
import { runMain, StepError, say, seconds, tell } from './steps.mjs';
import { brokenRun } from './test/reports.mjs';
import { stages } from './test/stages.mjs';
import { exitCode, summary } from './test/summary.mjs';

/** @typedef {import('./test/summary.mjs').StageResult} StageResult */

const help = `Usage: npm test [-- STAGE [FILTER…]]

Stages: ${stages.map(({ name }) => name).join(', ')}. Without one, all are run.
Filters go to the stage's tool: paths for lint, file names or -t NAME for unit,
file names or -g NAME or --project=NAME for e2e.
`;

async function main() {
  const [wanted, ...filter] = process.argv.slice(2);
  if (wanted === '--help' || wanted === '-h') {
    process.stdout.write(help);
    return 0;
  }
  const chosen = wanted ? stages.filter(({ name }) => name === wanted) : stages;
  if (wanted && chosen.length === 0)
    throw unknown(
      wanted,
      stages.map(({ name }) => name),
      'stage',
    );

  /** @type {StageResult[]} */
  const results = [];
  // Without packages there is nothing to run; a build that fails leaves the other checks to say why.
  if (await prepare(results, { app: false })) {
    if (chosen.some(({ needsApp }) => needsApp)) await prepare(results, { app: true });
    for (const stage of chosen) results.push(await runStage(stage, filter));
  }
  console.log(`\n${summary(results)}`);
  return exitCode(results);
}

/**
 * A set-up that fails counts as one failed test.
 * @param {StageResult[]} results
 * @param {{ app: boolean }} what
 * @returns {Promise<boolean>} whether it worked
 */
async function prepare(results, { app }) {
  const startMs = Date.now();
  try {
    await setUp({ forTests: true, app });
    return true;
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    tell(error);
    results.push({ ...brokenRun, name: 'set-up', durationMs: Date.now() - startMs });
    return false;
  }
}

/**
 * @param {import('./test/stages.mjs').Stage} stage
 * @param {string[]} filter
 * @returns {Promise<StageResult>}
 */
async function runStage({ name, title, run }, filter) {
  const startMs = Date.now();
  say(`\n━━ ${title}`);
  const report = await run(projectRoot, filter);
  say(`━━ ${name}: ${report.failed > 0 ? 'failed' : 'done'} after ${seconds(startMs)}`);
  return { ...report, name, durationMs: Date.now() - startMs };
}

await runMain(() => withUsage('npm test', main));
