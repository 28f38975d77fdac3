// The line between the main process and the isolated world of one document. It ends when the document is left.
//
//   page → main   hello {url}   send {channel, args}   invoke {channel, id, args}   post {channel, message, ports}
//                 port {id, data}   port-closed {id}   open {url, frameName, features}
//   main → page   event {channel, args, ports}   reply {id, value | error}   port {id, data}   port-closed {id}
//
// All `args`, `message`, `data` and `value` are encoded by page/codec.cjs.

/** Beyond this many characters the rest waits for the next batch. */
const fullAt = 4_000_000;

class PageLink {
  #session;
  #waiting = [];
  #isScheduled = false;
  #isClosed = false;

  /** Ports of this process that speak with one in this document, by id. */
  ports = new Map();

  constructor(session, contextId) {
    this.#session = session;
    this.contextId = contextId;
  }

  get isClosed() {
    return this.#isClosed;
  }

  /** Messages arrive in the order of the calls; after the end they are lost, as in Electron. */
  send(message) {
    if (this.#isClosed) return;
    this.#waiting.push(JSON.stringify(message));
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  /** One batch is under way at a time: what is sent meanwhile makes up the next one. */
  async #flush() {
    while (this.#waiting.length > 0 && !this.#isClosed) await this.#deliver(this.#takeBatch());
    this.#isScheduled = false;
  }

  #takeBatch() {
    let size = 0;
    const end = this.#waiting.findIndex((text) => {
      size += text.length;
      return size > fullAt;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(end, 1));
  }

  async #deliver(batch) {
    const call = {
      functionDeclaration: '(text) => __standInReceive(JSON.parse(text))',
      executionContextId: this.contextId,
      arguments: [{ value: `[${batch.join(',')}]` }],
    };
    // A failure says that the document is gone, which `close` will say as well.
    await this.#session.send('Runtime.callFunctionOn', call).catch(() => {});
  }

  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#waiting = [];
    for (const port of [...this.ports.values()]) port.close();
    this.ports.clear();
  }
}

module.exports = { PageLink };
