// BrowserWindow, and `webContents` as far as Playwright asks for it.
const { EventEmitter } = require('node:events');
const { resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const { record } = require('./record.cjs');
const { Emitter, isPrevented, notImplemented, preventableEvent } = require('./strict.cjs');
const { WebContents } = require('./web-contents.cjs');

const events = [
  ...['ready-to-show', 'close', 'closed', 'show', 'hide', 'focus', 'blur', 'minimize', 'restore', 'move', 'resize'],
  'page-title-updated',
];
/** What the page would have if these were granted, the stand-in cannot give. */
const unsafePreferences = { contextIsolation: false, sandbox: false, webSecurity: false, nodeIntegration: true };

const windows = new Map();
/** For the stand-in itself: `opened`, `all-closed`. */
const windowEvents = new EventEmitter();
let chromium;
let appPath;
let focused = null;

class BrowserWindow extends Emitter {
  #bounds;
  #title;
  #pageTitle = '';
  #isVisible;
  #isMinimized = false;
  #isOnAllWorkspaces = false;
  #isOnTop;
  #isFocusable;
  #hasFrame;

  constructor(options = {}) {
    super('BrowserWindow', events);
    if (!chromium) throw new Error('Cannot create BrowserWindow before app is ready');
    const { x = 0, y = 0, width = 800, height = 600, title = '', show = true, webPreferences = {} } = options;
    for (const [name, value] of Object.entries(unsafePreferences)) {
      if (webPreferences[name] === value) throw notImplemented(`BrowserWindow with ${name}: ${value}`);
    }
    this.#bounds = { x, y, width, height };
    this.#title = title;
    this.#isVisible = show;
    this.#isOnTop = options.alwaysOnTop ?? false;
    this.#isFocusable = options.focusable ?? true;
    this.#hasFrame = options.frame ?? true;
    record('window', { title, ...looksOf(options) });
    this.webContents = new WebContents(chromium, this, this.#bounds, webPreferences);
    this.id = this.webContents.id;
    if (!this.#hasFrame) this.#resizePage().catch(() => {});
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    windows.set(this.id, this);
    windowEvents.emit('opened', this);
    if (show) focused = this;
  }

  static getAllWindows() {
    return [...windows.values()];
  }

  static getFocusedWindow() {
    return focused;
  }

  static fromWebContents(contents) {
    return contents?.window ?? null;
  }

  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  loadFile(path, { hash, search } = {}) {
    const url = pathToFileURL(resolve(appPath, path));
    if (hash) url.hash = hash;
    if (search) url.search = search;
    return this.loadURL(url.href);
  }

  show() {
    if (!this.#isVisible) {
      this.#isVisible = true;
      this.emit('show');
    }
    this.focus();
  }

  showInactive() {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.emit('show');
  }

  hide() {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.emit('hide');
    this.#blur();
  }

  isVisible() {
    return this.#isVisible && !this.isDestroyed();
  }

  focus() {
    if (focused === this || !this.isVisible() || !this.#isFocusable) return;
    focused?.emit('blur');
    focused = this;
    this.emit('focus');
    this.webContents.cdp('Page.bringToFront').catch(() => {});
  }

  isFocused() {
    return focused === this;
  }

  isAlwaysOnTop() {
    return this.#isOnTop;
  }

  isFocusable() {
    return this.#isFocusable;
  }

  /** Recorded only: there is one workspace. */
  setVisibleOnAllWorkspaces(visible) {
    this.#isOnAllWorkspaces = visible;
  }

  isVisibleOnAllWorkspaces() {
    return this.#isOnAllWorkspaces;
  }

  /** Recorded only: there is no mouse. */
  setIgnoreMouseEvents(ignore) {
    record('ignore-mouse-events', { title: this.#title, ignore });
  }

  /** Recorded only: a page without a screen has nowhere to go. */
  minimize() {
    this.#isMinimized = true;
    this.emit('minimize');
    this.#blur();
  }

  isMinimized() {
    return this.#isMinimized;
  }

  restore() {
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    this.emit('restore');
  }

  getBounds() {
    return { ...this.#bounds };
  }

  /** There is no screen to be maximized on. */
  getNormalBounds() {
    return this.getBounds();
  }

  setBounds(bounds) {
    const { x, y, width, height } = this.#bounds;
    Object.assign(this.#bounds, bounds);
    if (x !== this.#bounds.x || y !== this.#bounds.y) this.emit('move');
    if (width === this.#bounds.width && height === this.#bounds.height) return;
    this.#resizePage().catch(() => {});
    this.emit('resize');
  }

  getTitle() {
    return this.#title;
  }

  setTitle(title) {
    this.#title = title;
  }

  /** For the stand-in itself: the page has another title. */
  followPage(title) {
    if (title !== this.#pageTitle && !isPrevented(this, 'page-title-updated', title, true)) this.#title = title;
    this.#pageTitle = title;
  }

  /** Asks the app, then the page. */
  close() {
    if (this.isDestroyed() || isPrevented(this, 'close')) return;
    this.webContents.unload();
  }

  /** Does not ask. */
  destroy() {
    if (this.isDestroyed()) return;
    windows.delete(this.id);
    this.#blur();
    this.webContents.destroy();
    this.emit('closed');
    if (windows.size === 0) windowEvents.emit('all-closed');
  }

  isDestroyed() {
    return this.webContents.isDestroyed();
  }

  #blur() {
    if (focused !== this) return;
    focused = null;
    this.emit('blur');
  }

  async #resizePage() {
    await this.webContents.opened;
    if (!this.#hasFrame) {
      // A window of Chromium has a frame; what counts for one without is the size of its page.
      const { width, height } = this.#bounds;
      await this.webContents.cdp('Emulation.setDeviceMetricsOverride', {
        ...{ width, height, deviceScaleFactor: 0, mobile: false },
      });
      return;
    }
    const { targetId } = this.webContents;
    const { windowId } = await chromium.send('Browser.getWindowForTarget', { targetId });
    const { x: left, y: top, width, height } = this.#bounds;
    await chromium.send('Browser.setWindowBounds', { windowId, bounds: { left, top, width, height } });
  }
}

/** What only a screen would show. */
function looksOf({ frame = true, transparent = false, skipTaskbar = false, hasShadow = true, backgroundColor }) {
  return { frame, transparent, skipTaskbar, hasShadow, backgroundColor };
}

/** When the app quits; pages are not asked. Returns false if the app keeps the window, for example to hide it in the tray. */
function closeUnlessPrevented(window) {
  if (window.isDestroyed()) return true;
  if (isPrevented(window, 'close')) return false;
  window.destroy();
  return true;
}

const byTarget = (targetId) => BrowserWindow.getAllWindows().find((window) => window.webContents.targetId === targetId);

/** For the stand-in itself: from now on windows can be made. */
function allowWindows(startedChromium, path) {
  chromium = startedChromium;
  appPath = path;
  // The page closed itself, or Playwright did.
  chromium.on('Target.targetDestroyed', ({ targetId }) => byTarget(targetId)?.destroy());
  chromium.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title, url } }) => {
    // Chromium calls a page without a title by its address.
    if (title !== '' && !url.includes(title)) byTarget(targetId)?.followPage(title);
  });
  chromium.on('Browser.downloadWillBegin', ({ frameId, url }) => {
    const contents = byTarget(frameId)?.webContents;
    const event = preventableEvent();
    contents?.session.emit('will-download', event, { getURL: () => url }, contents);
    if (contents && !event.defaultPrevented) throw notImplemented('a download that is not prevented');
  });
}

const webContents = {
  fromDevToolsTargetId: (targetId) => byTarget(targetId)?.webContents,
};

module.exports = { BrowserWindow, allowWindows, closeUnlessPrevented, webContents, windowEvents };
