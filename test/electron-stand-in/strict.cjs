// What the app uses of Electron is here; anything else must fail loudly instead of doing nothing.
const { EventEmitter } = require('node:events');

/** Names that runtimes and inspectors look up on any object. */
const looksHarmless = new Set([
  'then',
  'toJSON',
  'default',
  '__esModule',
  'constructor',
  'nodeType',
  'asymmetricMatch',
]);

function notImplemented(name) {
  return new Error(`stand-in: electron.${name} is not implemented`);
}

/** Wraps a singleton so that reading a member it does not have throws. Setting one stays possible, for tests. */
function strict(name, target, optional = []) {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === 'symbol' || key.startsWith('_')) return Reflect.get(object, key, receiver);
      if (looksHarmless.has(key) || optional.includes(key)) return undefined;
      throw notImplemented(name ? `${name}.${key}` : key);
    },
  });
}

/** An EventEmitter that refuses listeners for events which the stand-in never emits. */
class Emitter extends EventEmitter {
  constructor(name, events) {
    super();
    // `newListener` is how Node itself tells that somebody starts to listen.
    super.on('newListener', (event) => {
      if (!events.includes(event)) throw notImplemented(`${name} event '${String(event)}'`);
    });
  }
}

/** The `event` argument of events that a listener may prevent. */
function preventableEvent() {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

/** Emits a preventable event and says whether a listener prevented it. */
function isPrevented(emitter, name, ...more) {
  const event = preventableEvent();
  emitter.emit(name, event, ...more);
  return event.defaultPrevented;
}

module.exports = { Emitter, isPrevented, notImplemented, preventableEvent, strict };
