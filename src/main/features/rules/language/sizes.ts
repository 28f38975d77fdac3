const units: Record<string, number> = {
  ...{ B: 1, KB: 1e3, MB: 1e6, GB: 1e9 },
  ...{ KIB: 1024, MIB: 1024 ** 2, GIB: 1024 ** 3 },
};

/** The bytes of a size as the file has it: "200MB", "1.5 GB", "512MiB". */
export function parseSize(value: unknown): number | undefined {
  const [, number, unit = ''] =
    (typeof value === 'string' && /^(\d+(?:\.\d+)?) *([kmg]?i?b)$/i.exec(value.trim())) || [];
  const factor = units[unit.toUpperCase()];
  return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor);
}
