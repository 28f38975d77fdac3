/** As long as an element stays as large, nothing is done: dragging an edge makes many sizes. */
const pauseMs = 80;

export interface Seen {
  /** It can be seen, or not any more: it has no size, or the page is hidden. */
  readonly onSeen: (seen: boolean) => void;
  readonly onResized: () => void;
}

/** @returns what stops it */
export function watchSeen(element: Element, { onSeen, onResized }: Seen): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = false;

  function look(): void {
    const next = document.visibilityState === 'visible' && element.clientWidth > 0 && element.clientHeight > 0;
    if (next === seen) return;
    seen = next;
    onSeen(seen);
  }

  const observer = new ResizeObserver(() => {
    look();
    clearTimeout(timer);
    timer = setTimeout(() => seen && onResized(), pauseMs);
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
  };
}
