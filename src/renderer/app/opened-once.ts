import { useState } from 'react';
import type { Connection } from '../../shared/link';
import { useObservable } from '../client';

/** After the first connection, breaks are told by a banner above what was there. */
export function useOpenedOnce(connection: Connection): boolean {
  const state = useObservable(connection.state);
  const [opened, setOpened] = useState(false);
  if (state === 'open' && !opened) setOpened(true);
  return opened;
}
