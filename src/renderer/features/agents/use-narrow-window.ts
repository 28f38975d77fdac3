import { useSyncExternalStore } from 'react';

// As `wide` of the style sheet, from where on the window has room for more than icons at its side.
const narrow = window.matchMedia('(max-width: 899.98px)');

/** The window has room for the icons of the list only. */
export function useNarrowWindow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
