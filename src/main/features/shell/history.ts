/**
 * The line that was typed into bash, from what `history` printed and the first simple command as bash prints it.
 *
 * @param saved how many entries the line made in the history. With 0 the newest entry may be another line's: it counts
 * if it begins with the command. Otherwise the shell was told to keep the line out of its history, so it is not ours to
 * keep either.
 * @returns '' for such a line
 */
export function lineOfHistory(history: string, saved: number, command: string): string {
  const entry = withoutNumbers(history, saved);
  if (saved > 0) return entry;
  const isThis = command === '' ? entry.startsWith('(') : beginsWith(entry, command);
  return isThis ? entry : '';
}

/** An entry is printed as a number, a "*" if it was edited, or a space, and the line. */
const entryStart = /^ *(\d{1,9})[* ] /;

function withoutNumbers(printed: string, entries: number): string {
  const text = printed.replace(/\n$/, '');
  const [start = '', number] = entryStart.exec(text) ?? [];
  const lines = text.slice(start.length).split('\n');
  // Without cmdhist each line of a command is an entry of its own.
  let next = Number(number) + 1;
  const plain = lines.map((line) => {
    const [start = '', number] = entries > 1 ? (entryStart.exec(line) ?? []) : [];
    if (Number(number) !== next) return line;
    next++;
    return line.slice(start.length);
  });
  return plain.join('\n');
}

/** Words before the first simple command of a compound one. */
const opening = /^(?:[!{(]|if|while|until|then|do|time|coproc)\s+|^\(/;

/** Bash prints commands with spaces of its own, so those do not count. An operator has to follow what is compared. */
function beginsWith(line: string, command: string): boolean {
  let rest = line.trimStart();
  for (let match = opening.exec(rest); match; match = opening.exec(rest))
    rest = rest.slice(match[0].length).trimStart();
  const [whole, begin] = [compact(rest), compact(command)];
  return whole.startsWith(begin) && /^(?:$|[;&|<>)}#])/.test(whole.slice(begin.length));
}

function compact(text: string): string {
  return text.trim().replace(/\s+/g, (space) => (space.includes('\n') ? ';' : ''));
}
