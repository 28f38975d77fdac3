/** A place in a file that a program's output names. */
export interface FilePlace {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

export interface FoundPlace extends FilePlace {
  /** Where it stands in the text. */
  readonly at: number;
  readonly length: number;
}

/** A path with a folder or a suffix in it; the characters are those that paths have in output, blanks aside. */
const path = String.raw`(?:~|\.{1,2})?/?(?:[\w@%+=.,#\-\[\]]+/)*[\w@%+=.,#\-\[\]]*[\w\]+]`;
/** "a.ts:12:5", "a.ts(12,5)", 'File "a.py", line 12', "/a/b", "./a", "src/a.ts". */
const place = new RegExp(
  String.raw`"(?<quoted>[^"]+)", line (?<quotedLine>\d+)|(?<![\w/:.~])(?<path>${path})(?:\((?<parenLine>\d+)(?:, ?(?<parenColumn>\d+))?\)|:(?<line>\d+)(?::(?<column>\d+))?)?`,
  'g',
);
const address = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const longestLine = 4_000;

/** The files that a line of output names, as far as their looks tell. */
export function findFiles(text: string): FoundPlace[] {
  const found: FoundPlace[] = [];
  // Parts of an address are no files; what is as long as it keeps the others in their places.
  const read = text.slice(0, longestLine).replace(address, (found) => ' '.repeat(found.length));
  for (const match of read.matchAll(place)) {
    const named = placeOf(match.groups ?? {});
    if (named) found.push({ ...named, at: match.index, length: match[0].length });
  }
  return found;
}

function placeOf(groups: Record<string, string | undefined>): FilePlace | undefined {
  const named = groups.quoted ?? groups.path ?? '';
  const line = Number(groups.quotedLine ?? groups.parenLine ?? groups.line);
  const column = Number(groups.parenColumn ?? groups.column);
  if (!looksLikeFile(named, line > 0)) return undefined;
  return { path: named, ...(line > 0 && { line }), ...(line > 0 && column > 0 && { column }) };
}

/** "3/4", "and/or" and "example.com" are no files; "src/a.ts", "./a", "/etc" and "a.ts:3" may be. */
function looksLikeFile(named: string, hasLine: boolean): boolean {
  if (/^(?:~|\.{1,2})?\/[\w@.]/.test(named)) return true;
  const hasSuffix = /[\w\])]\.[A-Za-z][\w]{0,9}$/.test(named);
  return hasSuffix && (hasLine || named.includes('/'));
}

/** The place that a `file:` address names, as programs put it into OSC 8; undefined for other addresses. */
export function placeInUri(uri: string): FilePlace | undefined {
  if (!/^file:\/\//i.test(uri) || !URL.canParse(uri)) return undefined;
  const { pathname, hash } = new URL(uri);
  const [, line, column] = /^#L?(\d+)(?:[:,C](\d+))?/i.exec(hash) ?? [];
  return {
    path: decodeURIComponent(pathname),
    ...(line && { line: Number(line) }),
    ...(column && { column: Number(column) }),
  };
}
