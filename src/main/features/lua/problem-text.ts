import type { LuaProblem } from '../../../shared/vocabulary';

/** "path:12: message"; of what was typed "line 12: message". */
export function problemText({ path, line, message }: LuaProblem): string {
  const place = path === '' ? typedPlace(line) : `${path}${line === undefined ? '' : `:${line}`}: `;
  return message.startsWith(place) ? message : `${place}${message}`;
}

function typedPlace(line: number | undefined): string {
  return line === undefined ? '' : `line ${line}: `;
}
