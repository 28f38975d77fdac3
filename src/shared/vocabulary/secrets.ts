import { baseProgram } from './invocation';

/** What stands for a secret. */
export const secretMask = '•••';

/**
 * Arguments without what looks like a secret: values of options and variables with telling names, passwords in URLs and
 * headers, well-known forms of tokens. Takes time in proportion to their length.
 */
export function maskArguments(argv: readonly string[]): string[] {
  return maskWords(argv, (word) => (mayHoldSecret(word) ? (maskAssignment(word) ?? maskText(word)) : word));
}

/** The same for a line as people type it, or any other text. */
export function maskText(text: string): string {
  if (isPlain(text)) return text;
  // Every second part is the space between two words.
  const parts = text.split(/(\s+)/);
  const words = parts.filter((_, index) => index % 2 === 0);
  const masked = words.length === 1 ? words : joinQuoted(maskWords(words, (word) => word));
  return maskPatterns(parts.map((part, index) => (index % 2 === 0 ? (masked[index / 2] ?? '') : part)).join(''));
}

/** Whether a variable, an option or a field of this name holds a secret: "DB_PASSWORD", "--api-key", "accessToken". */
export function isSecretName(name: string): boolean {
  if (name.length > longestName || !/key|pass|pwd|token|secret|auth|credential|sig/i.test(name)) return false;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
  const last = words.at(-1) ?? '';
  if (words[0] === 'no' || aboutSecrets.has(last)) return false;
  if (last === 'key') return words.length > 1 && !publicKeys.has(words.at(-2) ?? '');
  if (last === 'pwd' || last === 'auth') return words.length > 1 || name.startsWith('-');
  return secretWords.has(last) || words.some((word) => word === 'password' || word === 'passwd');
}

const longestName = 100;
const secretWords = new Set([
  ...['password', 'passwd', 'passphrase', 'passcode', 'pass', 'token', 'secret', 'secrets', 'credential'],
  ...['credentials', 'apikey', 'accesskey', 'secretkey', 'privatekey', 'authtoken', 'accesstoken', 'sig', 'signature'],
]);
/** What is said of a secret and is none itself: "--token-file", "PASSWORD_LENGTH". */
const aboutSecrets = new Set([
  ...['file', 'path', 'dir', 'url', 'uri', 'type', 'length', 'ttl', 'name', 'id', 'store', 'policy', 'prompt', 'stdin'],
  ...['env', 'command', 'helper', 'provider', 'reset', 'age', 'hash', 'fd', 'sock', 'limit', 'count', 'format'],
]);
const publicKeys = new Set(['public', 'pub', 'sort', 'primary', 'foreign', 'partition', 'cache', 'hot', 'group']);

/** Nearly all words are of this kind, and it takes little time to see it. */
function isPlain(text: string): boolean {
  return /^[\w./-]*$/.test(text) && (text.length < shortestToken || !beginningOfToken.test(text));
}

/** Whether there is anything in a word that a secret could be told by: nearly all words have nothing of it. */
function mayHoldSecret(word: string): boolean {
  return word.length > 3 && (traces.test(word) || (word.length >= shortestToken && beginningOfToken.test(word)));
}

/** Something of this is in every name that `isSecretName` takes for a secret's, and in all other patterns but those of tokens. */
const traces = /key|pass|pwd|token|secret|auth|credential|sig|cookie|bearer|:\/\/|\/bot\d|\s/i;

const shortestToken = 14;
/** How the tokens of `forms` begin that have no other characters than plain words. */
const beginningOfToken =
  /gh[pousr]_|github_pat_|gl(?:pat|dt|rt)-|npm_|hf_|xox|xapp-|sk-|[rs]k_|pypi-|A(?:KI|SI)A|AIza|dop_v1_|SG\.|eyJ|slack|discord/;

/** Programs with short options that take a secret: in the next word, attached, or behind the colon of a user's name. */
const shortOptions = new Map<string, { readonly next?: string; readonly attached?: string; readonly user?: string }>([
  ...['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlcheck', 'mariadb', 'mariadb-dump', 'mariadb-admin'].map(
    (name) => [name, { attached: '-p' }] as const,
  ),
  ...['7z', '7za', '7zr'].map((name) => [name, { attached: '-p' }] as const),
  ['sshpass', { next: '-p', attached: '-p' }],
  ['mongo', { next: '-p' }],
  ['mongosh', { next: '-p' }],
  ['redis-cli', { next: '-a' }],
  ...['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldapwhoami'].map((name) => [name, { next: '-w' }] as const),
  ['zip', { next: '-P' }],
  ['unzip', { next: '-P' }],
  ['curl', { user: '-u' }],
  ['http', { user: '-a' }],
  ['https', { user: '-a' }],
]);

/** Masks what the words before a word make a secret; others are given to `maskOther`. */
function maskWords(words: readonly string[], maskOther: (word: string) => string): string[] {
  let options = shortOptions.get('');
  let expected: 'secret' | 'user' | undefined;
  return words.map((word) => {
    const [expects, bare] = [expected, unquoted(word)];
    expected = undefined;
    if (expects === 'secret' && !word.startsWith('-') && bare !== '') return quotedLike(word, secretMask);
    if (expects === 'user' && bare.includes(':')) return quotedLike(word, maskUser(bare));
    if (!word.startsWith('-')) {
      options = word.length > longestName ? options : (shortOptions.get(baseProgram(bare)) ?? options);
      return maskOther(word);
    }
    if (word === options?.next || (/^--?[A-Za-z]/.test(word) && !word.includes('=') && isSecretName(word)))
      expected = 'secret';
    else if (word === options?.user || word === '--user' || word === '--proxy-user') expected = 'user';
    else if (options?.attached && word.length > 2 && word.startsWith(options.attached))
      return `${options.attached}${secretMask}`;
    else if (options?.user && word.startsWith(options.user)) return maskUser(word);
    return maskOther(word);
  });
}

/** "user:password" → "user:•••" */
function maskUser(text: string): string {
  const colon = text.indexOf(':');
  // "1000:1000" is a user with a group.
  return colon < 0 || /^\d+:\d+$/.test(text) ? text : `${text.slice(0, colon + 1)}${secretMask}`;
}

function unquoted(word: string): string {
  return word.replace(/^["']|["']$/g, '');
}

function quotedLike(word: string, text: string): string {
  const open = /^["']/.exec(word)?.[0] ?? '';
  const close = /["']$/.exec(word.slice(1))?.[0] ?? '';
  return `${open}${text}${close}`;
}

/** A masked word that opens a quotation masks all words until its end. */
function joinQuoted(words: readonly string[]): string[] {
  let open: string | undefined;
  return words.map((word) => {
    if (open === undefined) {
      open = word === `"${secretMask}` || word === `'${secretMask}` ? word.charAt(0) : undefined;
      return word;
    }
    const ends = word.endsWith(open);
    const quote = open;
    if (ends) open = undefined;
    return ends ? quote : '';
  });
}

/** A word that is wholly "NAME=value" or "--option=value" with a secret value; undefined for others. */
function maskAssignment(word: string): string | undefined {
  const name = /^-{0,2}[A-Za-z_][\w.-]*(?==)/.exec(word)?.[0];
  return name !== undefined && isSecretName(name) ? `${name}=${secretMask}` : undefined;
}

const named = /(?<=^|[\s"'`;,({?&#])(-{0,2}[A-Za-z_][\w.-]*=)("[^"]*"|'[^']*'|[^\s"'&#;]+)/g;
const inJson = /("([\w.-]{1,100})\\?"\s*:\s*\\?")([^"\\]+)/g;
const header =
  /(?<=^|["'\s])((?:proxy-)?authorization|(?:set-)?cookie|[a-z][a-z\d]*(?:-[a-z\d]+)+):([ \t]*)([^"'\n]+)/gi;

/** Texts that are secrets by their form; what is kept is group 1. */
const forms: readonly RegExp[] = [
  /()-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /(\b[a-z][a-z\d+.-]{0,30}:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi,
  /(\bbearer\s+)[\w.~+/=-]{8,}/gi,
  /(\bpass:)[^\s"']+/g,
  /()(?<![\w-])(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|gl(?:pat|dt|rt)-[\w-]{20,}|npm_\w{30,}|hf_\w{30,})/g,
  /()(?<![\w-])(?:xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{10,}|sk-[\w-]{20,}|[rs]k_(?:live|test)_\w{16,}|pypi-[\w-]{50,})/g,
  /()(?<![\w-])(?:A(?:KIA|SIA)[A-Z\d]{16}|AIza[\w-]{35}|dop_v1_[a-f\d]{60,}|SG\.[\w-]{20,}\.[\w-]{20,})/g,
  /()(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /(\bhooks\.slack\.com\/services\/)[\w/]+/g,
  /(\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/)[\w-]+/g,
  /(\/bot\d{5,}:)[\w-]{20,}/g,
];

function maskPatterns(text: string): string {
  const byName = text
    .replace(named, (whole, name: string, value: string) =>
      isSecretName(name.slice(0, -1)) ? `${name}${quotedLike(value, secretMask)}` : whole,
    )
    .replace(inJson, (whole, before: string, name: string) => (isSecretName(name) ? `${before}${secretMask}` : whole))
    .replace(header, (whole, name: string, space: string, value: string) => {
      if (!/authorization$|cookie$/i.test(name) && !isSecretName(name)) return whole;
      const scheme = /^(?:bearer|basic|token|digest)\s+/i.exec(value)?.[0] ?? '';
      return `${name}:${space}${scheme}${secretMask}`;
    });
  return forms.reduce((masked, form) => masked.replace(form, `$1${secretMask}`), byName);
}
