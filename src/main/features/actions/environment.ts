import { commandLine, type ProcessInfo } from '../../../shared/vocabulary';

export interface ActionContext {
  readonly process: ProcessInfo;
  readonly ruleId: string;
  /** VibeRot's own folder. */
  readonly home: string;
}

/** execve(2) takes no single variable longer than 128 KiB on Linux; this leaves the others room elsewhere too. */
const commandBytes = 100 * 1024;

/** The hub's own: its settings, among them secrets, and what makes a Node program of Electron. */
const ownVariable = /^(VIBEROT_.*|ELECTRON_RUN_AS_NODE)$/i;

/**
 * What an action finds in its environment: the hub's, and what it is started for. `cut` shortens the command line to
 * what every system takes, and says so in VIBEROT_COMMAND_TRUNCATED.
 */
export function environmentOf(
  inherited: Readonly<Record<string, string>>,
  { process, ruleId, home }: ActionContext,
  { cut }: { cut: boolean },
): Record<string, string> {
  const command = commandLine(process);
  return {
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !ownVariable.test(name))),
    VIBEROT_PID: String(process.pid),
    VIBEROT_PID_TYPE: process.src === 'shell' ? 'synthetic' : 'real',
    VIBEROT_COMMAND: cut ? firstBytes(command, commandBytes) : command,
    ...(cut ? { VIBEROT_COMMAND_TRUNCATED: '1' } : {}),
    VIBEROT_TIMESTAMP: new Date(process.startedAt).toISOString(),
    VIBEROT_HOME: home,
    ...(process.cwd === undefined ? {} : { VIBEROT_WORKING_DIRECTORY: process.cwd }),
    VIBEROT_RULE: ruleId,
  };
}

/** As many whole characters as fit into so many bytes of UTF-8. */
function firstBytes(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
