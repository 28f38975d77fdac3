/** What was typed, oldest first; the same line is not kept twice in a row. */
export function remembered(lines: readonly string[], line: string, most = 100): readonly string[] {
  if (line.trim() === '' || lines.at(-1) === line) return lines;
  return [...lines, line].slice(-most);
}

export interface PromptPlace {
  /** Which of the lines is shown; as many as there are for what is being typed. */
  readonly at: number;
  readonly text: string;
  /** What was typed before the first step back. */
  readonly draft: string;
}

/** A step back (-1) or forward (1) through what was typed; undefined where there is nowhere to go. */
export function stepped(lines: readonly string[], place: PromptPlace, step: -1 | 1): PromptPlace | undefined {
  const at = Math.min(place.at, lines.length) + step;
  if (at < 0 || at > lines.length) return undefined;
  const draft = place.at >= lines.length ? place.text : place.draft;
  return { at, draft, text: lines[at] ?? draft };
}

const storageKey = 'viberot.lua.typed';

/** What was typed in earlier pages of this browser. */
export function readTyped(storage: Pick<Storage, 'getItem'> = localStorage): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((line) => typeof line === 'string') : [];
  } catch {
    // Not written by us.
    return [];
  }
}

export function keepTyped(lines: readonly string[], storage: Pick<Storage, 'setItem'> = localStorage): void {
  storage.setItem(storageKey, JSON.stringify(lines));
}
