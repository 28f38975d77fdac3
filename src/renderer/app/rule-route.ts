import { useEffect } from 'react';
import type { RulesStore } from '../features/rules';

/** The rule that an address such as "#/rules/npm-log" means, or a new one. */
export function ruleInHash(hash: string): { readonly id: string } | 'new' | undefined {
  const part = /^#\/rules\/(.+)$/.exec(hash)?.[1];
  if (part === undefined) return undefined;
  if (part === 'new') return 'new';
  try {
    return { id: decodeURIComponent(part) };
  } catch {
    // Not written by us: "%" with something else after it.
    return undefined;
  }
}

/** @param id undefined for a new rule */
export function ruleHash(id: string | undefined): string {
  if (id === undefined) return '#/rules/new';
  // A rule may be called "new", too.
  return `#/rules/${id === 'new' ? '%6Eew' : encodeURIComponent(id)}`;
}

/** The address tells which rule is open, and opens the one that it tells. */
export function useRuleRoute({ editor, source }: RulesStore): void {
  useEffect(() => {
    function openAddressed(): void {
      const rule = ruleInHash(location.hash);
      const { editing } = editor.state.getState();
      if (rule === 'new') {
        if (!editing || editing.id !== undefined) editor.create();
      } else if (rule) editor.open(rule.id);
      else tellAddress();
    }

    function tellAddress(): void {
      const { editing } = editor.state.getState();
      if (!/^#\/rules(\/|$)/.test(location.hash)) return;
      const hash = editing ? ruleHash(editing.id) : '#/rules';
      if (location.hash !== hash) history.replaceState(null, '', hash);
    }

    const unsubscribeEditor = editor.state.subscribe(({ editing }, before) => {
      if (editing?.id !== before.editing?.id || !editing !== !before.editing) tellAddress();
    });
    // The rule of the address can be opened once the file has been read.
    const unsubscribeSource = source.state.subscribe(({ value }, before) => {
      if (value && !before.value) openAddressed();
    });
    openAddressed();
    window.addEventListener('hashchange', openAddressed);
    return () => {
      unsubscribeEditor();
      unsubscribeSource();
      window.removeEventListener('hashchange', openAddressed);
    };
  }, [editor, source]);
}
