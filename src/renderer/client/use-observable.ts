import { useSyncExternalStore } from 'react';
import type { Observable } from '../../shared/event';

/** The present value of an observable; the component is drawn again after each change. */
export function useObservable<T>(source: Observable<T>): T {
  return useSyncExternalStore(source.on, () => source.value);
}
