/** Options of env(1) that take the next word as their value. */
const optionsWithValue = new Set(['-u', '--unset', '-C', '--chdir', '-P']);
const splitOption = /^(?:-[iv0]*S|--split-string=?)/;
/** Nobody nests deeper; a hostile command line would make us copy it over and over. */
const mostSplits = 8;

/**
 * The command that env(1) runs: without env itself, its options and its assignments. Empty if there is none.
 * `-S "node --flag"`, as first lines of scripts have it, is split at white space; its quotes and escapes are not read.
 */
export function commandOfEnv(argv: readonly string[], isEnv: (word: string) => boolean): readonly string[] {
  let words = argv;
  let splits = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const split = splitOption.exec(word)?.[0];
    if (split !== undefined && ++splits <= mostSplits) {
      const attached = word.slice(split.length);
      const rest = words.slice(attached === '' ? at + 2 : at + 1);
      words = [...(attached || words[at + 1] || '').split(/\s+/).filter(Boolean), ...rest];
      at = -1;
    } else if (optionsWithValue.has(word)) at++;
    else if (!isEnv(word) && !word.startsWith('-') && word.indexOf('=') <= 0) return words.slice(at);
  }
  return [];
}
