const milliseconds: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const part = /(\d+(?:\.\d+)?) *(ms|s|m|h|d) */y;

/** The milliseconds of a duration as the file has it: "500ms", "2s", "1m30s", "1.5h", "1d", or a number of seconds. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value * 1_000 : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  let total = 0;
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const [found, number = '', unit = ''] = part.exec(text) ?? [];
    if (found === undefined) return undefined;
    total += Number(number) * (milliseconds[unit] ?? 0);
  }
  return text === '' ? undefined : total;
}
