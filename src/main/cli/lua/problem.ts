import type { LuaProblem } from '../../../shared/vocabulary';
import { printLines } from '../print';

type Write = (line: string) => Promise<void>;

/** A problem for people: `path:line: message`, and the traceback below it. */
export async function printProblem(write: Write, problem: LuaProblem): Promise<void> {
  await printLines(write, problemLine(problem), ...tracebackOf(problem));
}

/** `path:line: message`, as editors and terminals make it clickable. */
export function problemLine({ message, path, line, module }: LuaProblem): string {
  const text = message.split('\n')[0] ?? '';
  const place = path !== '' ? path : (module ?? '');
  if (place === '') return text;
  const where = line === undefined ? place : `${place}:${line}`;
  return text.startsWith(`${where}:`) ? text : `${where}: ${text}`;
}

/** The lines of a traceback without its head, as Lua indents them. */
function tracebackOf({ traceback }: LuaProblem): string[] {
  if (traceback === undefined) return [];
  const lines = traceback.split('\n').map((line) => line.trim());
  const head = lines.indexOf('stack traceback:');
  return (
    lines
      .slice(head + 1)
      // The runtime's own files are nobody's who reads this.
      .filter((line) => line !== '' && line !== '[C]: in ?' && !line.startsWith('runtime/'))
      .map((line) => `    ${line}`)
  );
}
