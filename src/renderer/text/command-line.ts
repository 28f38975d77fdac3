/**
 * Splits what a person typed into arguments, as a shell would without expanding anything:
 * spaces separate, quotes hold together, a backslash takes the next character as it is (not in single quotes).
 * A quote that is not closed reaches to the end.
 */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    if (sign === '\\' && quote !== "'" && at + 1 < line.length) word = (word ?? '') + line.charAt(++at);
    else if (sign === quote) quote = undefined;
    else if (quote === undefined && (sign === '"' || sign === "'")) {
      quote = sign;
      word ??= '';
    } else if (quote === undefined && /\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** The arguments as a line that a shell would take apart into the same arguments. */
export function joinCommand(argv: readonly string[]): string {
  return argv.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The parts of a program's path, for showing its name louder than its folder. */
export function programParts(program: string): { readonly folder: string; readonly name: string } {
  // Some programs write a title over their arguments: "nginx: worker process".
  if (/\s/.test(program)) return { folder: '', name: program };
  const end = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1;
  return { folder: program.slice(0, end), name: program.slice(end) };
}
