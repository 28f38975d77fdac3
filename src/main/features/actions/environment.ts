import { commandLine, describeExit } from '../../../shared/vocabulary';
import { writeCauses } from './causes';
import { durationOf, type Occasion } from './occasion';
import type { Environment } from './variables';

/** Where an action's environment comes from. */
export interface Surroundings {
  /** The hub's own environment. */
  readonly env: Environment;
  /** VibeRot's own folder. */
  readonly home: string;
}

/** execve(2) takes no single variable longer than 128 KiB on Linux; this leaves the others room elsewhere too. */
const commandBytes = 100 * 1024;

/** The hub's own: its settings, among them secrets, and what makes a Node program of Electron. */
const ownVariable = /^(VIBEROT_.*|ELECTRON_RUN_AS_NODE)$/i;

/**
 * What an action finds in its environment: the hub's, and what it is done for. `cut` shortens the command line to what
 * every system takes, and says so in VIBEROT_COMMAND_TRUNCATED.
 */
export function environmentOf(
  { env, home }: Surroundings,
  occasion: Occasion,
  { run, cut = false }: { run: string; cut?: boolean },
): Record<string, string> {
  const { process, rule, causes } = occasion;
  const command = commandLine(process);
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !ownVariable.test(name))),
    VIBEROT_PID: String(process.pid),
    VIBEROT_PID_TYPE: process.src === 'shell' || occasion.trial ? 'synthetic' : 'real',
    VIBEROT_COMMAND: cut ? firstBytes(command, commandBytes) : command,
    ...(cut ? { VIBEROT_COMMAND_TRUNCATED: '1' } : {}),
    VIBEROT_TIMESTAMP: new Date(process.startedAt).toISOString(),
    VIBEROT_HOME: home,
    VIBEROT_ACTIONS: `${home}/actions`,
    ...(process.cwd === undefined ? {} : { VIBEROT_WORKING_DIRECTORY: process.cwd }),
    VIBEROT_RULE: rule.id,
    VIBEROT_RUN: run,
    VIBEROT_CAUSES: writeCauses([...causes, rule.id]),
    ...endOf(occasion),
  };
}

/** How the command ended. */
function endOf(occasion: Occasion): Record<string, string> {
  const { exit } = occasion;
  const duration = durationOf(occasion);
  return {
    ...(exit && 'code' in exit ? { VIBEROT_EXIT_CODE: String(exit.code) } : {}),
    ...(exit && 'signal' in exit ? { VIBEROT_SIGNAL: describeExit({ signal: exit.signal }) } : {}),
    ...(duration === undefined ? {} : { VIBEROT_DURATION_MS: String(duration) }),
  };
}

/** As many whole characters as fit into so many bytes of UTF-8. */
function firstBytes(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
