import type { Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';

/** Tools that can tell by hooks what they do. */
export const hookTools = ['claude', 'codex', 'gemini'] as const;
export type HookTool = (typeof hookTools)[number];

/** What a hook said, as it said it. */
export interface HookRecord {
  /** The agent's id, as the environment of the tool had it. Not to be trusted. */
  readonly agent: string;
  readonly tool: HookTool;
  /** JSON, if the tool keeps to its word. */
  readonly text: string;
}

/** Where hooks of tools are set up, and where they leave what they say. */
export interface AgentHooks {
  /** The script that hooks run, in the home. */
  readonly script: string;
  /** The folder that it writes to. It outlives the hub, as agents do. */
  readonly spool: string;
  /** The folder of a tool's settings. Undefined where the tool has none, or the system is not supported. */
  settingsFolder(tool: HookTool): string | undefined;
  /** Puts the script into the home. */
  place(): Promise<Result<void, 'not-writable'>>;
  /** Brings the script up to the app's version, if it is in the home. */
  update(): Promise<void>;
  /** Takes the script out of the home. */
  displace(): Promise<void>;
  /** Removes the spool if it is empty: nothing that runs could write to it. */
  leave(): void;
  /** Tells each record once, in the order in which hooks ended, with those first that came while no hub ran. */
  follow(onRecord: (record: HookRecord) => void, scope: Scope): Result<void, 'cannot-watch'>;
}
