/**
 * The arguments of a typed line, if it is one plain command: words and quotes, no operators, redirections, expansions
 * or comments. Assignments before the command are left out, as the command does not get them as arguments. Anything
 * else would take a shell to understand, so it stays one argument: the line as it is.
 */
export function argumentsOf(line: string): string[] {
  const words = plainWords(line);
  const command = words?.slice(words.findIndex((word) => !/^\w+\+?=/.test(word)));
  return command && command.length > 0 && !/^\w+\+?=/.test(command[0] ?? '') ? command : [line];
}

/** One piece of a word: what is quoted, what is escaped, or what is plain. */
const piece = /'([^']*)'|"((?:[^"\\$`]|\\[^\n])*)"|\\([^\n])|([^\s'"\\;&|<>()$`#]+|(?<=\S)#)/y;
const space = /[ \t]+/y;

function plainWords(line: string): string[] | undefined {
  const text = line.trim();
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < text.length) {
    space.lastIndex = piece.lastIndex = at;
    if (space.test(text)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at = space.lastIndex;
      continue;
    }
    const match = piece.exec(text);
    if (!match) return undefined;
    const [, single, double, escaped, plain] = match;
    word = (word ?? '') + (single ?? double?.replace(/\\([\\"$`])/g, '$1') ?? escaped ?? plain ?? '');
    at = piece.lastIndex;
  }
  if (word !== undefined) words.push(word);
  return words;
}
