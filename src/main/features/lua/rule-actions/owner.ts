/** What a run is called in Lua, as no module is; what it logs is told of `module`. */
export interface Owner {
  readonly name: string;
  readonly module: string;
}

export function ownerOf(rule: string, run: string): Owner {
  const module = `rules.${rule}`;
  return { name: `${module}#${run}`, module };
}

/** The module that something is told of, whether a run of it or a file has said it. */
export function moduleOfOwner(name: string): string {
  const mark = name.startsWith('rules.') ? name.lastIndexOf('#') : -1;
  return mark < 0 ? name : name.slice(0, mark);
}
