// Runs in the isolated world before the page's scripts: gives the app's preload its ipcRenderer and contextBridge.
// `settings` and `preload` come from the main process, see page-scripts.cjs.
const codec = require('./codec.cjs');
const { createOutbox } = require('./outbox.cjs');
const { createPorts } = require('./ports.cjs');
const { createWorldBridge } = require('./world-bridge.cjs');

const outbox = createOutbox(globalThis.__standInSend);
const ports = createPorts(outbox.sendSoon);
const bridge = createWorldBridge('preload', settings.secret);
const listeners = new Map();
const invocations = new Map();
const exposed = new Set();
let lastInvocation = 0;

const ipcRenderer = {
  on(channel, listener) {
    return addListener(channel, { listener, once: false });
  },
  once(channel, listener) {
    return addListener(channel, { listener, once: true });
  },
  removeListener(channel, listener) {
    const rest = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener);
    listeners.set(channel, rest);
    return ipcRenderer;
  },
  send(channel, ...args) {
    outbox.sendNow({ kind: 'send', channel, args: codec.encode(args) });
  },
  async invoke(channel, ...args) {
    const id = ++lastInvocation;
    const message = { kind: 'invoke', channel, id, args: codec.encode(args) };
    return new Promise((resolve, reject) => {
      invocations.set(id, { channel, resolve, reject });
      outbox.sendNow(message);
    });
  },
  postMessage(channel, message, transfer = []) {
    // The channel's first message must not overtake the port, so `post` is sent before the port is started.
    const ids = transfer.map(() => crypto.randomUUID());
    outbox.sendNow({ kind: 'post', channel, message: codec.encode(message), ports: ids });
    for (const [index, port] of transfer.entries()) ports.adopt(port, ids[index]);
  },
};

const contextBridge = {
  exposeInMainWorld(name, value) {
    if (exposed.has(name)) throw new Error('Cannot bind an API on top of an existing property on the window object');
    exposed.add(name);
    bridge.expose(name, value);
  },
};

function addListener(channel, entry) {
  listeners.set(channel, [...(listeners.get(channel) ?? []), entry]);
  return ipcRenderer;
}

function emit({ channel, args, ports: ids }) {
  const event = { sender: ipcRenderer, ports: ids.map((id) => ports.create(id)) };
  for (const { listener, once } of listeners.get(channel) ?? []) {
    if (once) ipcRenderer.removeListener(channel, listener);
    listener(event, ...codec.decode(args));
  }
}

function settle({ id, value, error }) {
  const { channel, resolve, reject } = invocations.get(id);
  invocations.delete(id);
  if (error === undefined) resolve(codec.decode(value));
  else reject(new Error(`Error invoking remote method '${channel}': ${error}`));
}

const handlers = { event: emit, reply: settle, port: ports.deliver, 'port-closed': ports.close };

globalThis.__standInReceive = (messages) => {
  for (const message of messages) {
    try {
      handlers[message.kind](message);
    } catch (error) {
      reportError(error); // A listener that throws must not take the rest of the batch with it.
    }
  }
};

/** What a sandboxed preload may require. */
function preloadRequire(name) {
  if (name === 'electron' || name === 'electron/renderer') return strict({ contextBridge, ipcRenderer });
  throw new Error(`module not found: ${name}`);
}

function strict(api) {
  return new Proxy(api, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === '__esModule' || key === 'default') return target[key];
      throw new Error(`stand-in: electron.${key} is not implemented in preloads`);
    },
  });
}

bridge.on('open', ({ url, frameName, features }) => outbox.sendNow({ kind: 'open', url, frameName, features }));
outbox.sendNow({ kind: 'hello', url: location.href });

const module_ = { exports: {} };
const process_ = { ...settings.process, type: 'renderer', contextIsolated: true, sandboxed: true };
preload?.(preloadRequire, module_, module_.exports, process_);
