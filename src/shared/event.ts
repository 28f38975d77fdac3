export type Unsubscribe = () => void;
export type Listener<T> = (value: T) => void;

/** Something that can be listened to. A listener that throws does not keep the others from hearing. */
export interface Event<T> {
  on(listener: Listener<T>): Unsubscribe;
}

export interface Emitter<T> extends Event<T> {
  emit(value: T): void;
}

/** @param onError hears what listeners throw; without it the error is rethrown after all listeners were called. */
export function createEmitter<T>(onError?: (error: unknown) => void): Emitter<T> {
  const listeners = new Set<Listener<T>>();
  return {
    on(listener) {
      // Wrapped, so that the same function may be registered twice and removed once.
      const own: Listener<T> = (value) => listener(value);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    emit(value) {
      const errors: unknown[] = [];
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          if (onError) onError(error);
          else errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}

/** A value that can be read at any time and that tells when it changed. */
export interface Observable<T> extends Event<T> {
  readonly value: T;
}

export interface Cell<T> extends Observable<T> {
  value: T;
}

export function createCell<T>(initial: T): Cell<T> {
  const changed = createEmitter<T>();
  let current = initial;
  return {
    get value() {
      return current;
    },
    set value(next) {
      if (Object.is(next, current)) return;
      current = next;
      changed.emit(next);
    },
    on: changed.on,
  };
}
