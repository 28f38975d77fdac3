// ipcMain, and the way of a page's message to it.
const { EventEmitter } = require('node:events');
const codec = require('./page/codec.cjs');
const { portFromPage } = require('./ports.cjs');

const handlers = new Map();

class IpcMain extends EventEmitter {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  removeHandler(channel) {
    handlers.delete(channel);
  }
}

const ipcMain = new IpcMain();

function eventFor(webContents, ports = []) {
  return {
    sender: webContents,
    senderFrame: webContents.mainFrame,
    ports,
    reply: (channel, ...args) => webContents.send(channel, ...args),
  };
}

async function answer(webContents, { channel, args }) {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return codec.encode(await handler(eventFor(webContents), ...codec.decode(args)));
}

/** Takes the messages of kind send, post and invoke. */
const fromPage = {
  send: (webContents, _link, { channel, args }) =>
    void ipcMain.emit(channel, eventFor(webContents), ...codec.decode(args)),

  post: (webContents, link, { channel, message, ports }) => {
    const received = ports.map((id) => portFromPage(link, id));
    ipcMain.emit(channel, eventFor(webContents, received), codec.decode(message));
  },

  invoke: (webContents, link, message) =>
    answer(webContents, message).then(
      (value) => link.send({ kind: 'reply', id: message.id, value }),
      (error) => {
        console.error(`Error occurred in handler for '${message.channel}':`, error);
        link.send({ kind: 'reply', id: message.id, error: String(error) });
      },
    ),
};

module.exports = { fromPage, ipcMain };
