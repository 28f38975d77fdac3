const longestId = 60;

/**
 * The ids of rules, in their order. A rule without one gets it from its first command, so that it stays the same while
 * other rules come and go: "docker build *" → "docker-build", the second of the same → "docker-build-2".
 */
export function nameRules(rules: readonly { id?: string | undefined; command: readonly string[] }[]): string[] {
  const taken = new Set(rules.map((rule) => rule.id));
  /** The number that is tried next for a slug: thousands of rules may have the same. */
  const numbers = new Map<string, number>();
  return rules.map(({ id, command }) => {
    if (id !== undefined) return id;
    const free = firstFree(slugOf(command[0] ?? ''), taken, numbers);
    taken.add(free);
    return free;
  });
}

function slugOf(command: string): string {
  const words = command.toLowerCase().match(/[\p{L}\p{N}._]+/gu) ?? [];
  return words.join('-').slice(0, longestId) || 'rule';
}

function firstFree(name: string, taken: ReadonlySet<string | undefined>, numbers: Map<string, number>): string {
  if (!taken.has(name)) return name;
  let number = numbers.get(name) ?? 2;
  while (taken.has(`${name}-${number}`)) number++;
  numbers.set(name, number + 1);
  return `${name}-${number}`;
}
