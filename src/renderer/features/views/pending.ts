import { useEffect, useRef, useState } from 'react';
import { useHost, usePath } from './host';

/** Does an action of the view around, not again while it is under way; what becomes of it is told by the store. */
export function useAction(action: string | undefined): {
  readonly pending: boolean;
  /** False when it failed, or was already under way. */
  readonly run: (value?: unknown) => Promise<boolean>;
} {
  const { store } = useHost();
  const view = usePath().at(-1) ?? '';
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  async function run(value?: unknown): Promise<boolean> {
    if (action === undefined || busy.current) return false;
    busy.current = true;
    setPending(true);
    const done = await store.act(view, action, value);
    busy.current = false;
    if (here.current) setPending(false);
    return done;
  }

  return { pending, run };
}

/** Tells an action of the view around what was chosen or changed, one after the other, so that the last word is the last. */
export function useTelling(action: string | undefined): (value: unknown) => void {
  const { store } = useHost();
  const view = usePath().at(-1) ?? '';
  const before = useRef<Promise<unknown>>(Promise.resolve());
  return (value) => {
    if (action !== undefined) before.current = before.current.then(() => store.act(view, action, value));
  };
}
