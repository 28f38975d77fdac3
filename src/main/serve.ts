import { messageOf } from '../shared/result';
import { createScope } from '../shared/scope';
import { type CliHost, runCli, type ServeOptions } from './cli';
import { startHub } from './hub';
import { type App, onCrash, onEndRequest, openOnDesktop, serveWeb } from './node';

/** Runs a hub in plain Node and serves its page, until it is asked to end. @returns the exit code */
export async function serve(app: App, host: CliHost, { home, port, open }: ServeOptions): Promise<number> {
  const scope = createScope();
  let url: string | undefined;
  const desktop = { openFile: openOnDesktop, show: async () => ({ window: false, url }) };
  const started = await startHub({ app, home, host: 'node', desktop }, scope);
  if (!started.ok) {
    await scope.close();
    // Whoever starts a second time wants to see the first.
    if (started.error === 'locked')
      return runCli(['open', '--home', home.directory, ...(open ? [] : ['--no-open'])], host);
    await host.error(started.message);
    return 1;
  }
  const { log, token, accept, status } = started.value;

  const served = await serveWeb({ port, pages: `${app.outDirectory}/renderer`, token, accept, log }, scope);
  if (!served.ok) {
    await host.error(served.message);
    await scope.close();
    return 1;
  }
  url = served.value.url;

  const ended = new Promise<number>((resolve) => {
    onEndRequest(() => resolve(0));
    onCrash((error) => {
      log.error('VibeRot crashed', { error });
      void host.error(`VibeRot crashed: ${messageOf(error)}. Details are in ${home.log}`);
      resolve(1);
    });
  });
  for (const { message, remedy } of status.value.notices) await host.error([message, remedy].filter(Boolean).join(' '));
  await host.out(`VibeRot is watching. Open it at ${url}`);
  if (open) void openOnDesktop(url);

  const code = await ended;
  await scope.close();
  return code;
}
