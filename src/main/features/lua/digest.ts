/** Tells texts apart; not for security. Two rounds of FNV-1a (draft-eastlake-fnv), 32 bits each, in hexadecimal. */
export function digest(text: string): string {
  return round(text, 0x811c9dc5) + round(text, 0x01000193);
}

function round(text: string, seed: number): string {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
