import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { syntaxMessage } from './toml-syntax';

/** A position in a text; both numbers begin at 1, columns count UTF-16 units as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Path = readonly (string | number)[];

/** The content of a TOML file, and where each part of it stands. */
export interface TomlDocument {
  /** Tables are objects without a prototype, so that a key "__proto__" is a key like any other. */
  readonly value: Readonly<Record<string, unknown>>;
  has(path: Path): boolean;
  /** Where the value stands; a table stands at its header. */
  placeOfValue(path: Path): Place;
  placeOfKey(path: Path): Place;
}

export type TomlResult =
  | { readonly ok: true; readonly document: TomlDocument }
  | { readonly ok: false; readonly place: Place; readonly message: string };

export function readToml(text: string): TomlResult {
  // A byte order mark, as some editors write it, is not a character of the first line.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return { ok: true, document: readDocument(parseTOML(source, { tomlVersion: '1.1' })) };
  } catch (error) {
    if (error instanceof ParseError) return { ok: false, ...describe(error, source) };
    // The parser is recursive; brackets in brackets by the thousand use up the stack.
    if (error instanceof RangeError) return { ok: false, place: start, message: tooDeep };
    throw error;
  }
}

const start: Place = { line: 1, column: 1 };
const tooDeep = 'brackets are nested too deeply somewhere in this file; take some away';

function describe(error: ParseError, source: string): { place: Place; message: string } {
  const before = source.slice(0, error.index);
  const { message, endedTooSoon } = syntaxMessage(error.message, before, source.slice(error.index));
  // What is missing at the end of a line is noticed only in the next one, where nobody would look for it.
  const blankLine = before.slice(before.lastIndexOf('\n') + 1).trim() === '';
  const offset = endedTooSoon && blankLine ? before.trimEnd().length : before.length;
  return { place: placeAt(source, offset), message };
}

function placeAt(source: string, offset: number): Place {
  const lines = source.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/**
 * Deeper parts are not read. Nothing of ours is as deep as this, so whatever holds them is found to be wrong anyway,
 * and a hostile file with a thousand levels costs no more than others.
 */
const deepest = 8;

type Table = Record<string, unknown>;
interface Places {
  key?: Place;
  value?: Place;
}

function readDocument(program: AST.TOMLProgram): TomlDocument {
  const root: Table = Object.create(null);
  const places = new Map<string, Places>();
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLTable') readTable(node);
    else readKeyValue(node, []);
  }
  return {
    value: root,
    has: (path) => places.has(JSON.stringify(path)),
    placeOfValue: (path) => find(path, 'value'),
    placeOfKey: (path) => find(path, 'key'),
  };

  function readTable(table: AST.TOMLTable): void {
    const names = table.key.keys.values();
    table.resolvedKey.slice(0, deepest).forEach((part, index) => {
      const key = typeof part === 'string' ? names.next().value : undefined;
      const path = table.resolvedKey.slice(0, index + 1);
      note(path, { key: placeOf(key ?? table), value: placeOf(table) });
    });
    open(table.resolvedKey.slice(0, deepest));
    for (const keyValue of table.body) readKeyValue(keyValue, table.resolvedKey);
  }

  function readKeyValue(keyValue: AST.TOMLKeyValue, base: Path): void {
    const path = [...base];
    for (const key of keyValue.key.keys) {
      if (path.length >= deepest) return void open(path);
      path.push(key.type === 'TOMLBare' ? key.name : key.value);
      note(path, { key: placeOf(key), value: placeOf(key) });
    }
    readValue(keyValue.value, path);
  }

  function readValue(node: AST.TOMLContentNode, path: Path): void {
    places.set(JSON.stringify(path), { ...places.get(JSON.stringify(path)), value: placeOf(node) });
    if (node.type === 'TOMLValue') put(path, node.value);
    else put(path, node.type === 'TOMLArray' ? [] : Object.create(null));
    if (path.length >= deepest) return;
    if (node.type === 'TOMLArray')
      for (const [at, element] of node.elements.entries()) readValue(element, [...path, at]);
    if (node.type === 'TOMLInlineTable') for (const keyValue of node.body) readKeyValue(keyValue, path);
  }

  /** The first mention counts: `[a.b]` and then `[a]` is `a` of the first line. */
  function note(path: Path, at: Required<Places>): void {
    const key = JSON.stringify(path);
    if (!places.has(key)) places.set(key, at);
  }

  function put(path: Path, value: unknown): void {
    const last = path.at(-1);
    if (last !== undefined) open(path.slice(0, -1))[last] = value;
  }

  /** The table or list at the path, which is made if it is not there. The parser has seen to it that nothing clashes. */
  function open(path: Path): Table {
    let at = root;
    path.forEach((part, index) => {
      at[part] ??= typeof path[index + 1] === 'number' ? [] : Object.create(null);
      at = at[part] as Table;
    });
    return at;
  }

  function find(path: Path, of: keyof Places): Place {
    return places.get(JSON.stringify(path))?.[of] ?? (path.length > 0 ? find(path.slice(0, -1), of) : start);
  }
}

function placeOf(node: AST.TOMLNode): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}
