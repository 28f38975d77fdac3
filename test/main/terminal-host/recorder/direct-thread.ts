import {
  createScreens,
  type FromScreens,
  type ScreenThread,
  type ToScreens,
} from '../../../../src/main/terminal-host/recorder';

/** The thread's work, done in this one. */
export function directThread(onPost: (message: ToScreens) => void = () => {}): ScreenThread & { fail(): void } {
  const listeners: ((message: FromScreens) => void)[] = [];
  const enders: ((why: string) => void)[] = [];
  const screens = createScreens((message) => {
    for (const listener of listeners) listener(message);
  }, setImmediate);
  return {
    post(message) {
      onPost(message);
      screens.take(message);
    },
    onMessage: (listener) => void listeners.push(listener),
    onEnd: (listener) => void enders.push(listener),
    close() {},
    fail() {
      for (const ender of enders) ender('It was made to.');
    },
  };
}
