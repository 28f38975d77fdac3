/** A value of a JSON text with where it stands. Comments and a comma behind the last entry are allowed. */
export type JsonNode =
  | { readonly type: 'object'; readonly start: number; readonly end: number; readonly members: readonly JsonMember[] }
  | { readonly type: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly type: 'plain'; readonly start: number; readonly end: number; readonly value: unknown };

export interface JsonMember {
  readonly key: string;
  readonly start: number;
  readonly value: JsonNode;
}

const space = /(?:[\s\ufeff]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in a text
const plain = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;
const deepest = 100;

/** @throws SyntaxError */
export function parseJsonc(text: string): JsonNode {
  let at = 0;

  function match(pattern: RegExp): string {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    at += found.length;
    return found;
  }

  function next(): string | undefined {
    match(space);
    return text[at];
  }

  function bad(): never {
    const line = text.slice(0, at).split('\n').length;
    throw new SyntaxError(`line ${line} is not JSON`);
  }

  function value(depth: number): JsonNode {
    const char = next();
    const start = at;
    if (depth > deepest) bad();
    if (char === '{') {
      const members = list('}', () => member(depth));
      return { type: 'object', start, end: at, members };
    }
    if (char === '[') {
      const items = list(']', () => value(depth + 1));
      return { type: 'array', start, end: at, items };
    }
    const found = match(plain);
    if (found === '') bad();
    return { type: 'plain', start, end: at, value: read(found) };
  }

  function read(found: string): unknown {
    try {
      return JSON.parse(found);
    } catch {
      return bad();
    }
  }

  function member(depth: number): JsonMember {
    next();
    const start = at;
    const key = value(depth + 1);
    if (key.type !== 'plain' || typeof key.value !== 'string' || next() !== ':') return bad();
    at++;
    return { key: key.value, start, value: value(depth + 1) };
  }

  function list<T>(close: string, entry: () => T): T[] {
    const entries: T[] = [];
    at++;
    while (next() !== close) {
      entries.push(entry());
      const char = next();
      if (char === ',') at++;
      else if (char !== close) bad();
    }
    at++;
    return entries;
  }

  const root = value(0);
  if (next() !== undefined) bad();
  return root;
}

export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  // As JSON.parse has it, the last one counts.
  return node?.type === 'object' ? node.members.findLast((member) => member.key === key)?.value : undefined;
}

export function plainOf(node: JsonNode | undefined): unknown {
  return node?.type === 'plain' ? node.value : undefined;
}

type Container = Exclude<JsonNode, { type: 'plain' }>;

/** Puts an entry behind the last one of an object or array, laid out as the others are. */
export function appended(text: string, container: Container, entry: (indent: string) => string): string {
  const entries = container.type === 'object' ? container.members.map(rangeOf) : container.items;
  const last = entries.at(-1);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const own = indentAt(text, container.start);
  const isOneLine = last !== undefined && !text.slice(container.start, last.start).includes('\n');
  const indent = last && !isOneLine ? indentAt(text, last.start) : own + unitOf(text);
  const laidOut = entry(indent).replaceAll('\n', lineEnd);
  if (!last) {
    return splice(text, container.start + 1, container.end - 1, `${lineEnd}${indent}${laidOut}${lineEnd}${own}`);
  }
  const between = isOneLine ? ' ' : lineEnd + indent;
  return splice(text, last.end, last.end, `,${between}${laidOut}`);
}

/** Takes an entry out, with the comma that goes with it. */
export function without(text: string, container: Container, index: number): string {
  const entries = container.type === 'object' ? container.members.map(rangeOf) : container.items;
  const [before, own, after] = [entries[index - 1], entries[index], entries[index + 1]];
  if (!own) return text;
  if (before) return splice(text, before.end, own.end, '');
  if (after) return splice(text, own.start, after.start, '');
  return splice(text, container.start + 1, container.end - 1, '');
}

function rangeOf({ start, value }: JsonMember): { start: number; end: number } {
  return { start, end: value.end };
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** The white space that the line of a place begins with. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** One level, as the first line that is indented has it. */
export function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}
