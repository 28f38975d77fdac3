import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { syntaxMessage } from './syntax';

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
  /** Where the value stands; a table stands at its header. Of a path that is not there, what holds it counts. */
  placeOfValue(path: Path): Place;
  placeOfKey(path: Path): Place;
  /** The part of the text that is the value, as offsets; undefined for what is not there as one piece. */
  rangeOfValue(path: Path): readonly [number, number] | undefined;
  /** That part of the text, as it is written. */
  textOfValue(path: Path): string | undefined;
}

export type TomlResult =
  | { readonly ok: true; readonly document: TomlDocument }
  | { readonly ok: false; readonly place: Place; readonly message: string };

export function readToml(text: string): TomlResult {
  // A byte order mark, as some editors write it, is not a character of the first line.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return { ok: true, document: readDocument(parseTOML(source, { tomlVersion: '1.1' }), text) };
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

type Holder = Record<string | number, unknown>;

/** Where a part of the file stands, and the parts in it. */
interface Spot {
  readonly key: Place;
  value: Place;
  range?: readonly [number, number];
  readonly parts: Map<string | number, Spot>;
}

/** A table or list that is being filled. */
interface Cursor {
  readonly spot: Spot;
  readonly holder: Holder;
  readonly depth: number;
}

function readDocument(program: AST.TOMLProgram, text: string): TomlDocument {
  const shift = text.startsWith('\uFEFF') ? 1 : 0;
  const root: Holder = Object.create(null);
  const top: Cursor = { spot: { key: start, value: start, parts: new Map() }, holder: root, depth: 0 };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLTable') readTable(node, top, shift);
    else readKeyValue(node, top, shift);
  }
  const find = (path: Path) => {
    let spot: Spot | undefined = top.spot;
    for (const part of path) spot = spot?.parts.get(part);
    return spot;
  };
  const nearest = (path: Path): Spot => {
    let spot = top.spot;
    for (const part of path) {
      const inner = spot.parts.get(part);
      if (!inner) return spot;
      spot = inner;
    }
    return spot;
  };
  return {
    value: root,
    placeOfValue: (path) => nearest(path).value,
    placeOfKey: (path) => nearest(path).key,
    rangeOfValue: (path) => find(path)?.range,
    textOfValue(path) {
      const range = find(path)?.range;
      return range && text.slice(...range);
    },
  };
}

function readTable(table: AST.TOMLTable, top: Cursor, shift: number): void {
  const names = table.key.keys.values();
  const path = table.resolvedKey.slice(0, deepest);
  let at = top;
  for (const [index, part] of path.entries()) {
    const key = typeof part === 'string' ? names.next().value : undefined;
    const place = { key: placeOf(key ?? table), value: placeOf(table) };
    at = enter(at, part, place, typeof path[index + 1] === 'number');
  }
  for (const keyValue of table.body) readKeyValue(keyValue, at, shift);
}

function readKeyValue(keyValue: AST.TOMLKeyValue, base: Cursor, shift: number): void {
  const { keys } = keyValue.key;
  let at = base;
  for (const [index, key] of keys.entries()) {
    if (at.depth >= deepest) return;
    const part = key.type === 'TOMLBare' ? key.name : key.value;
    const place = placeOf(key);
    if (index < keys.length - 1) at = enter(at, part, { key: place, value: place }, false);
    else readValue(keyValue.value, at, part, place, shift);
  }
}

function readValue(node: AST.TOMLContentNode, at: Cursor, part: string | number, key: Place, shift: number): void {
  const spot = spotIn(at.spot, part, { key, value: key });
  spot.value = placeOf(node);
  spot.range = [node.range[0] + shift, node.range[1] + shift];
  if (node.type === 'TOMLValue') {
    at.holder[part] = node.value;
    return;
  }
  const holder = node.type === 'TOMLArray' ? [] : Object.create(null);
  at.holder[part] = holder;
  const inner = { spot, holder, depth: at.depth + 1 };
  if (inner.depth >= deepest) return;
  if (node.type === 'TOMLArray')
    for (const [index, element] of node.elements.entries()) readValue(element, inner, index, placeOf(element), shift);
  else for (const keyValue of node.body) readKeyValue(keyValue, inner, shift);
}

/** The table or list in another one, which is made if it is not there. The parser has seen to it that nothing clashes. */
function enter(at: Cursor, part: string | number, places: Pick<Spot, 'key' | 'value'>, list: boolean): Cursor {
  at.holder[part] ??= list ? [] : Object.create(null);
  return { spot: spotIn(at.spot, part, places), holder: at.holder[part] as Holder, depth: at.depth + 1 };
}

/** The first mention counts: `[a.b]` and then `[a]` is `a` of the first line. */
function spotIn(spot: Spot, part: string | number, { key, value }: Pick<Spot, 'key' | 'value'>): Spot {
  const known = spot.parts.get(part);
  if (known) return known;
  const made: Spot = { key, value, parts: new Map() };
  spot.parts.set(part, made);
  return made;
}

function placeOf(node: AST.TOMLNode): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}
