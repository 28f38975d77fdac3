import type { Client } from '../../shared/contract';
import type { Result } from '../../shared/result';
import { capturedProcesses, type FullCapture, type HubStatus } from '../../shared/vocabulary';
import type { InstallFailure, ProbeInstallation } from '../ports';
import { withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

/** Installs the helper with its capabilities, and tells a running hub to use it. */
export async function enableProbe(invocation: Invocation, allUsers: boolean): Promise<number> {
  const { host, json } = invocation;
  const found = await host.probeInstaller.inspect();
  if (found.ok && !json) await printLines(host.out, ...announcement(found.value, allUsers));
  return finish(invocation, await host.probeInstaller.enable({ allUsers }), {
    refresh: (client) => client.probe.refresh(),
    done: 'The helper is installed.',
    later: 'VibeRot uses it from its next start.',
  });
}

/** Removes it again; a running hub goes on with its own helper and offers full capture no more. */
export async function disableProbe(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const found = await host.probeInstaller.inspect();
  if (found.ok && found.value.state === 'absent') {
    if (json) await host.out(JSON.stringify({ outcome: 'done' }));
    else await printLines(host.out, 'Nothing is installed.');
    return 0;
  }
  return finish(invocation, await invocation.host.probeInstaller.disable(), {
    async refresh(client) {
      await client.probe.dismissOffer();
      return client.probe.refresh();
    },
    done: 'The helper with capabilities is removed.',
    later: 'Nothing of it is left.',
  });
}

/** Tells what a running hub watches with, and what is installed. */
export async function printProbe(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const probe = await withHub(invocation, async (client) => (await client.hub.status()).probe);
  const found = await host.probeInstaller.inspect();
  const installation = found.ok ? found.value : { state: found.error, why: found.message };
  if (json) {
    const { full, tier, why } = probe ?? {};
    await host.out(JSON.stringify({ running: probe !== undefined, tier, why, full, installation }));
    return 0;
  }
  const lines = probe ? describeRunning(probe) : ['VibeRot is not running here.'];
  await printLines(host.out, ...lines, found.ok ? describeInstallation(found.value) : found.message);
  if (probe?.full.state === 'off' && found.ok && found.value.state === 'current')
    await printLines(host.out, 'The running VibeRot does not use it yet: start it again.');
  return 0;
}

/** "full capture: off: needs cap_bpf" */
export function fullCaptureLine({ state, why, installed }: FullCapture): string {
  if (state === 'on')
    return `full capture: on${installed?.current ? `, for ${capturedProcesses(installed.allUsers)}` : ''}`;
  return ['full capture', state, why].filter(Boolean).join(': ');
}

interface Ending {
  /** Tells a running hub; gives what has become of full capture there. */
  readonly refresh: (client: Client) => Promise<FullCapture>;
  readonly done: string;
  /** What is so when no hub runs. */
  readonly later: string;
}

async function finish(
  invocation: Invocation,
  result: Result<void, InstallFailure>,
  { refresh, done, later }: Ending,
): Promise<number> {
  const { host, json } = invocation;
  if (!result.ok) {
    const { error, message } = result;
    if (error === 'refused') await withHub(invocation, (client) => client.probe.dismissOffer());
    if (json) await host.out(JSON.stringify({ outcome: error, message }));
    else await printLines(error === 'not-needed' ? host.out : host.error, message);
    return error === 'not-needed' ? 0 : 1;
  }
  const full = await withHub(invocation, refresh);
  if (json) await host.out(JSON.stringify({ outcome: 'done', full }));
  else await printLines(host.out, done, full ? fullCaptureLine(full) : later);
  return 0;
}

function announcement({ path, canAsk }: ProbeInstallation, allUsers: boolean): string[] {
  const what = `This installs ${path} with the capabilities cap_bpf and cap_perfmon, for ${capturedProcesses(allUsers)}.`;
  return canAsk ? [what, 'Undo it with: viberot probe disable'] : [what];
}

function describeRunning({ state, tier, full }: HubStatus['probe']): string[] {
  return [`probe: ${state}${tier === undefined ? '' : ` by ${tier}`}`, fullCaptureLine(full)];
}

function describeInstallation({ state, path, allUsers, why }: ProbeInstallation): string {
  switch (state) {
    case 'absent':
      return `installed: no (viberot probe enable would install ${path})`;
    case 'current':
      return `installed: ${path}, for ${capturedProcesses(allUsers)}`;
    case 'outdated':
      return `installed: ${path}, of another build; replace it with viberot probe enable`;
    case 'unusable':
      return `installed: not usable: ${why ?? path}`;
  }
}
