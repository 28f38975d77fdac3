import { createEmitter, type Listener } from '../../../shared/event';

/** What is told before anybody listens waits for the first who does. */
export function createPatientEmitter<T>() {
  const emitter = createEmitter<T>();
  let waiting: T[] | undefined = [];
  return {
    emit: (value: T) => (waiting ? void waiting.push(value) : emitter.emit(value)),
    on(listener: Listener<T>) {
      const stop = emitter.on(listener);
      const told = waiting ?? [];
      waiting = undefined;
      for (const value of told) emitter.emit(value);
      return stop;
    },
  };
}
