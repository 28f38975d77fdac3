// `npm start`: makes the checkout ready, then opens the desktop app; where there is no Electron, serves the same app
// for a browser.
import { withUsage } from './flags.mjs';
import { handOver } from './process.mjs';
import { projectRoot } from './project.mjs';
import { setUp } from './setup.mjs';
import { electronBinary, fetchElectron, needsNoSandbox, noDisplayReason, recentFailure } from './start/electron.mjs';
import { help, parseStartFlags } from './start/flags.mjs';
import { runMain, say } from './steps.mjs';

/** @typedef {import('./start/flags.mjs').StartFlags} StartFlags */

const fetchTimeoutMs = 120_000;
/** Someone who asks for the download also waits for it. */
const askedFetchTimeoutMs = 900_000;

async function main() {
  // npm runs scripts in the package's folder; a relative --home means the folder where the user typed.
  const typedIn = process.env.npm_lifecycle_event ? process.env.INIT_CWD : undefined;
  const flags = parseStartFlags(process.argv.slice(2), typedIn);
  if (flags.help) {
    process.stdout.write(help);
    return 0;
  }
  await setUp({ verbose: flags.verbose });
  if (flags.web) return serve(flags);
  const { binary, reason } = await findElectron(flags);
  if (binary) return openDesktop(binary, flags);
  say(`Electron is not available here (${reason}); serving the app for a browser instead.`);
  return serve(flags);
}

/**
 * @param {StartFlags} flags
 * @returns {Promise<{ binary?: string | undefined, reason?: string | undefined }>}
 */
async function findElectron({ fetchElectron: asked, verbose }) {
  const noDisplay = noDisplayReason();
  if (noDisplay && !asked) return { reason: noDisplay };
  if (!electronBinary(projectRoot)) {
    const reason =
      (asked ? undefined : remembered()) ??
      (await fetchElectron(projectRoot, { timeoutMs: asked ? askedFetchTimeoutMs : fetchTimeoutMs, verbose }));
    if (reason) return { reason };
  }
  return noDisplay ? { reason: noDisplay } : { binary: electronBinary(projectRoot) };
}

function remembered() {
  const reason = recentFailure(projectRoot);
  return reason && `${reason}; npm start -- --fetch-electron tries again`;
}

/**
 * @param {string} binary
 * @param {StartFlags} flags
 */
async function openDesktop(binary, flags) {
  const sandbox = needsNoSandbox() ? ['--no-sandbox'] : [];
  if (sandbox.length > 0) say('Running as root: Electron is started with --no-sandbox.');
  if (flags.port !== undefined || !flags.open) say('--port and --no-open only mean something together with --web.');
  // Set in the terminals of some editors; it would turn Electron into a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const outcome = await handOver(binary, [...sandbox, projectRoot, ...homeOf(flags)], { cwd: projectRoot, env });
  // 127: it or one of its system libraries is missing. These signals: Chromium found its surroundings unfit.
  const couldNotStart = outcome.code === 127 || ['SIGTRAP', 'SIGABRT', 'SIGILL'].includes(outcome.signal ?? '');
  if (!couldNotStart) return outcome.code;
  const how = outcome.signal ?? (outcome.output || `exit code ${outcome.code}`);
  say(`Electron could not run here (${how}); serving the app for a browser instead.`);
  return serve(flags);
}

/** @param {StartFlags} flags */
async function serve(flags) {
  const args = ['out/main/headless.js', 'serve'];
  if (flags.port !== undefined) args.push('--port', String(flags.port));
  if (!flags.open) args.push('--no-open');
  const { code } = await handOver(process.execPath, [...args, ...homeOf(flags)], { cwd: projectRoot });
  return code;
}

/** @param {StartFlags} flags */
const homeOf = ({ home }) => (home ? ['--home', home] : []);

await runMain(() => withUsage('npm start', main));
