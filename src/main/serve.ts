import type { Observable } from '../shared/event';
import { messageOf } from '../shared/result';
import { createScope } from '../shared/scope';
import type { HubStatus } from '../shared/vocabulary';
import { type CliHost, runCli, type ServeOptions } from './cli';
import { startHub } from './hub';
import {
  type App,
  createNotifySend,
  createProcesses,
  onCrash,
  onEndRequest,
  openOnDesktop,
  serveWeb,
  writeRedirect,
} from './node';
import type { Home } from './ports';

const longestProbeStartMs = 3_000;

/** Runs a hub in plain Node and serves its page, until it is asked to end. @returns the exit code */
export async function serve(app: App, host: CliHost, { home, port, open }: ServeOptions): Promise<number> {
  const scope = createScope();
  let shown: { window: false; url?: string; page?: string } = { window: false };
  const desktop = { openFile: openOnDesktop, show: async () => shown, showAgent: () => false };
  const notifier = createNotifySend(createProcesses(), home.directory);
  const started = await startHub({ app, home, host: 'node', desktop, notifier }, scope);
  if (!started.ok) {
    await scope.close();
    if (started.error === 'locked') return showRunning(home, host, { open, pid: started.message });
    await host.error(started.message);
    return 1;
  }
  const { log, token, accept, status, guard, overlayPages: overlays } = started.value;

  const pages = `${app.outDirectory}/renderer`;
  const served = await serveWeb({ port, pages, overlays, token, accept, log }, scope);
  if (!served.ok) {
    await host.error(served.message);
    await scope.close();
    return 1;
  }
  const { url } = served.value;
  // Not the address itself: it holds the token, and everybody can read a browser's arguments.
  const page = writeRedirect(`${home.runDirectory}/open.html`, url, scope);
  guard.watchFile(page);
  shown = { window: false, url, page };

  const ended = new Promise<number>((resolve) => {
    onEndRequest(() => resolve(0));
    onCrash((error) => {
      log.error('VibeRot crashed', { error });
      void host.error(`VibeRot crashed: ${messageOf(error)}. Details are in ${home.log}`);
      resolve(1);
    });
  });
  await probeDecided(status);
  for (const { message, remedy } of status.value.notices) await host.error([message, remedy].filter(Boolean).join(' '));
  await host.out(`VibeRot is ${status.value.probe.state === 'running' ? 'watching' : 'running'}. Open it at ${url}`);
  if (open) void openOnDesktop(page);

  const code = await ended;
  await scope.close();
  return code;
}

/** Until it is known whether the machine can be watched; not for ever. */
function probeDecided(status: Observable<HubStatus>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, longestProbeStartMs);
    const unsubscribe = status.on(check);
    function check(): void {
      if (status.value.probe.state !== 'starting') done();
    }
    function done(): void {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    }
    check();
  });
}

/** Whoever starts a second time wants to see the first. */
async function showRunning(home: Home, host: CliHost, { open, pid }: { open: boolean; pid: string }): Promise<number> {
  if (!host.openHub(home)) {
    await host.error(`VibeRot (pid ${pid}) holds ${home.directory} but cannot be reached. End it, then start again.`);
    return 1;
  }
  return runCli(['open', '--home', home.directory, ...(open ? [] : ['--no-open'])], host);
}
