/** Several values for each key, in the order in which they came. */
export interface Bags<K, V> {
  add(key: K, value: V): void;
  remove(key: K, value: V): void;
  of(key: K): Iterable<V>;
  /** All of a key, which are then no longer there. */
  take(key: K): readonly V[];
}

export function createBags<K, V>(): Bags<K, V> {
  const bags = new Map<K, Set<V>>();
  return {
    add(key, value) {
      const bag = bags.get(key);
      if (bag) bag.add(value);
      else bags.set(key, new Set([value]));
    },
    remove(key, value) {
      const bag = bags.get(key);
      if (bag?.delete(value) && bag.size === 0) bags.delete(key);
    },
    of: (key) => bags.get(key) ?? [],
    take(key) {
      const bag = bags.get(key);
      bags.delete(key);
      return bag ? [...bag] : [];
    },
  };
}
