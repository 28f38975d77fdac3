import { parentPort } from 'node:worker_threads';
import { createScope } from '../../../shared/scope';
import { createScreens, type ToScreens } from '../../terminal-host/recorder';
import { createClock } from '../clock';
import { returnMemory } from '../memory';

/** The thread in which the screens of all terminals of a host live. */
const screens = createScreens((message) => parentPort?.postMessage(message), setImmediate);

parentPort?.on('message', (message: ToScreens) => screens.take(message));
// Each thread has a heap of its own, which only it can collect.
returnMemory(createClock(), createScope());
