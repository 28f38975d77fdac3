// Progress that fits on one line per step, on stderr, so that stdout stays with the program that is started.

/** A step failed for a reason that the user can do something about: no stack trace, but a remedy. */
export class StepError extends Error {
  /**
   * @param {string} message
   * @param {{ remedy?: string | undefined, output?: string | undefined }} [more] output: what the failing program said
   */
  constructor(message, { remedy, output } = {}) {
    super(message);
    this.name = 'StepError';
    this.remedy = remedy;
    this.output = output;
  }
}

/**
 * Shows that something takes its time: `Installing packages … 12 s`, in place on a terminal.
 * With `verbose` the program's own output follows, so the label gets a line of its own.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {{ verbose?: boolean, out?: NodeJS.WritableStream & { isTTY?: boolean } }} [options]
 * @returns {Promise<T>}
 */
export async function step(label, work, { verbose = false, out = process.stderr } = {}) {
  const startMs = Date.now();
  const inPlace = Boolean(out.isTTY) && !verbose;
  out.write(`${label} …${verbose ? '\n' : ' '}`);
  const ticker = inPlace && setInterval(() => out.write(`\r${label} … ${seconds(startMs, 0)} `), 1000);
  let outcome = 'failed after ';
  try {
    const result = await work();
    outcome = '';
    return result;
  } finally {
    if (ticker) clearInterval(ticker);
    const start = inPlace ? `\r${label} … ` : verbose ? `${label}: ` : '';
    out.write(`${start}${outcome}${seconds(startMs)}\n`);
  }
}

/** @param {string} line */
export const say = (line) => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs a script's main function: what a step could not do is told in plain words and ends with exit code 1.
 * @param {() => Promise<number>} main returns the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    tell(error);
    process.exitCode = 1;
  }
}

/**
 * What went wrong, and what to do about it, after all that the failing program said.
 * @param {StepError} error
 */
export function tell({ message, remedy, output }) {
  if (output) say(`\n${output.trimEnd()}\n`);
  say(message);
  if (remedy) say(remedy);
}

/**
 * @param {number} startMs
 * @param {number} [digits]
 */
export const seconds = (startMs, digits = 1) => `${((Date.now() - startMs) / 1000).toFixed(digits)} s`;
