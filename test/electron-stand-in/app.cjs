// app: the life of the application from start to quit, its names and its folders.
const { homedir, tmpdir } = require('node:os');
const { join } = require('node:path');
const { Chromium } = require('./chromium.cjs');
const { setRole } = require('./menus.cjs');
const { startServer } = require('./protocol.cjs');
const { requestLock } = require('./single-instance.cjs');
const { Emitter, isPrevented, strict } = require('./strict.cjs');
const { BrowserWindow, allowWindows, closeUnlessPrevented, windowEvents } = require('./windows.cjs');

const events = [
  'ready',
  'activate',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'browser-window-created',
  'select-client-certificate',
];

let start = { appPath: process.cwd(), manifest: {}, switches: [], appArguments: [] };
const addedSwitches = [];
const paths = {};
let name;
let chromium;
let isReady = false;
let isQuitting = false;
let isExiting = false;
let markReady;
const ready = new Promise((resolve) => {
  markReady = resolve;
});

// Chromium, and so `commandLine`, sees all arguments: those for the app as well.
const allSwitches = () => [...start.switches, ...start.appArguments, ...addedSwitches];
const switchValue = (key) => {
  const prefix = `--${key}=`;
  return allSwitches()
    .findLast((text) => text.startsWith(prefix))
    ?.slice(prefix.length);
};

const commandLine = strict('app.commandLine', {
  appendSwitch: (key, value) => void addedSwitches.push(value ? `--${key}=${value}` : `--${key}`),
  hasSwitch: (key) => allSwitches().includes(`--${key}`) || switchValue(key) !== undefined,
  getSwitchValue: (key) => switchValue(key) ?? '',
});

class App extends Emitter {
  commandLine = commandLine;
  isPackaged = false;

  constructor() {
    super('app', events);
  }

  whenReady() {
    return ready;
  }

  isReady() {
    return isReady;
  }

  getName() {
    return name ?? start.manifest.productName ?? start.manifest.name ?? 'Electron';
  }

  setName(newName) {
    name = newName;
  }

  getVersion() {
    return start.manifest.version ?? '0.0.0';
  }

  getAppPath() {
    return start.appPath;
  }

  getPath(key) {
    const path = paths[key] ?? defaultPath(key);
    if (!path) throw new Error(`Failed to get '${key}' path`);
    return path;
  }

  setPath(key, path) {
    paths[key] = path;
  }

  requestSingleInstanceLock(additionalData = {}) {
    return requestLock(this.getPath('userData'), additionalData, ({ argv, cwd, additionalData: data }) =>
      app.emit('second-instance', {}, argv, cwd, data),
    );
  }

  setAppUserModelId() {}

  focus() {
    BrowserWindow.getAllWindows().at(0)?.focus();
  }

  quit() {
    if (isQuitting || isPrevented(app, 'before-quit')) return;
    isQuitting = true;
    isQuitting = BrowserWindow.getAllWindows().every(closeUnlessPrevented) && !isPrevented(app, 'will-quit');
    if (isQuitting) app.exit(0);
  }

  exit(code = 0) {
    if (isExiting) return;
    isExiting = true;
    isQuitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.emit('quit', {}, code);
    Promise.resolve(chromium?.close()).finally(() => process.exit(code));
  }
}

// `dock` is undefined everywhere but on macOS.
const app = strict('app', new App(), ['dock']);

function defaultPath(key) {
  const home = homedir();
  const appData =
    process.platform === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : (process.env.XDG_CONFIG_HOME ?? join(home, '.config'));
  const userData = paths.userData ?? switchValue('user-data-dir') ?? join(appData, app.getName());
  const known = {
    home,
    appData,
    userData,
    sessionData: userData,
    temp: tmpdir(),
    exe: process.argv[0],
    logs: join(userData, 'logs'),
    crashDumps: join(userData, 'Crashpad'),
  };
  return known[key];
}

/** For boot.cjs, before the app's main module. */
function begin(options) {
  start = options;
}

/** For boot.cjs, after the app's main module: opens Chromium and emits `ready`. */
async function becomeReady() {
  await startServer();
  chromium = new Chromium([...start.switches, ...addedSwitches]);
  // Whatever ends this process, Chromium ends with it.
  process.once('exit', () => chromium.kill());
  chromium.once('gone', () => {
    if (isExiting) return;
    console.error('stand-in: Chromium ended by itself');
    process.exit(1);
  });
  await chromium.send('Target.setDiscoverTargets', { discover: true });
  allowWindows(chromium, start.appPath);
  isReady = true;
  app.emit('ready', {}, {});
  markReady();
}

windowEvents.on('opened', (window) => app.emit('browser-window-created', {}, window));
windowEvents.on('all-closed', () => {
  if (isQuitting) return;
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
});
setRole('quit', () => app.quit());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => app.quit());

module.exports = { app, becomeReady, begin, profile: () => chromium?.profile };
