// Puts the files of ./page together into the two scripts that Chromium runs before a document's own.
const { randomUUID } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const sharedFiles = ['codec.cjs', 'outbox.cjs', 'ports.cjs', 'world-bridge.cjs'];
const secret = randomUUID();
const sourceOf = (file) => readFileSync(join(__dirname, 'page', file), 'utf8');

/** A tiny CommonJS: the modules as functions, and a `require` that runs each of them once. */
function bundle(entry, settings, preload = 'undefined') {
  const modules = sharedFiles.map(
    (file) => `${JSON.stringify(`./${file}`)}: (module, require) => {${sourceOf(file)}\n}`,
  );
  // Only the window's own document has a preload, as in Electron; frames inside it do not.
  return `if (window === window.top) (() => {
    const modules = {${modules.join(',\n')}};
    const loaded = new Map();
    const require = (name) => {
      if (!loaded.has(name)) {
        const module = { exports: {} };
        modules[name](module, require);
        loaded.set(name, module.exports);
      }
      return loaded.get(name);
    };
    const settings = ${JSON.stringify(settings)};
    const preload = ${preload};
    (() => {${sourceOf(entry)}\n})();
  })();`;
}

function pageWorldScript() {
  return bundle('page-world.cjs', { secret });
}

function preloadWorldScript({ preload, additionalArguments = [] }) {
  const { platform, arch, env, versions } = process;
  const settings = {
    secret,
    process: {
      platform,
      arch,
      env: { ...env },
      versions: { ...versions },
      argv: [process.argv[0], ...additionalArguments],
    },
  };
  const body = preload && `(require, module, exports, process) => {${readFileSync(preload, 'utf8')}\n}`;
  return bundle('preload-world.cjs', settings, body);
}

module.exports = { pageWorldScript, preloadWorldScript };
