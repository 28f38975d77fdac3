import { lazy, Suspense, useEffect } from 'react';
import type { Connection } from '../../shared/link';
import { PageHeader } from '../ui';

const load = () => import('../features/terminals');

// The terminal emulator is large; the first view must not wait for it.
const TerminalsView = lazy(async () => ({ default: (await load()).TerminalsView }));

/** The terminals, or that they are on their way. */
export function LazyTerminals({ connection }: { readonly connection: Connection }) {
  return (
    <Suspense fallback={<Opening />}>
      <TerminalsView connection={connection} />
    </Suspense>
  );
}

function Opening() {
  return (
    <section aria-label="Terminal" className="flex min-h-0 flex-1 flex-col">
      <PageHeader title="Terminal" />
      <p role="status" className="m-auto text-muted">
        Opening a terminal…
      </p>
    </section>
  );
}

/** Loads the terminals as soon as the page has nothing else to do, so that the view opens at once. */
export function useTerminalsLoaded(): void {
  useEffect(() => {
    // What goes wrong here is told by the view when it is opened.
    const begin = () => void load().catch(() => undefined);
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in window) window.requestIdleCallback(begin);
    else setTimeout(begin, 1_000);
  }, []);
}
