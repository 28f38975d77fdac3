import { applyEdits, type Node, type ParseError, parseTree } from 'jsonc-parser';

/** @returns where each value stands; comments, a byte order mark and a comma behind the last entry are allowed */
export function parseJsonc(text: string): Node {
  const errors: ParseError[] = [];
  // The mark is no part of JSON; a space in its place leaves all else where it is.
  const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (root && !first) return root;
  const before = text.slice(0, first?.offset).split('\n');
  throw new SyntaxError(`line ${before.length}, column ${(before.at(-1) ?? '').length + 1} is not JSON`);
}

/** Of several members with the same key the last one counts, as JSON.parse has it. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  return membersOf(node).findLast((member) => member.key === key)?.value;
}

export function membersOf(node: Node | undefined): readonly { readonly key: string; readonly value: Node }[] {
  if (node?.type !== 'object') return [];
  return childrenOf(node).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [{ key: key.value, value }] : [],
  );
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? childrenOf(node) : [];
}

/**
 * Puts an entry behind the last one of an object or array, laid out as the others are. The library's own `modify` lays
 * out its neighbours anew.
 */
export function appended(text: string, container: Node, entry: (indent: string) => string): string {
  const entries = childrenOf(container);
  const [first, last] = [entries[0], entries.at(-1)];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const own = indentAt(text, container.offset);
  const isOneLine = first !== undefined && !text.slice(container.offset, last?.offset).includes('\n');
  const indent = last && !isOneLine ? indentAt(text, last.offset) : own + unitOf(text);
  const laidOut = entry(indent).replaceAll('\n', lineEnd);
  if (last) return spliced(text, endOf(last), endOf(last), `,${isOneLine ? ' ' : lineEnd + indent}${laidOut}`);
  return inside(text, container, `${lineEnd}${indent}${laidOut}${lineEnd}${own}`);
}

/** Takes an entry out, with the comma that goes with it. */
export function without(text: string, container: Node, index: number): string {
  const entries = childrenOf(container);
  const [before, own, after] = [entries[index - 1], entries[index], entries[index + 1]];
  if (!own) return text;
  if (before) return spliced(text, endOf(before), endOf(own), '');
  return after ? spliced(text, own.offset, after.offset, '') : inside(text, container, '');
}

/** One level, as the first line that is indented has it. */
export function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}

function childrenOf({ children = [] }: Node): readonly Node[] {
  return children;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function inside(text: string, container: Node, by: string): string {
  return spliced(text, container.offset + 1, endOf(container) - 1, by);
}

function spliced(text: string, start: number, end: number, content: string): string {
  return applyEdits(text, [{ offset: start, length: end - start, content }]);
}

/** The white space that the line of a place begins with. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
