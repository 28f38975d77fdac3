import { readdirSync, readFileSync } from 'node:fs';

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

/** Time that all threads of a process have spent on a CPU (Linux, /proc/PID/task/TID/schedstat). */
export function cpuNs(pid: number): number {
  let total = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [onCpu = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    total += Number(onCpu);
  }
  return total;
}

/** Resident memory (Linux). */
export function residentMegabytes(pid: number): number {
  return statusKb(pid, 'VmRSS') / 1024;
}

/** The most that was ever resident (Linux). */
export function peakMegabytes(pid: number): number {
  return statusKb(pid, 'VmHWM') / 1024;
}

/** A field of /proc/PID/status, proc_pid_status(5). */
function statusKb(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
}

/** Whether a figure is as we want it ("≤ 5", "< 0.5", "≥ 96"); undefined without an aim that can be compared. */
export function meetsAim({ value, aim }: Figure): boolean | undefined {
  const [, comparison, limit] = /^([≤<≥>]) ([\d.]+)$/.exec(aim ?? '') ?? [];
  if (comparison === '≤') return value <= Number(limit);
  if (comparison === '<') return value < Number(limit);
  if (comparison === '≥') return value >= Number(limit);
  return comparison === '>' ? value > Number(limit) : undefined;
}

/** Rows of equal length with their columns aligned, the first to the left; the first row is the heading. */
export function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text[column === 0 ? 'padEnd' : 'padStart'](widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
