import type { KeyboardEvent } from 'react';

/** Whether a letter was pressed by itself, and not typed into something. */
export function isPlainKey(event: KeyboardEvent, letter: string): boolean {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || key.toLowerCase() !== letter) return false;
  return !(target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
