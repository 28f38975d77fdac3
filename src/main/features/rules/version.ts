/** Names a text: equal texts have equal versions, and that two others have by chance is one in 2^64. No protection against intent. */
export function versionOf(text: string): string {
  return hash(text, 0x811c9dc5) + hash(text, 0x9747b28c);
}

/** FNV-1a over UTF-16 units, with a last mixing (from MurmurHash3) because the two seeds differ only in the start. */
function hash(text: string, seed: number): string {
  let value = seed ^ text.length;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
