// Values as structured clone carries them <-> values that JSON carries. The same source runs in Node and in the page.
// Strings, finite numbers, booleans and null stand for themselves; all else is `{ $: kind, … }`.

const viewNames = new Set(
  'Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float32 Float64 BigInt64 BigUint64'
    .split(' ')
    .map((name) => `${name}Array`)
    .concat('DataView'),
);

const inNode = typeof Buffer !== 'undefined';
const toBase64 = (bytes) =>
  inNode ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') : bytes.toBase64();
const fromBase64 = (text) => (inNode ? new Uint8Array(Buffer.from(text, 'base64')) : Uint8Array.fromBase64(text));

const isPlain = (value) => value === null || typeof value === 'string' || typeof value === 'boolean';
const isBytes = (value) => value instanceof Uint8Array;
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Throws where Electron throws: on functions, symbols, promises and the like. */
function encode(value) {
  if (isPlain(value)) return value;
  // The common message needs no clone, for it is read at once.
  if (isBytes(value)) return packView(value, 'Uint8Array');
  return pack(clone(value), new Map());
}

/** structuredClone refuses what cannot be carried and drops prototypes and getters, as Electron does. */
function clone(value) {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}

function packView(view, name) {
  return { $: 'view', name, bytes: toBase64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) };
}

function packNumber(value) {
  if (Object.is(value, -0)) return { $: 'number', text: '-0' };
  return Number.isFinite(value) ? value : { $: 'number', text: String(value) };
}

/** `seen` numbers the objects in the order of visit, which is the order in which `unpack` makes them. */
function pack(value, seen) {
  if (isPlain(value)) return value;
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'number') return packNumber(value);
  if (typeof value === 'bigint') return { $: 'bigint', text: String(value) };
  if (seen.has(value)) return { $: 'seen', index: seen.get(value) };
  seen.set(value, seen.size);
  const inner = (item) => pack(item, seen);
  // Array.from, because `map` would leave the holes of a sparse array.
  if (Array.isArray(value)) return { $: 'array', items: Array.from(value, inner) };
  if (value instanceof Error) return { $: 'error', name: value.name, message: value.message, stack: value.stack };
  const tag = tagOf(value);
  if (viewNames.has(tag)) return packView(value, tag);
  switch (tag) {
    case 'Date':
      return { $: 'date', time: packNumber(value.getTime()) };
    case 'RegExp':
      return { $: 'regexp', source: value.source, flags: value.flags };
    case 'Map':
      return { $: 'map', entries: Array.from(value, ([key, item]) => [inner(key), inner(item)]) };
    case 'Set':
      return { $: 'set', items: Array.from(value, inner) };
    case 'ArrayBuffer':
      return { $: 'buffer', bytes: toBase64(new Uint8Array(value)) };
    default:
      return { $: 'object', entries: Object.entries(value).map(([key, item]) => [key, inner(item)]) };
  }
}

function decode(node) {
  return unpack(node, []);
}

function unpack(node, seen) {
  if (node === null || typeof node !== 'object') return node;
  const keep = (value) => {
    seen.push(value);
    return value;
  };
  const inner = (item) => unpack(item, seen);
  switch (node.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(node.text);
    case 'bigint':
      return BigInt(node.text);
    case 'seen':
      return seen[node.index];
    case 'array': {
      const array = keep([]);
      for (const item of node.items) array.push(inner(item));
      return array;
    }
    case 'error': {
      const error = keep(new Error(node.message));
      error.name = node.name;
      error.stack = node.stack;
      return error;
    }
    case 'date':
      return keep(new Date(unpack(node.time, [])));
    case 'regexp':
      return keep(new RegExp(node.source, node.flags));
    case 'map': {
      const map = keep(new Map());
      for (const [key, item] of node.entries) map.set(inner(key), inner(item));
      return map;
    }
    case 'set': {
      const set = keep(new Set());
      for (const item of node.items) set.add(inner(item));
      return set;
    }
    case 'buffer':
      return keep(fromBase64(node.bytes).buffer);
    case 'view':
      return keep(new globalThis[node.name](fromBase64(node.bytes).buffer));
    default: {
      const object = keep({});
      // defineProperty, because assigning to `__proto__` would set the prototype.
      for (const [key, item] of node.entries) {
        Object.defineProperty(object, key, {
          value: inner(item),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return object;
    }
  }
}

module.exports = { encode, decode };
