/** The part of config.toml that belongs to one rule, as offsets into the text. */
export interface RuleBlock {
  /** Where the comment lines directly above the header begin; without any where the header's line begins. */
  readonly start: number;
  /** Of the header's first bracket. */
  readonly header: number;
  /** Behind the last line of the rule, its line feed included. What follows, blank lines at first, is nobody's. */
  readonly end: number;
  /** The name in the header. */
  readonly list: 'rules' | 'rule';
}

/**
 * Finds the rules in a text by their headers, without reading what they say; so it is fast, and takes broken text as well.
 * Tables below a rule, such as `[rules.action]`, belong to it; any other table ends it. Comment lines belong to the
 * header below them, or else, without a blank line between, to the rule above them.
 */
export function splitRules(text: string): RuleBlock[] {
  const blocks: RuleBlock[] = [];
  let current: (RuleBlock & { end: number }) | undefined;
  /** Where the comment lines above this line begin. */
  let comments: number | undefined;
  /** There is no blank line since the last line of the rule. */
  let touching = false;
  const endComments = (at: number) => {
    if (current && comments !== undefined && touching) current.end = at;
    comments = undefined;
    touching = false;
  };

  for (const { kind, start, end, at } of statementsOf(text)) {
    if (kind === 'blank') {
      endComments(start);
    } else if (kind === 'comment') {
      comments ??= start;
    } else {
      if (kind === 'header') {
        const { path, list } = readHeader(text, at);
        const [first, second] = path;
        if (list && (first === 'rules' || first === 'rule') && second === undefined) {
          current = { start: comments ?? start, header: at, end, list: first };
          blocks.push(current);
        } else if (first !== current?.list || second === undefined) {
          current = undefined;
        }
      }
      if (current) current.end = end;
      comments = undefined;
      touching = true;
    }
  }
  endComments(text.length);
  return blocks;
}

/** A line, or several when a value goes on over them; line feed included. */
interface Statement {
  readonly kind: 'blank' | 'comment' | 'header' | 'value';
  readonly start: number;
  readonly end: number;
  /** Of its first character that is no space. */
  readonly at: number;
}

function* statementsOf(text: string): Generator<Statement> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const at = skipSpaces(text, start);
    const kind = kindOf(text, at);
    const end = kind === 'value' ? endOfValue(text, at) : endOfLine(text, at);
    yield { kind, start, end, at };
    start = end;
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++;
  return at;
}

function kindOf(text: string, at: number): Statement['kind'] {
  const first = text[at];
  if (first === undefined || first === '\n') return 'blank';
  if (first === '#') return 'comment';
  return first === '[' ? 'header' : 'value';
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed + 1;
}

/** Behind the line feed that ends a key and its value: one that stands in no bracket and no text of several lines. */
function endOfValue(text: string, from: number): number {
  const marks = /"""|'''|["'#[\]{}\n]/g;
  marks.lastIndex = from;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [found] = mark;
    if (found === '\n' && depth <= 0) return marks.lastIndex;
    if (found === '[' || found === '{') depth++;
    else if (found === ']' || found === '}') depth--;
    else if (found !== '\n') marks.lastIndex = found === '#' ? endOfComment(text, mark.index) : endOfText(text, mark);
  }
  return text.length;
}

/** At the line feed, which may end the value as well. */
function endOfComment(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
}

/** What ends a text or a line of it, or takes the meaning from the next character. */
const ends: Record<string, RegExp> = {
  '"': /["\n]|\\./g,
  "'": /['\n]/g,
  '"""': /"{3,5}|\\[\s\S]/g,
  "'''": /'{3,5}/g,
};

/** Behind the quotes that close a text. What is not closed ends with its line, or with everything. */
function endOfText(text: string, { 0: quotes, index }: RegExpExecArray): number {
  const mark = ends[quotes];
  if (!mark) return index + quotes.length;
  mark.lastIndex = index + quotes.length;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '\n') return found.index;
    if (!found[0].startsWith('\\')) return mark.lastIndex;
  }
  return text.length;
}

const keyPart = /[ \t]*(?:([\w-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*(\.?)/y;

/** The names in a header, as far as they can be read. `list`: it stands in double brackets. */
function readHeader(text: string, at: number): { path: string[]; list: boolean } {
  const list = text[at + 1] === '[';
  const path: string[] = [];
  keyPart.lastIndex = at + (list ? 2 : 1);
  for (let part = keyPart.exec(text); part; part = part[4] ? keyPart.exec(text) : null) {
    const [, bare, basic, literal] = part;
    path.push(bare ?? literal ?? unescaped(basic ?? ''));
  }
  return { path, list };
}

function unescaped(basic: string): string {
  try {
    return JSON.parse(`"${basic}"`);
  } catch {
    return basic;
  }
}
