import { type RefObject, useEffect, useRef } from 'react';

const focusable = 'input, textarea, select, button, summary';

/** When what has the focus goes away, such as the entry of a list, what is nearest to it has the focus instead. */
export function useKeptFocus(container: RefObject<HTMLElement | null>): void {
  /** What had the focus last, and all that it lies in, from the inside out. */
  const path = useRef<readonly Element[]>([]);

  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      path.current = target instanceof Element ? pathOf(target) : [];
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);

  // After each time the form is drawn: that is when something goes away.
  useEffect(() => {
    const { current: form } = container;
    const [last] = path.current;
    if (!form || !last || last.isConnected || document.activeElement !== document.body) return;
    const nearest = path.current.find((element) => element.isConnected);
    if (nearest && form.contains(nearest)) nearest.querySelector<HTMLElement>(focusable)?.focus();
  });
}

function pathOf(element: Element): Element[] {
  const path = [];
  for (let next: Element | null = element; next; next = next.parentElement) path.push(next);
  return path;
}
