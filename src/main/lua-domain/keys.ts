import { closest, distance } from 'fastest-levenshtein';
import { keysNamed, keyWords } from '../../shared/vocabulary';

/** More letters than these are no slip. */
const farthest = 3;

/** Why a text is no keys that a command can have; undefined when it is. */
export function keysProblem(text: string): string | undefined {
  if (keysNamed(text) !== undefined) return undefined;
  const parts = text.toLowerCase().split('+').map(nearest);
  const meant = parts.join('+');
  if (meant !== text.toLowerCase() && keysNamed(meant) !== undefined)
    return `"${text}" names no keys: did you mean "${meant}"?`;
  if (keysNamed(`ctrl+${text}`) !== undefined)
    return `"${text}" is for typing: add ctrl or alt, as in "ctrl+${text.toLowerCase()}"`;
  return `"${text}" names no keys: they are written as "mod+shift+k", "alt+up", "f6" or "?"`;
}

function nearest(part: string): string {
  if (part.length < 2 || keyWords.includes(part)) return part;
  const word = closest(part, keyWords);
  return distance(part, word) <= Math.min(farthest, part.length - 1) ? word : part;
}
