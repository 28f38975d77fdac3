import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Path } from './toml';

/** A key and its value, by its path from the rule on: ["command"], ["action", "url"], ["action", 1, "headers", "X-Key"]. */
export interface Entry {
  readonly path: Path;
  readonly node: AST.TOMLKeyValue;
  readonly holder: Holder;
}

/** A table with a header, or one in braces, and what stands in it. */
export interface Holder {
  readonly path: Path;
  readonly node: AST.TOMLTable | AST.TOMLInlineTable;
  readonly entries: Entry[];
}

/** How the source of one rule is laid out. */
export interface Layout {
  readonly source: string;
  /** The rule itself. */
  readonly rule: Holder;
  /** The tables with a header below the rule, in their order. */
  readonly tables: readonly Holder[];
  readonly holders: readonly Holder[];
  readonly entries: readonly Entry[];
}

/** @returns undefined when the source is not exactly one rule in correct TOML */
export function readLayout(source: string): Layout | undefined {
  const nodes = parse(source);
  if (!nodes) return undefined;
  const holders: Holder[] = [];
  const tables: Holder[] = [];
  for (const node of nodes) {
    if (node.type !== 'TOMLTable' || node.resolvedKey[1] !== 0) return undefined;
    tables.push(readHolder(node, node.resolvedKey.slice(2), holders));
  }
  const [rule, ...below] = tables;
  if (rule?.path.length !== 0) return undefined;
  return { source, rule, tables: below, holders, entries: holders.flatMap(({ entries }) => entries) };
}

function parse(source: string): (AST.TOMLKeyValue | AST.TOMLTable)[] | undefined {
  try {
    return parseTOML(source, { tomlVersion: '1.1' }).body[0].body;
  } catch (error) {
    if (error instanceof ParseError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function readHolder(node: Holder['node'], path: Path, holders: Holder[]): Holder {
  const holder: Holder = { path, node, entries: [] };
  holders.push(holder);
  for (const keyValue of node.body) {
    const names = keyValue.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
    const entry = { path: [...path, ...names], node: keyValue, holder };
    holder.entries.push(entry);
    readInner(keyValue.value, entry.path, holders);
  }
  return holder;
}

function readInner(value: AST.TOMLContentNode, path: Path, holders: Holder[]): void {
  if (value.type === 'TOMLInlineTable') readHolder(value, path, holders);
  if (value.type !== 'TOMLArray') return;
  for (const [index, element] of value.elements.entries()) {
    if (element.type === 'TOMLInlineTable') readHolder(element, [...path, index], holders);
  }
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && startsWith(a, b);
}

export function startsWith(path: Path, start: Path): boolean {
  return start.every((part, index) => path[index] === part);
}
