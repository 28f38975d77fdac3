// Joins the page's own world with the isolated world of the preload, for contextBridge. The two share the window's
// events but no objects: values are copied, functions become functions that call across, promises stay promises.
// Each world runs this file once; `side` is 'page' or 'preload'.
const codec = require('./codec.cjs');

const isPlainObject = (value) => {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function deepFreeze(value) {
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}

/** `secret` names the events, so that the page's scripts cannot speak in the bridge's name. */
function createWorldBridge(side, secret) {
  const mine = `${secret}:${side}`;
  const theirs = `${secret}:${side === 'page' ? 'preload' : 'page'}`;
  const functions = new Map();
  const functionIds = new WeakMap();
  const promises = new Map();
  const replies = new Map();
  let lastId = 0;

  const newId = () => `${side}${++lastId}`;
  // dispatchEvent runs the other world's listener before it returns.
  const post = (message) => dispatchEvent(new CustomEvent(theirs, { detail: JSON.stringify(message) }));

  function wrap(value) {
    if (typeof value === 'function') return { function: idOf(value) };
    if (typeof value?.then === 'function') return { promise: follow(value) };
    if (Array.isArray(value)) return { array: value.map(wrap) };
    if (isPlainObject(value)) return { object: Object.entries(value).map(([key, item]) => [key, wrap(item)]) };
    return { copy: codec.encode(value) };
  }

  function idOf(callee) {
    let id = functionIds.get(callee);
    if (id === undefined) {
      id = newId();
      functionIds.set(callee, id);
      functions.set(id, callee);
    }
    return id;
  }

  function follow(promise) {
    const id = newId();
    promise.then(
      (value) => post({ kind: 'settled', id, value: wrap(value) }),
      (error) => post({ kind: 'settled', id, error: wrap(error) }),
    );
    return id;
  }

  function unwrap(node) {
    if (node.function) return (...args) => call(node.function, args);
    if (node.promise) return new Promise((resolve, reject) => promises.set(node.promise, { resolve, reject }));
    if (node.array) return node.array.map(unwrap);
    if (node.object) return Object.fromEntries(node.object.map(([key, item]) => [key, unwrap(item)]));
    return codec.decode(node.copy);
  }

  function call(callee, args) {
    const id = newId();
    post({ kind: 'call', id, callee, args: wrap(args) });
    const reply = replies.get(id);
    replies.delete(id);
    if (reply.error) throw unwrap(reply.error);
    return unwrap(reply.value);
  }

  function answer({ id, callee, args }) {
    try {
      post({ kind: 'reply', id, value: wrap(functions.get(callee)(...unwrap(args))) });
    } catch (error) {
      post({ kind: 'reply', id, error: wrap(error) });
    }
  }

  function settle({ id, value, error }) {
    const promise = promises.get(id);
    promises.delete(id);
    if (error) promise?.reject(unwrap(error));
    else promise?.resolve(unwrap(value));
  }

  const handlers = {
    call: answer,
    reply: (message) => replies.set(message.id, message),
    settled: settle,
    expose: ({ name, value }) =>
      Object.defineProperty(window, name, { value: deepFreeze(unwrap(value)), enumerable: true }),
  };
  addEventListener(mine, (event) => {
    const message = JSON.parse(event.detail);
    handlers[message.kind]?.(message);
  });

  return {
    expose: (name, value) => post({ kind: 'expose', name, value: wrap(value) }),
    /** Tells the other world something that needs no answer. */
    tell: (kind, detail) => post({ kind, ...detail }),
    on: (kind, handler) => {
      handlers[kind] = handler;
    },
  };
}

module.exports = { createWorldBridge };
