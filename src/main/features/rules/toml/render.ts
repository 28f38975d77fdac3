import { type ActionDraft, RuleDraft } from '../../../../shared/vocabulary';

/** What stands behind a key of a rule or of an action. */
export type TomlValue = string | number | boolean | readonly (string | number)[] | Readonly<Record<string, string>>;

/** How a text was written that is to be replaced. */
export interface TextStyle {
  readonly style: 'basic' | 'literal';
  readonly multiline: boolean;
}

export type LineEnd = '\n' | '\r\n';

export const ruleKeys = RuleDraft.keyof().options.filter((key) => key !== 'action');
const widest = 100;

/** A rule as somebody would write it by hand. Ends with a line end. */
export function renderRule(rule: RuleDraft, list: 'rules' | 'rule', lineEnd: LineEnd): string {
  const lines = ruleKeys.flatMap((key) => {
    const value = rule[key];
    return value === undefined ? [] : [`${key} = ${renderValue(alone(value), lineEnd)}${lineEnd}`];
  });
  const header = rule.action.length === 1 ? `[${list}.action]` : `[[${list}.action]]`;
  const actions = rule.action.map((action) => lineEnd + renderAction(action, header, lineEnd));
  return [`[[${list}]]${lineEnd}`, ...lines, ...actions].join('');
}

export function renderAction(action: ActionDraft, header: string, lineEnd: LineEnd): string {
  const lines = Object.entries(action).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${renderValue(value, lineEnd)}${lineEnd}`],
  );
  return [header + lineEnd, ...lines].join('');
}

/** The lists of a rule may be a single text or number in the file. */
export function alone(value: TomlValue): TomlValue {
  const [only, ...others] = Array.isArray(value) ? value : [];
  return only !== undefined && others.length === 0 ? only : value;
}

export function renderValue(value: TomlValue, lineEnd: LineEnd): string {
  if (typeof value === 'string') return renderText(value, lineEnd);
  if (typeof value !== 'object') return String(value);
  if (!isList(value)) {
    const parts = Object.entries(value).map(([name, text]) => `${renderKey(name)} = ${renderText(text, lineEnd)}`);
    return parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}';
  }
  const parts = value.map((part) => renderValue(part, lineEnd));
  const line = `[${parts.join(', ')}]`;
  if (line.length <= widest || parts.length < 2) return line;
  return ['[', ...parts.map((part) => `  ${part},`), ']'].join(lineEnd);
}

export function isList(value: TomlValue): value is readonly (string | number)[] {
  return Array.isArray(value);
}

export function renderKey(name: string): string {
  return /^[\w-]+$/.test(name) ? name : escaped(name);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: TOML has them only escaped
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** A text in quotes: in those of `like` where they can hold it, otherwise in those that need the fewest escapes. */
export function renderText(text: string, lineEnd: LineEnd, like?: TextStyle): string {
  const plain = !unprintable.test(text);
  if (!text.includes('\n') || text.includes('\r')) {
    const literal = plain && !/['\n]/.test(text);
    const preferred = like ? like.style === 'literal' : /["\\]/.test(text);
    return literal && preferred ? `'${text}'` : escaped(text);
  }
  const literal = plain && !text.includes("'''") && !text.endsWith("'");
  const quotes = literal && !(like?.multiline && like.style === 'basic') ? "'''" : '"""';
  const inner = quotes === "'''" ? text : text.split('\n').map(escapedLine).join('\n');
  // The line end behind the opening quotes is no part of the text, and readers take any line end for a line feed.
  return `${quotes}\n${inner}${quotes}`.replaceAll('\n', lineEnd);
}

/** JSON's escapes are TOML's as well. */
function escaped(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

function escapedLine(line: string): string {
  const inner = escaped(line).slice(1, -1);
  if (line.includes('""') || line.endsWith('"')) return inner;
  return inner.replace(/\\(.)/g, (found, character) => (character === '"' ? '"' : found));
}
