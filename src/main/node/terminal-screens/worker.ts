import { parentPort } from 'node:worker_threads';
import { createScreens, type ToScreens } from '../../terminal-host/recorder';

/** The thread in which the screens of all terminals of a host live. */
const screens = createScreens((message) => parentPort?.postMessage(message), setImmediate);

parentPort?.on('message', (message: ToScreens) => screens.take(message));
