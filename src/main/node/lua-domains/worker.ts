import { parentPort, workerData } from 'node:worker_threads';
import { createDomain } from '../../lua-domain/domain';
import { type DomainData, signals, type ToDomain } from '../../lua-domain/protocol';
import { patternProblem } from './pattern-problem';
import { ownThread } from './thread-cpu';

/** The thread that one domain of Lua lives in. */
const port = parentPort;
if (!port) throw new Error('This is a worker of Lua: it is started by the hub.');
const data = workerData as DomainData;
const shared = new Int32Array(data.signals);
const thread = ownThread();
Atomics.store(shared, signals.thread, thread.id);

const domain = await createDomain({
  ...data,
  post: (message) => port.postMessage(message),
  now: () => performance.now(),
  usedMs: thread.cpuMs,
  onProgress: () => void Atomics.add(shared, signals.progress, 1),
  patternProblem,
});

/** What a handler leaves in `hub.state` is told when it ends, if nothing was told for so long. */
const leastMirrorMs = 5;
/** What is large is told more rarely: a megabyte once in a second. */
const mirroredBytesPerMs = 1_000;
let mirrorAt = 0;
let mirrorTimer: NodeJS.Timeout | undefined;

function mirror(): void {
  clearTimeout(mirrorTimer);
  mirrorTimer = undefined;
  const bytes = domain.mirror();
  mirrorAt = performance.now() + Math.max(leastMirrorMs, bytes / mirroredBytesPerMs);
}

port.on('message', (message: ToDomain) => {
  if (!domain.take(message)) {
    port.close();
    return;
  }
  const early = mirrorAt - performance.now();
  if (early <= 0 || message.type === 'load') mirror();
  else mirrorTimer ??= setTimeout(mirror, early);
  Atomics.add(shared, signals.progress, 1);
  Atomics.add(shared, signals.handled, 1);
});
Atomics.store(shared, signals.ready, 1);
