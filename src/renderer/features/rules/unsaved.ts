import { useEffect } from 'react';
import type { RulesStore } from './store';

/** Before a page with changes that are not saved is closed, the browser asks, or the app does. */
export function useUnsavedWarning({ editor, text }: RulesStore): void {
  useEffect(() => {
    function warn(event: BeforeUnloadEvent): void {
      if (editor.state.getState().editing?.dirty || text.state.getState().dirty) event.preventDefault();
    }
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [editor, text]);
}
