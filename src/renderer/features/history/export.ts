const types = { csv: 'text/csv', json: 'application/x-ndjson' } as const;
const extensions = { csv: 'csv', json: 'jsonl' } as const;

/** Gathers the parts of an export and hands them over as a download: "viberot-history-2026-11-21.csv". */
export async function saveExport(parts: AsyncIterable<string>, format: 'csv' | 'json'): Promise<void> {
  const texts: string[] = [];
  for await (const part of parts) texts.push(part);
  const address = URL.createObjectURL(new Blob(texts, { type: types[format] }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `viberot-history-${new Date().toISOString().slice(0, 10)}.${extensions[format]}`;
  link.click();
  // The browser has begun to read by the next turn; without this the text would be kept for as long as the page lives.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
