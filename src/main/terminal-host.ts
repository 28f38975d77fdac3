import { createScope } from '../shared/scope';
import {
  createClock,
  createPtys,
  createSmallLog,
  hostFiles,
  locateHome,
  machineName,
  returnMemory,
  serveTerminalHost,
  startScreenThread,
  transcriptFiles,
} from './node';
import { createTerminalHost } from './terminal-host/host';
import { createRecorders } from './terminal-host/recorder';

/** The process that holds terminals, outside the hub: `terminal-host.js HOME BUILD ALONE_MS`. It ends when nobody needs it. */
const [directory, build = '', aloneMs] = process.argv.slice(2);
const home = locateHome(directory);
const log = createSmallLog(`${home.directory}/logs/terminals.log`, { pid: process.pid });
const terminals = createScope();
const serving = createScope();
const clock = createClock();
const screens = new URL('./terminal-screens.js', import.meta.url);
const createRecorder = createRecorders({ startThread: () => startScreenThread(screens), log }, terminals);

// Terminals outlive a fault in one of them: nobody could start them again.
process.on('uncaughtException', (error) => log.error('An error was not handled', { error }));
process.on('unhandledRejection', (error) => log.error('A rejection was not handled', { error }));
// It has no terminal of its own, and what is told to the hub's is not meant for it.
for (const signal of ['SIGHUP', 'SIGINT'] as const) process.on(signal, () => {});

const host = createTerminalHost(
  {
    ...{ clock, log, createRecorder, build, pid: process.pid, hostname: machineName(), aloneMs: Number(aloneMs) },
    ptys: createPtys(),
    openTranscript: transcriptFiles(log),
    onRunning: (running) => served.ok && served.value.running(running),
    onUnused: end,
  },
  terminals,
);
const files = hostFiles(home, build);
const served = await serveTerminalHost({ files, build, accept: host.accept, log, onLost: end }, serving);
if (!served.ok) {
  log.warn('The terminal host cannot serve', { reason: served.message });
  process.exit(served.error === 'locked' ? 0 : 1);
}
log.info('The terminal host starts', { build, node: process.version });
returnMemory(clock, serving);
process.on('SIGTERM', end);

async function end(): Promise<void> {
  log.info('The terminal host ends');
  try {
    await terminals.close();
    if (served.ok) served.value.leave(host.untold());
    await serving.close();
  } catch (error) {
    log.error('It could not end in order', { error });
  }
  process.exit();
}
