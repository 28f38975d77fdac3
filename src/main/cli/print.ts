/** Prints lines for people. Control characters of other programs' and files' text must not reach their terminal. */
export async function printLines(write: (line: string) => Promise<void>, ...lines: string[]): Promise<void> {
  for (const line of lines) await write(oneLine(line));
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
