import { baseName, commandLine, invocationOf, keyOf, type ProcessInfo, programName } from '../../../shared/vocabulary';
import type { StartedCommand } from '../../ports';
import type { Masking } from './masking';

/** What else is known of a process that starts. */
export interface AboutCommand {
  readonly ofAction: boolean;
  /** The coding agent that it comes from. */
  readonly agent?: string | undefined;
}

const longestName = 200;

/** A process as the history keeps it. */
export function recordOf(process: ProcessInfo, about: AboutCommand, masking: Masking): StartedCommand {
  const argv = [...masking.arguments(process.argv)];
  const masked = { ...process, argv };
  const { cwd, uid, typed } = process;
  return {
    ...{ key: keyOf(process), command: commandLine(masked), kind: kindOf(argv) },
    ...{ program: programName(masked).slice(0, longestName), startedAt: process.startedAt, firings: 0 },
    ...{ ofAction: about.ofAction, ...(about.agent === undefined ? {} : { agent: about.agent }) },
    ...{ ...(cwd === undefined ? {} : { cwd }), ...(uid === undefined ? {} : { uid }) },
    ...(typed === undefined ? {} : { typed: masking.text(typed) }),
  };
}

/** "npm install" for `node /usr/lib/npm-cli.js --silent install left-pad`, less the script's extension. */
function kindOf(argv: readonly string[]): string {
  const invoked = invocationOf(argv);
  if (!invoked) return '';
  const { program, script, argv: words } = invoked;
  const first = words.slice(script?.argumentsAt ?? 1).find((word) => !word.startsWith('-')) ?? '';
  return `${script ? baseName(script.name) : program} ${first}`.trimEnd().slice(0, longestName);
}
