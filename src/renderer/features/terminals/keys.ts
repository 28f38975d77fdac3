/** What keys do in a terminal that are not for its program. */
export type TerminalKey = 'copy' | 'paste' | 'find';

type KeyPress = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'code'>;

/**
 * Ctrl+Shift+C, V and F, or Cmd+C and F. Cmd+V and Ctrl+Shift+V are left to the browser, which pastes by itself: pages
 * may read the clipboard only when they were allowed to.
 */
export function keyOf({ ctrlKey, metaKey, altKey, shiftKey, code }: KeyPress): TerminalKey | undefined {
  const ours = (ctrlKey && shiftKey && !metaKey) || (metaKey && !ctrlKey);
  if (altKey || !ours) return undefined;
  if (code === 'KeyC') return 'copy';
  if (code === 'KeyV') return 'paste';
  return code === 'KeyF' ? 'find' : undefined;
}
