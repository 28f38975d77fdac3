// Command lines, read strictly: what we do not know is refused with a suggestion, never ignored.
import util from 'node:util';
import { nearest } from './suggest.mjs';

/** The user's command line is wrong: exit code 2. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @param {NonNullable<import('node:util').ParseArgsConfig['options']>} options
 * @param {{ allowPositionals?: boolean }} [more]
 * @returns {{ values: Record<string, any>, positionals: string[] }}
 */
export function parseFlags(args, options, { allowPositionals = false } = {}) {
  const known = Object.keys(options);
  const { tokens } = util.parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens ?? []) {
    if (token.kind === 'option' && !known.includes(token.name))
      throw unknown(
        token.rawName,
        known.map((name) => `--${name}`),
      );
    if (token.kind === 'positional' && !allowPositionals) throw new UsageError(`unexpected argument “${token.value}”`);
  }
  try {
    return util.parseArgs({ args, options, strict: true, allowPositionals });
  } catch (error) {
    // The first sentence names the flag and what is wrong with it; the rest is advice for shell experts.
    throw new UsageError(String(/** @type {Error} */ (error).message).split(/\.\s|\n/)[0]);
  }
}

/**
 * @param {string} word
 * @param {string[]} known
 * @param {string} [kind]
 */
export function unknown(word, known, kind = 'option') {
  const near = nearest(word, known);
  return new UsageError(
    `unknown ${kind} “${word}”${near ? `; did you mean ${near}?` : `; known: ${known.join(', ')}`}`,
  );
}

/**
 * Runs a script's command line: a wrong one is told, with the way to help, and ends with exit code 2.
 * @param {string} command as the user types it, for messages
 * @param {() => Promise<number>} main
 * @returns {Promise<number>}
 */
export async function withUsage(command, main) {
  try {
    return await main();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${command}: ${error.message}\n`);
    return 2;
  }
}
