/** Which of the modules a key leads to; undefined when it leads nowhere. */
export function moduleForKey(
  key: string,
  modules: readonly string[],
  selected: string | undefined,
): string | undefined {
  const at = selected === undefined ? -1 : modules.indexOf(selected);
  const last = modules.length - 1;
  const steps: Record<string, number> = {
    ArrowDown: Math.min(at + 1, last),
    // From nowhere it leads to the first, as arrow down does.
    ArrowUp: Math.max(at - 1, 0),
    PageDown: Math.min(at + 10, last),
    PageUp: Math.max(at - 10, 0),
    Home: 0,
    End: last,
  };
  const target = steps[key];
  return target === undefined ? undefined : modules[target];
}
