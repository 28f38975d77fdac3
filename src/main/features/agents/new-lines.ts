/** Lines that stand there now and did not before, in their order: of equal ones as many as there are more. */
export function newLines(before: readonly string[], now: readonly string[]): string[] {
  const known = new Map<string, number>();
  for (const line of before) known.set(line, (known.get(line) ?? 0) + 1);
  return now.filter((line) => {
    const left = known.get(line) ?? 0;
    known.set(line, left - 1);
    return left <= 0 && line.trim() !== '';
  });
}
