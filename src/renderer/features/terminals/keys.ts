/** What copying needs of a terminal. */
export interface Selectable {
  hasSelection(): boolean;
  getSelection(): string;
}

/**
 * Which keys are not the program's: Ctrl+1 to 4 (the app's views), Ctrl+Shift+C (copies the selection) and
 * Ctrl+Shift+V (the browser pastes by itself). With Cmd, browsers do all of it.
 * @returns whether the terminal gets the key
 */
export function handleKey(event: KeyboardEvent, terminal: Selectable): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey, code } = event;
  if (altKey || !(ctrlKey || metaKey)) return true;
  if (!shiftKey) return !/^Digit[1-4]$/.test(code);
  if (!ctrlKey) return true;
  if (code === 'KeyV') return false;
  if (code !== 'KeyC') return true;
  // Otherwise browsers open their developer tools.
  event.preventDefault();
  if (event.type === 'keydown' && terminal.hasSelection()) {
    void navigator.clipboard.writeText(terminal.getSelection());
  }
  return false;
}
