// session: the default one, and those of partitions, each with a browser context of Chromium of its own. Permissions and
// response headers are Chromium's own business here, so what the app sets is recorded and not applied. Chromium without a
// screen denies every permission that would ask.
const { createProtocol, protocol: defaultProtocol } = require('./protocol.cjs');
const { record } = require('./record.cjs');
const { Emitter, notImplemented, strict } = require('./strict.cjs');

const notApplied = (name) => () => record('not-applied', `session.${name}`);
const partitions = new Map();

/** Without private members, which a proxy around it could not reach. */
class Session extends Emitter {
  _context = undefined;

  setPermissionRequestHandler = notApplied('setPermissionRequestHandler');
  setPermissionCheckHandler = notApplied('setPermissionCheckHandler');
  webRequest = strict('session.webRequest', { onHeadersReceived: notApplied('webRequest.onHeadersReceived') });

  /** @param number 0 for the default session */
  constructor(number) {
    super('session', ['will-download']);
    this.number = number;
    this.protocol = number === 0 ? defaultProtocol : createProtocol(number);
  }

  async clearStorageData() {
    await this._empty();
  }

  async clearCache() {
    await this._empty();
  }

  /** For the stand-in itself: the browser context, undefined for the default one. */
  async contextIn(chromium) {
    if (this.number === 0) return undefined;
    this._context ??= openContext(chromium);
    return (await this._context).browserContextId;
  }

  /** A context that is gone has nothing left; the next page gets a new one. */
  async _empty() {
    if (this.number === 0) throw notImplemented('session.defaultSession.clearStorageData');
    const context = this._context;
    this._context = undefined;
    await (await context)?.close();
  }
}

async function openContext(chromium) {
  const { browserContextId } = await chromium.send('Target.createBrowserContext');
  const downloads = { behavior: 'deny', browserContextId, eventsEnabled: true };
  await chromium.send('Browser.setDownloadBehavior', downloads);
  return { browserContextId, close: () => chromium.send('Target.disposeBrowserContext', { browserContextId }) };
}

function fromPartition(partition) {
  if (partition === '' || partition.startsWith('persist:'))
    throw notImplemented(`session.fromPartition('${partition}')`);
  const session = partitions.get(partition) ?? strict('session', new Session(partitions.size + 1));
  partitions.set(partition, session);
  return session;
}

const defaultSession = strict('session.defaultSession', new Session(0));

const session = strict('session', { defaultSession, fromPartition });

module.exports = { defaultSession, session };
