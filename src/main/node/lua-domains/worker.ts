import { parentPort, workerData } from 'node:worker_threads';
import { createDomain } from '../../lua-domain/domain';
import { type DomainData, signals, type ToDomain } from '../../lua-domain/protocol';

/** The thread that one domain of Lua lives in. */
const port = parentPort;
if (!port) throw new Error('This is a worker of Lua: it is started by the hub.');
const data = workerData as DomainData;
const shared = new Int32Array(data.signals);
/** Its state is told this long after something ran, so that many changes are told once. */
const mirrorMs = 100;
let mirrored = true;

const domain = await createDomain({
  ...data,
  post: (message) => port.postMessage(message),
  now: () => performance.now(),
  onProgress: () => void Atomics.add(shared, signals.progress, 1),
});

function mirror(): void {
  mirrored = true;
  domain.mirror();
}

port.on('message', (message: ToDomain) => {
  if (!domain.take(message)) {
    port.close();
    return;
  }
  if (message.type === 'load') domain.mirror();
  if (mirrored) setTimeout(mirror, mirrorMs);
  mirrored = false;
  Atomics.add(shared, signals.progress, 1);
  Atomics.add(shared, signals.handled, 1);
});
Atomics.store(shared, signals.ready, 1);
