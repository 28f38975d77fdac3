// `npm run build`: the native helper and the app, as far as they are not up to date; `-- --force` builds anyway.
import { parseFlags, withUsage } from './flags.mjs';
import { setUp } from './setup.mjs';
import { runMain, say } from './steps.mjs';

const help = `Usage: npm run build [-- OPTIONS]

  --force     build even if nothing has changed
  --verbose   show what npm and the build say
  --help      show this
`;

async function main() {
  const { values } = parseFlags(process.argv.slice(2), {
    force: { type: 'boolean' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  await setUp({ force: Boolean(values.force), verbose: Boolean(values.verbose) });
  say('The app is built, in out/.');
  return 0;
}

await runMain(() => withUsage('npm run build', main));
