// shell, dialog, Notification and nativeTheme: the desktop around the app. All but the theme is only recorded.
const { record } = require('./record.cjs');
const { Emitter, strict } = require('./strict.cjs');
const { BrowserWindow, windowEvents } = require('./windows.cjs');

const shell = strict('shell', {
  async openExternal(url) {
    record('open-external', url);
  },
  async openPath(path) {
    record('open-path', path);
    return ''; // Electron's word for success.
  },
  showItemInFolder(path) {
    record('show-item', path);
  },
});

const dialog = strict('dialog', {
  /** Answers as if the user had pressed Escape; a test may put its own function here. */
  async showMessageBox(...args) {
    const options = args.at(-1);
    record('message-box', options);
    return { response: options.cancelId ?? 0, checkboxChecked: false };
  },
  showErrorBox(title, content) {
    record('error-box', { title, content });
  },
});

/** Every notification shown, for tests to `emit('click')` on. */
const notifications = [];

class Notification extends Emitter {
  constructor(options = {}) {
    super('Notification', ['show', 'click', 'close', 'failed']);
    Object.assign(this, { title: '', body: '' }, options);
  }

  static isSupported() {
    return true;
  }

  show() {
    record('notification', { title: this.title, body: this.body, silent: this.silent ?? false });
    notifications.push(this);
    setImmediate(() => this.emit('show'));
  }

  close() {
    this.emit('close');
  }
}

let themeSource = 'system';
let isSystemDark = false;

class NativeTheme extends Emitter {
  constructor() {
    super('nativeTheme', ['updated']);
  }

  get shouldUseDarkColors() {
    return themeSource === 'system' ? isSystemDark : themeSource === 'dark';
  }

  get themeSource() {
    return themeSource;
  }

  set themeSource(source) {
    themeSource = source;
    BrowserWindow.getAllWindows().forEach(applyTheme);
    this.emit('updated');
  }
}

const nativeTheme = strict('nativeTheme', new NativeTheme());

/** An empty value leaves the choice to Chromium, or to Playwright's `colorScheme`. */
function applyTheme({ webContents }) {
  const value = themeSource === 'system' ? '' : themeSource;
  const media = { features: [{ name: 'prefers-color-scheme', value }] };
  webContents.cdp('Emulation.setEmulatedMedia', media).catch(() => {});
}

windowEvents.on('opened', (window) => {
  if (themeSource !== 'system') applyTheme(window);
});

/** For tests: the desktop turns dark or light. */
function setSystemDark(isDark) {
  isSystemDark = isDark;
  nativeTheme.emit('updated');
}

module.exports = { Notification, dialog, nativeTheme, notifications, setSystemDark, shell };
