import { quote } from '../quote';

/** What to say about a mistake, and whether it is one of something missing before the place where it was noticed. */
interface SyntaxMessage {
  readonly message: string;
  readonly endedTooSoon: boolean;
}

const missing = (message: string): SyntaxMessage => ({ message, endedTooSoon: true });

const missingValue = missing('a value is missing; write key = value');
/** How far back we look for the "=" of a value that is missing. */
const longestGap = 200;

const unexpected = (rest: string, before: string): SyntaxMessage => {
  if (/=[ \t]*\r?\n\s*$/.test(before.slice(-longestGap))) return missingValue;
  const [word = ''] = /^\S*/.exec(rest) ?? [];
  return { message: `${quote(word)} is not expected here; texts stand in quotes: key = "text"`, endedTooSoon: false };
};

/** By the parser's own message. */
const messages: Record<string, (rest: string, before: string) => SyntaxMessage> = {
  'Unterminated string constant': () => missing('a text is not closed; end it with the quote that it begins with'),
  'Unterminated table-key': () => missing('a header is not closed; write [[rules]] or [rules.action]'),
  'Unterminated array': () => missing('a list is not closed; add "]" at its end'),
  'Unterminated inline table': () => missing('a table is not closed; add "}" at its end'),
  'Expected equal (=) token': () => missing('"=" is missing after the key; write key = value'),
  'Unspecified values are invalid': () => missingValue,
  'Expected comma (,) token': () => missing('a comma is missing between two values'),
  'Empty bare keys are not allowed': () => missing('a key is missing; write key = value'),
  'Must be a newline': () => ({
    message: 'begin a new line here: one line holds one key = value',
    endedTooSoon: false,
  }),
  'Defining a key multiple times is invalid': (rest) => {
    const [word = ''] = /^(?:"[^"]*"|'[^']*'|[\w-]*)/.exec(rest) ?? [];
    return {
      message: `${quote(word.replace(/^["']|["']$/g, ''))} stands here for a second time; keep one of them`,
      endedTooSoon: false,
    };
  },
  'Unexpected character': unexpected,
  'Unexpected token': unexpected,
};

/**
 * Puts a mistake that the TOML parser found into words that say what to do.
 * @param before the text up to the mistake
 * @param rest the text from the mistake on
 */
export function syntaxMessage(parserMessage: string, before: string, rest: string): SyntaxMessage {
  const known = messages[parserMessage]?.(rest, before);
  if (known) return known;
  const message = parserMessage.charAt(0).toLowerCase() + parserMessage.slice(1);
  return { message: `${message}; https://toml.io says how it is written`, endedTooSoon: false };
}
