// The one check that must also work on a Node that is too old: nothing newer than Node 16 in the modules that the
// scripts load before it.

/**
 * @param {string} version e.g. '20.19.1'
 * @param {string} range e.g. '>=20.19', as in package.json's "engines"
 */
export function nodeIsNewEnough(version, range) {
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(range);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/**
 * @param {string} version
 * @param {string} range
 * @returns {string | undefined} what to tell the user, nothing if all is well
 */
export function nodeVersionProblem(version, range) {
  if (nodeIsNewEnough(version, range)) return undefined;
  const least = numbers(range).join('.');
  return [
    `VibeRot needs Node.js ${least} or newer; this is ${version}.`,
    `Get it from https://nodejs.org, or with a version manager (nvm install 22, fnm install 22), and run the command again.`,
  ].join('\n');
}

/** @param {string} text */
const numbers = (text) => (text.match(/\d+/g) || []).map(Number);
