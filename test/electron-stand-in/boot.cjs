// Entry of the stand-in: `node [--inspect=0] boot.cjs <the arguments Electron would get>`.
// It maps the module name `electron` to ./electron.cjs and then runs the app's main module.
const Module = require('node:module');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const moduleNames = ['electron', 'electron/main', 'electron/common'];
const apiFile = join(__dirname, 'electron.cjs');
const args = process.argv.slice(2);
const { version } = require('electron/package.json');

if (args.includes('--version') || args.includes('-v')) {
  console.log(`v${version} (stand-in)`);
  process.exit(0);
}

/** `electron [-r file] [--switch…] app [the app's own arguments…]` */
function parseArguments() {
  const requires = [];
  const switches = [];
  const rest = [...args];
  while (rest.length > 0 && rest[0].startsWith('-')) {
    const argument = rest.shift();
    if (argument === '-r' || argument === '--require') requires.push(rest.shift());
    else if (!argument.startsWith('--inspect')) switches.push(argument);
  }
  return { requires, switches, appArguments: rest };
}

/** Where `app` is: a folder with a package.json, or the main module itself. */
function locateApp(argument) {
  const path = resolve(argument);
  if (!statSync(path).isDirectory()) return { appPath: dirname(path), main: path, manifest: {} };
  const manifestFile = join(path, 'package.json');
  const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
  return { appPath: path, main: resolve(path, manifest.main ?? 'index.js'), manifest };
}

/** `require('electron')` and `import 'electron'` both lead to the stand-in. */
function mapElectronModule() {
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = function (name, ...more) {
    return moduleNames.includes(name) ? apiFile : resolveFilename.call(this, name, ...more);
  };
  const hook = `
    const names = ${JSON.stringify(moduleNames)};
    const api = { url: ${JSON.stringify(pathToFileURL(apiFile).href)}, shortCircuit: true };
    export const resolve = (name, context, next) => (names.includes(name) ? api : next(name, context));`;
  Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

function describeProcess() {
  const define = (name, value) => Object.defineProperty(process.versions, name, { value, enumerable: true });
  define('electron', version);
  define('chrome', 'stand-in');
  process.type = 'browser';
  process.resourcesPath = join(__dirname, 'dist', 'resources');
  process.argv = [join(__dirname, 'dist', 'electron'), ...args];
}

async function main() {
  const { requires, switches, appArguments } = parseArguments();
  const location = locateApp(appArguments[0] ?? '.');
  describeProcess();
  mapElectronModule();
  const { __standin: standIn } = require('electron');
  standIn.begin({ ...location, switches, appArguments });
  // Playwright's loader comes in here: it holds the `ready` event back until Playwright is connected.
  for (const file of requires) require(file);
  await import(pathToFileURL(location.main).href);
  await standIn.becomeReady();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
