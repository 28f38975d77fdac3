// Message ports of this page whose other end is in the main process. A port itself cannot leave the browser, so it is
// kept here, and its messages go through `send` under an id.
const codec = require('./codec.cjs');

function createPorts(send) {
  const ports = new Map();

  /** Keeps a port that the page gave to the main process. */
  function adopt(port, id = crypto.randomUUID()) {
    ports.set(id, port);
    port.addEventListener('message', (event) => {
      if (event.ports.length > 0) throw new Error('stand-in: a port sent through a port is not implemented');
      send({ kind: 'port', id, data: codec.encode(event.data) });
    });
    port.addEventListener('close', () => {
      if (ports.delete(id)) send({ kind: 'port-closed', id });
    });
    port.start();
    return id;
  }

  /** Makes the page's end of a port that the main process gave to the page. */
  function create(id) {
    const { port1, port2 } = new MessageChannel();
    adopt(port1, id);
    return port2;
  }

  return {
    adopt,
    create,
    deliver: ({ id, data }) => ports.get(id)?.postMessage(codec.decode(data)),
    close: ({ id }) => {
      const port = ports.get(id);
      ports.delete(id);
      port?.close();
    },
  };
}

module.exports = { createPorts };
