/** The home directory that a path lies in, where that can be told from the path alone. */
export function homeOf(path: string): string | undefined {
  return /^(\/home\/[^/]+|\/Users\/[^/]+|\/root|[A-Za-z]:\\Users\\[^\\]+)(?=[/\\]|$)/.exec(path)?.[1];
}

/** A path as people write it: with "~" for the home directory. */
export function shortPath(path: string, home: string | undefined): string {
  if (home === undefined || !path.startsWith(home)) return path;
  const rest = path.slice(home.length);
  return rest === '' || rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path;
}
