/** One figure of a benchmark, with what we aim for. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
}

/** The value below which the share `p` (0 to 1) of all values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Prints a table, or with --json one line of JSON. */
export function report(name: string, figures: readonly Figure[]): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ name, figures }));
    return;
  }
  console.table(
    figures.map(({ what, value, unit, aim }) => ({ what, value: Number(value.toPrecision(4)), unit, aim: aim ?? '' })),
  );
}

/** Milliseconds since an arbitrary moment that all processes of this machine share. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
