import { sayNotRunning, withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

/** Brings the app's window up, or tells (and opens) the address of its page. */
export async function openApp(invocation: Invocation, openBrowser: boolean): Promise<number> {
  const { host, json } = invocation;
  const shown = await withHub(invocation, (client) => client.hub.show());
  if (!shown) return sayNotRunning(invocation);
  const { window, url, page } = shown;
  if (json) await host.out(JSON.stringify({ running: true, window, url }));
  else if (window) await host.out('VibeRot is running; its window is open.');
  else if (url) await printLines(host.out, `VibeRot is running. Open it at ${url}`);
  if (page && openBrowser) await host.openOnDesktop(page);
  return 0;
}
