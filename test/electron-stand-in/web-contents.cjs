// webContents: one page of Chromium, its documents one after another, and the messages to and from its preload.
const codec = require('./page/codec.cjs');
const { fromPage } = require('./ipc.cjs');
const { PageLink } = require('./page-link.cjs');
const { pageWorldScript, preloadWorldScript } = require('./page-scripts.cjs');
const { closedByPage, portToPage, receiveFromPage } = require('./ports.cjs');
const { fromServed, toServed } = require('./protocol.cjs');
const { record } = require('./record.cjs');
const { defaultSession } = require('./session.cjs');
const { Emitter, isPrevented, notImplemented } = require('./strict.cjs');

const events = [
  'console-message',
  'content-bounds-updated',
  'destroyed',
  'did-fail-load',
  'did-finish-load',
  'dom-ready',
  'render-process-gone',
  'will-navigate',
  'will-prevent-unload',
];
const isolatedWorld = 'Electron Isolated Context';
const consoleLevels = { error: 'error', assert: 'error', warning: 'warning', debug: 'debug' };

let lastId = 0;

class WebContents extends Emitter {
  #chromium;
  #window;
  #targetId;
  #sessionId;
  #link;
  #url = '';
  #isDestroyed = false;
  #openHandler;
  /** Until the page that wanted to stay knows whether it may. */
  #staying = Promise.resolve();
  /** Where the page itself wants to go, until the request for it shows up. */
  #wanted;

  id = ++lastId;

  constructor(chromium, window, { width, height }, preferences) {
    super('webContents', events);
    this.#chromium = chromium;
    this.#window = window;
    this.session = preferences.session ?? defaultSession;
    const contents = this;
    this.mainFrame = {
      get url() {
        return contents.getURL();
      },
    };
    this.opened = this.#open({ width, height }, preferences);
    this.opened.catch((error) => {
      if (!this.#isDestroyed) console.error('stand-in: a window could not be opened:', error);
    });
  }

  get window() {
    return this.#window;
  }

  get targetId() {
    return this.#targetId;
  }

  async loadURL(url) {
    await this.opened;
    this.#wanted = undefined;
    const finished = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await this.cdp('Page.navigate', { url: toServed(url, this.session.number) });
    if (errorText) {
      this.emit('did-fail-load', {}, -2, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    await finished;
  }

  reload() {
    this.#staying.then(() => this.cdp('Page.reload')).catch(() => {});
  }

  /** For the stand-in itself: the page may want to stay. */
  unload() {
    this.#staying.then(() => this.cdp('Page.close')).catch(() => {});
  }

  getURL() {
    return this.#url;
  }

  isDestroyed() {
    return this.#isDestroyed;
  }

  /** As if the page had called window.close(). */
  close() {
    this.#window.close();
  }

  send(channel, ...args) {
    this.#link?.send({ kind: 'event', channel, args: codec.encode(args), ports: [] });
  }

  postMessage(channel, message, transfer = []) {
    const link = this.#link;
    if (!link) return; // No document takes it: lost, as in Electron.
    const ports = transfer.map((port) => portToPage(port, link));
    link.send({ kind: 'event', channel, args: codec.encode([message]), ports: ports.map(({ id }) => id) });
    for (const { connect } of ports) connect();
  }

  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }

  async executeJavaScript(expression) {
    const options = { awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await this.cdp('Runtime.evaluate', { expression, ...options });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** For the stand-in itself: a command to this page. */
  async cdp(method, params = {}) {
    if (!this.#sessionId) await this.opened;
    return this.#chromium.send(method, params, this.#sessionId);
  }

  /** For the stand-in itself: the window is gone. */
  destroy() {
    this.#isDestroyed = true;
    this.#setLink(undefined);
    this.opened.then(() => this.#chromium.send('Target.closeTarget', { targetId: this.#targetId })).catch(() => {}); // The page was closed by itself, or Chromium is gone.
    this.emit('destroyed');
  }

  async #open({ width, height }, preferences) {
    const scripts = [
      { source: pageWorldScript() },
      { source: preloadWorldScript(preferences), worldName: isolatedWorld },
    ];
    const browserContextId = await this.session.contextIn(this.#chromium);
    const page = { url: 'about:blank', newWindow: true, width, height, browserContextId };
    this.#targetId = (await this.#chromium.send('Target.createTarget', page)).targetId;
    const attach = { targetId: this.#targetId, flatten: true };
    this.#sessionId = (await this.#chromium.send('Target.attachToTarget', attach)).sessionId;
    this.#listen();
    await Promise.all([
      this.cdp('Page.enable'),
      this.cdp('Runtime.enable'),
      this.cdp('Log.enable'),
      this.cdp('Fetch.enable', { patterns: [{ resourceType: 'Document' }] }),
      this.cdp('Runtime.addBinding', { name: '__standInSend', executionContextName: isolatedWorld }),
      ...scripts.map((script) => this.cdp('Page.addScriptToEvaluateOnNewDocument', script)),
    ]);
  }

  #listen() {
    const on = (method, listener) => this.#chromium.on(`${this.#sessionId}:${method}`, listener);
    on('Runtime.executionContextCreated', ({ context }) => {
      const isOurs = context.name === isolatedWorld && context.auxData.frameId === this.#targetId;
      if (isOurs) this.#setLink(new PageLink({ send: (method, params) => this.cdp(method, params) }, context.id));
    });
    on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#link?.contextId) this.#setLink(undefined);
    });
    on('Runtime.executionContextsCleared', () => this.#setLink(undefined));
    on('Runtime.bindingCalled', ({ executionContextId, payload }) => {
      if (executionContextId === this.#link?.contextId) this.#receive(this.#link, JSON.parse(payload));
    });
    on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    on('Page.loadEventFired', () => this.emit('did-finish-load', {}));
    on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.#targetId) this.#url = fromServed(url);
    });
    on('Page.frameNavigated', ({ frame }) => {
      if (frame.id === this.#targetId) this.#url = fromServed(frame.url);
    });
    on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === this.#targetId) this.#wanted = url;
    });
    on('Page.javascriptDialogOpening', ({ type }) => {
      if (type === 'beforeunload') this.#decideUnload();
    });
    on('Fetch.requestPaused', (paused) => this.#decideNavigation(paused));
    on('Inspector.targetCrashed', () => this.#crashed());
    this.#listenToConsole(on);
  }

  #listenToConsole(on) {
    const emit = (level, message, sourceId = '', lineNumber = 0) =>
      this.emit('console-message', { level, message, lineNumber, sourceId, frame: this.mainFrame });
    on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const frame = stackTrace?.callFrames[0];
      const text = args.map((arg) => arg.value ?? arg.description ?? arg.unserializableValue).join(' ');
      emit(consoleLevels[type] ?? 'info', text, frame?.url, frame?.lineNumber);
    });
    on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, url, lineNumber } }) =>
      emit('error', `${text} ${exception?.description ?? ''}`, url, lineNumber),
    );
    on('Log.entryAdded', ({ entry: { level, text, url, lineNumber } }) =>
      emit(consoleLevels[level] ?? 'info', text, url, lineNumber),
    );
  }

  /** Every request for a document waits here; those that the page asked for may be prevented. */
  #decideNavigation({ requestId, frameId, request: { url, urlFragment = '' } }) {
    const isWanted = frameId === this.#targetId && this.#wanted === url + urlFragment;
    if (isWanted) this.#wanted = undefined;
    const target = fromServed(url + urlFragment);
    const isStopped = isWanted && isPrevented(this, 'will-navigate', target, false, true);
    const command = isStopped
      ? this.cdp('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : this.cdp('Fetch.continueRequest', { requestId });
    command.catch(() => {}); // The page gave the navigation up in the meantime.
  }

  /** The page wants to stay. The app may prevent that. */
  #decideUnload() {
    const accept = isPrevented(this, 'will-prevent-unload');
    // Its answer is on the way to the page and back before the page does anything else.
    const over = () => accept || this.cdp('Runtime.evaluate', { expression: '0' });
    this.#staying = this.cdp('Page.handleJavaScriptDialog', { accept })
      .then(over)
      .catch(() => {}); // Playwright has answered it.
  }

  #setLink(link) {
    this.#link?.close();
    this.#link = link;
  }

  #crashed() {
    this.#setLink(undefined);
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }

  #receive(link, messages) {
    for (const message of messages) {
      try {
        this.#receiveOne(link, message);
      } catch (error) {
        // A listener of the app threw: that is an uncaught exception, and the other messages go on.
        setImmediate(() => {
          throw error;
        });
      }
    }
  }

  #receiveOne(link, message) {
    switch (message.kind) {
      case 'hello':
        this.#url = fromServed(message.url);
        return;
      case 'port':
        receiveFromPage(link, message);
        return;
      case 'port-closed':
        closedByPage(link, message);
        return;
      case 'open':
        this.#openWindow(message);
        return;
      default:
        fromPage[message.kind](this, link, message);
    }
  }

  #openWindow({ url, frameName, features }) {
    const details = { url: fromServed(url), frameName, features, disposition: 'foreground-tab' };
    const { action } = this.#openHandler?.(details) ?? { action: 'allow' };
    record('window-open', { url: details.url, action });
    if (action !== 'deny') throw notImplemented("setWindowOpenHandler with action 'allow'");
  }
}

module.exports = { WebContents };
