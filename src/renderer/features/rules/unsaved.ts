import { useEffect } from 'react';
import type { RulesStore } from './store';

/** A browser asks before it closes a page with changes that are not saved. */
export function useUnsavedWarning({ editor, text }: RulesStore): void {
  useEffect(() => {
    // Electron does not ask: its window would just not close.
    if (navigator.userAgent.includes('Electron')) return;
    function warn(event: BeforeUnloadEvent): void {
      if (editor.state.getState().editing?.dirty || text.state.getState().dirty) event.preventDefault();
    }
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [editor, text]);
}
