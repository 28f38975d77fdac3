import { sayNotRunning, withHub } from './hub-client';
import type { Invocation } from './run';

/** Brings the app's window up, or tells (and opens) the address of its page. */
export async function openApp(invocation: Invocation, openBrowser: boolean): Promise<number> {
  const { host } = invocation;
  const shown = await withHub(invocation, (client) => client.hub.show());
  if (!shown) return sayNotRunning(invocation);
  if (shown.window) await host.out('VibeRot is running; its window is open.');
  else if (shown.url) {
    await host.out(`VibeRot is running. Open it at ${shown.url}`);
    if (openBrowser) await host.openOnDesktop(shown.url);
  }
  return 0;
}
