import { Worker } from 'node:worker_threads';
import { messageOf } from '../../../shared/result';
import type { FromScreens, ScreenThread } from '../../terminal-host/recorder';

/** Enough for dozens of terminals with all their scrollback. */
const heapMb = 1024;

/** The thread in which the screens of terminals are worked out. @param script the built worker.ts */
export function startScreenThread(script: URL): ScreenThread {
  const worker = new Worker(script, {
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 6 },
  });
  // It has nothing of its own to do, so it keeps no process alive.
  worker.unref();
  let closing = false;
  let why = 'It ended by itself.';
  worker.on('error', (error) => {
    why = messageOf(error);
  });

  return {
    post: (message, moved = []) => worker.postMessage(message, moved),
    onMessage: (listener) => void worker.on('message', (message: FromScreens) => listener(message)),
    onEnd: (listener) =>
      void worker.once('exit', () => {
        if (!closing) listener(why);
      }),
    async close() {
      closing = true;
      await worker.terminate();
    },
  };
}
