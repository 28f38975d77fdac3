// The flags of `npm start`.
import { resolve } from 'node:path';
import { parseFlags, UsageError } from '../flags.mjs';

export const help = `Usage: npm start [-- OPTIONS]

Installs and builds what is missing, then opens VibeRot. Where Electron is not
available, the same app is served for a browser on this machine.

  --web              serve for a browser, even if Electron is there
  --port N           port to serve on (default: a free one)
  --no-open          do not open the browser; the address is printed
  --home DIR         keep settings and data in DIR
  --fetch-electron   download Electron now, even if that failed lately
  --verbose          show what npm and the build say
  --help             show this
`;

/** @type {import('node:util').ParseArgsConfig['options']} */
const options = {
  web: { type: 'boolean' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  home: { type: 'string' },
  'fetch-electron': { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/**
 * @typedef {object} StartFlags
 * @property {boolean} web
 * @property {number} [port]
 * @property {boolean} open
 * @property {string} [home] absolute
 * @property {boolean} fetchElectron
 * @property {boolean} verbose
 * @property {boolean} help
 */

/**
 * @param {string[]} args
 * @param {string} [folder] what a relative --home is relative to
 * @returns {StartFlags}
 */
export function parseStartFlags(args, folder = process.cwd()) {
  const { values } = parseFlags(args, options ?? {});
  return {
    web: Boolean(values.web),
    open: !values['no-open'],
    fetchElectron: Boolean(values['fetch-electron']),
    verbose: Boolean(values.verbose),
    help: Boolean(values.help),
    ...(values.port !== undefined && { port: parsePort(values.port) }),
    ...(values.home !== undefined && { home: parseHome(values.home, folder) }),
  };
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port takes a number from 0 (any free port) to 65535, not “${text}”`);
  return port;
}

/**
 * @param {string} text
 * @param {string} folder
 */
function parseHome(text, folder) {
  if (text === '') throw new UsageError('--home takes a folder');
  return resolve(folder, text);
}
