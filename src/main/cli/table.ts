const widestColumn = 48;

/** Rows of a table as lines, each cell as wide as its column. What is too wide for one is cut. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(shortened));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function shortened(text: string): string {
  return text.length > widestColumn ? `${text.slice(0, widestColumn - 1)}…` : text;
}
