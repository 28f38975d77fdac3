// "Did you mean …?" for flags and names.

/**
 * @param {string} word
 * @param {readonly string[]} known
 * @returns {string | undefined} the known word that is near enough to be a slip of the fingers
 */
export function nearest(word, known) {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const rated = known.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  return rated.filter(({ distance }) => distance <= limit).sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/**
 * Levenshtein's distance, one row at a time.
 * @param {string} a
 * @param {string} b
 */
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
