/**
 * Splits a command line into its words at blanks. Quotes hold a word together, in double ones `\` takes the meaning
 * from a quote or another `\`. Nothing else is special: no variables, no globs. A quote that is not closed goes to the end.
 */
export function splitWords(text: string): string[] {
  const found = text.matchAll(/(?:"(?:\\["\\]|[^"])*(?:"|$)|'[^']*(?:'|$)|[^\s"'])+/g);
  return Array.from(found, ([word]) => word.replace(/"((?:\\["\\]|[^"])*)(?:"|$)|'([^']*)(?:'|$)/g, unquote));
}

function unquote(_: string, double: string | undefined, single: string | undefined): string {
  return single ?? (double ?? '').replace(/\\(["\\])/g, '$1');
}
