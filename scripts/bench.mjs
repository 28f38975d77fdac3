// `npm run bench`: runs test/bench/*.ts, each in a process of its own, one after the other. A benchmark prints its own
// table, or with --json its own line of JSON; what this script says goes to stderr.
import { benchNames, bundleBench } from './bench/bundle.mjs';
import { parseFlags, unknown, withUsage } from './flags.mjs';
import { run } from './process.mjs';
import { projectRoot } from './project.mjs';
import { setUp } from './setup.mjs';
import { runMain, say } from './steps.mjs';

const help = `Usage: npm run bench [-- OPTIONS] [NAME…]

Runs the benchmarks in test/bench, or those named.

  --list      name them, run none
  --json      let each print a line of JSON instead of a table
  --quick     let those that take minutes take a tenth of it
  --rounds N  let those that can measure N times and print medians
  --only TEXT let those that compare things measure only those with TEXT in their names
  --verbose   show what npm and the build say
  --help      show this
`;

async function main() {
  const { values, positionals } = parseFlags(
    process.argv.slice(2),
    {
      list: { type: 'boolean' },
      json: { type: 'boolean' },
      quick: { type: 'boolean' },
      rounds: { type: 'string' },
      only: { type: 'string' },
      verbose: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    { allowPositionals: true },
  );
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const names = benchNames(projectRoot);
  const stranger = positionals.find((name) => !names.includes(name));
  if (stranger) throw unknown(stranger, names, 'benchmark');
  if (values.list) {
    for (const name of names) console.log(name);
    return 0;
  }
  await setUp({ verbose: Boolean(values.verbose) });
  const failed = [];
  for (const name of positionals.length > 0 ? positionals : names) {
    if (!(await runBench(name, passedOn(values)))) failed.push(name);
  }
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}.`);
  return failed.length > 0 ? 1 : 0;
}

/**
 * The options that are for the benchmarks themselves.
 * @param {Record<string, any>} values
 * @returns {string[]}
 */
function passedOn({ json, quick, rounds, only }) {
  return [
    ...(json ? ['--json'] : []),
    ...(quick ? ['--quick'] : []),
    ...(rounds === undefined ? [] : ['--rounds', rounds]),
    ...(only === undefined ? [] : ['--only', only]),
  ];
}

/**
 * @param {string} name
 * @param {string[]} options
 */
async function runBench(name, options) {
  say(`━━ ${name}`);
  const file = await bundleBench(projectRoot, name);
  const args = ['--enable-source-maps', '--expose-gc', file, ...options];
  const { code } = await run(process.execPath, args, { cwd: projectRoot, show: true });
  return code === 0;
}

await runMain(() => withUsage('npm run bench', main));
