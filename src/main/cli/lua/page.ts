import { printLines } from '../print';
import type { Invocation } from '../run';

/** Prints the page on the API, or the lines of it that contain a word, each with its heading. */
export async function printPage({ host, json }: Invocation, word: string | undefined): Promise<number> {
  const page = await host.readText(`${host.lua.shipped}/AGENTS.md`);
  if (!page.ok) {
    await printLines(host.error, page.message);
    return 1;
  }
  const lines = page.value.replace(/\n$/, '').split('\n');
  const wanted = word === undefined ? lines : linesWith(lines, word.toLowerCase());
  if (json) await host.out(JSON.stringify(wanted));
  else await printLines(host.out, ...wanted);
  if (wanted.length > 0) return 0;
  await printLines(host.error, `The page says nothing of "${word}". "viberot lua api" prints all of it.`);
  return 1;
}

function linesWith(lines: readonly string[], word: string): string[] {
  const found: string[] = [];
  let heading = '';
  let said = '';
  for (const line of lines) {
    if (/^#+ /.test(line)) heading = line;
    if (!line.toLowerCase().includes(word)) continue;
    if (heading !== '' && heading !== said && line !== heading) found.push(heading);
    said = heading;
    found.push(line);
  }
  return found;
}
