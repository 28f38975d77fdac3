/** A text on its way into a terminal. */
export interface Paste {
  /** Without what could act as a key other than Tab and Enter. */
  readonly text: string;
  readonly lines: number;
  /** Control characters were in it, and are not in `text`. */
  readonly hadControls: boolean;
}

/** The host lets no more wait for a program that does not read. */
export const longestPasteBytes = 1024 * 1024;

/** Control characters but Tab and line ends, with what follows an Escape as part of the same sequence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /\x1b\[[0-9:;<=>?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/** Takes out what could end a bracketed paste early, or act as a key. */
export function preparePaste(pasted: string): Paste {
  const text = pasted.replace(/\r\n?/g, '\n').replace(controls, '');
  const lines = text.replace(/\n$/, '').split('\n').length;
  return { text, lines, hadControls: pasted.search(controls) >= 0 };
}

/** Whether somebody should look at it first: a program that does not mark pastes runs each line at once. */
export function wantsLook({ lines, hadControls }: Paste, marked: boolean): boolean {
  return !marked && (lines > 1 || hadControls);
}

/** Paths as a POSIX shell reads them, with a blank after each. */
export function quotePaths(paths: readonly string[]): string {
  return paths.map((path) => `${quoted(path)} `).join('');
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The paths in a list of addresses, as drags from file managers have it (RFC 2483). */
export function pathsIn(uriList: string): string[] {
  const uris = uriList.split(/\r?\n/).filter((line) => line.startsWith('file://'));
  return uris.map((uri) => decodeURIComponent(new URL(uri).pathname));
}
