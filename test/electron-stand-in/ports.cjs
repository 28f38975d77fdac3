// MessageChannelMain and MessagePortMain. A port's other end is a port of this process or, once that was transferred,
// a port in a page.
const { randomUUID } = require('node:crypto');
const codec = require('./page/codec.cjs');
const { Emitter, notImplemented } = require('./strict.cjs');

/** Where a port's messages go. Symbols keep it out of sight of the app. */
const line = Symbol('line');
const receive = Symbol('receive');
const hangUp = Symbol('hangUp');
const takeInbox = Symbol('takeInbox');

class MessagePortMain extends Emitter {
  #inbox = [];
  #isStarted = false;
  #isClosed = false;

  constructor() {
    super('MessagePortMain', ['message', 'close']);
    this[line] = undefined;
  }

  postMessage(message, transfer = []) {
    if (transfer.length > 0) throw notImplemented('MessagePortMain.postMessage with ports');
    const data = codec.encode(message); // Throws on what cannot be cloned, even if nobody listens any more.
    if (!this.#isClosed) this[line]?.post(data);
  }

  start() {
    this.#isStarted = true;
    for (const data of this[takeInbox]()) this.#emitMessage(data);
  }

  close() {
    const { [line]: other } = this;
    this[hangUp]();
    other?.close();
  }

  [receive](data) {
    if (this.#isStarted) this.#emitMessage(data);
    else this.#inbox.push(data);
  }

  [hangUp]() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this[line] = undefined;
    setImmediate(() => this.emit('close'));
  }

  [takeInbox]() {
    return this.#inbox.splice(0);
  }

  /** Always later, and in order with `close`. */
  #emitMessage(data) {
    setImmediate(() => this.emit('message', { data: codec.decode(data), ports: [] }));
  }
}

class MessageChannelMain {
  constructor() {
    this.port1 = new MessagePortMain();
    this.port2 = new MessagePortMain();
    this.port1[line] = lineToPort(this.port2);
    this.port2[line] = lineToPort(this.port1);
  }
}

function lineToPort(port) {
  return { port, post: (data) => port[receive](data), close: () => port[hangUp]() };
}

function lineToPage(link, id) {
  return {
    post: (data) => link.send({ kind: 'port', id, data }),
    close: () => {
      if (link.ports.delete(id)) link.send({ kind: 'port-closed', id });
    },
  };
}

/** A port for one that a page transferred to us. */
function portFromPage(link, id) {
  const port = new MessagePortMain();
  port[line] = lineToPage(link, id);
  link.ports.set(id, port);
  return port;
}

/** Transfers a port to a page: its other end now speaks with the page. `connect` passes on what had piled up. */
function portToPage(port, link) {
  const kept = port[line]?.port;
  if (!kept) throw notImplemented('the transfer of a port that was transferred, closed or came from a page');
  const id = randomUUID();
  kept[line] = lineToPage(link, id);
  port[line] = undefined;
  link.ports.set(id, kept);
  return { id, connect: () => port[takeInbox]().forEach((data) => void kept[line]?.post(data)) };
}

const receiveFromPage = (link, { id, data }) => link.ports.get(id)?.[receive](data);

function closedByPage(link, { id }) {
  const port = link.ports.get(id);
  link.ports.delete(id);
  port?.[hangUp]();
}

module.exports = { MessageChannelMain, closedByPage, portFromPage, portToPage, receiveFromPage };
