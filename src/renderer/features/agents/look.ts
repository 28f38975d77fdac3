import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Client } from '../../../shared/contract';
import type { Connection } from '../../../shared/link';

export interface LookOptions {
  readonly connection: Pick<Connection, 'client' | 'state'>;
  /** The agents that this part of the page shows. */
  readonly ids: readonly string[];
}

/** The agents that each part of the page shows. */
const parts = new Map<object, readonly string[]>();

/** Tells the hub which agents a person can see: those that the page shows while its window has the focus. */
export function useLook({ connection, ids }: LookOptions): void {
  const looking = useSyncExternalStore(onLooking, isLooking);
  const seen = looking ? ids.join(' ') : '';
  const { client, state } = connection;
  const { current: part } = useRef({});
  useEffect(() => {
    const tell = () => {
      if (state.value === 'open') say(client);
    };
    parts.set(part, seen === '' ? [] : seen.split(' '));
    tell();
    // A new connection begins with nothing said.
    return state.on(tell);
  }, [client, state, seen, part]);
  useEffect(
    () => () => {
      parts.delete(part);
      say(client);
    },
    [client, part],
  );
}

function say(client: Client): void {
  const ids = [...new Set([...parts.values()].flat())];
  // Lost with the connection, it is said again with the next.
  client.agents.look({ ids }).catch(() => {});
}

function isLooking(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function onLooking(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
  };
}
