import { createConnection } from '../../../shared/link';
import type { DetachKey } from '../attach';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { runApp } from './app/app';
import { viewNamed } from './draw/chrome';

export interface TuiOptions {
  /** The view to begin with, in place of the agents. */
  readonly view: string | undefined;
  readonly detachKey: DetachKey;
}

const usageError = 2;
const firstView = 'agents';

/**
 * Shows the app on this terminal until the person quits. When the hub ends, it waits for the next one.
 * @returns the exit code: 0 quit, 1 it could not be shown or the terminal has gone, 2 there is no terminal
 */
export async function showInTerminal(invocation: Invocation, { view, detachKey }: TuiOptions): Promise<number> {
  const { host } = invocation;
  if (!host.terminalSize()) return sayNoTerminal(invocation);
  const home = host.locateHome(invocation.home);
  const views = await withHub(invocation, async (client) => (await client.lua.state()).views.map(({ name }) => name));
  if (!views) return sayNotRunning(invocation);
  const wanted = view === undefined ? undefined : viewNamed(view);
  if (wanted !== undefined && !views.includes(wanted)) {
    const there = views.filter((name) => name !== 'layout').join(', ');
    await printLines(host.error, `There is no view "${wanted}" for the terminal. There are: ${there || 'none'}.`);
    return 1;
  }
  const terminal = host.openTerminal();
  if (!terminal) return sayNoTerminal(invocation);
  const connection = createConnection({
    connect() {
      const open = host.openHub(home);
      return open ? open() : Promise.reject(new Error('VibeRot is not running here.'));
    },
    reconnect: true,
  });
  const openPage = (address: string) => void host.openOnDesktop(address);
  const byPerson = await runApp({
    ...{ connection, terminal, detachKey, openPage, view: wanted ?? firstView, ownAgent: host.agentId },
    cwd: host.absolute('.'),
  });
  connection.close();
  terminal.close();
  return byPerson ? 0 : 1;
}

async function sayNoTerminal({ host }: Invocation): Promise<number> {
  await host.error('Only a terminal can show this: input or output of this command is none. See: viberot status');
  return usageError;
}
