import { z } from 'zod';
import { Exit } from './process';

/**
 * What an agent is doing. `needs-input`: it asks something and waits for the person. `finished`, `failed`: its turn is
 * over and it waits for the next prompt, as a shell does; `stuck`: it said that it works and has shown nothing for long; `exited`: its
 * process has ended.
 */
export const agentStatuses = ['starting', 'working', 'needs-input', 'finished', 'failed', 'stuck', 'exited'] as const;
export const AgentStatus = z.enum(agentStatuses);
export type AgentStatus = z.infer<typeof AgentStatus>;

/** Who said so, best first: the agent's own hooks, its terminal sequences, patterns on its screen, its process. */
export const StatusSource = z.enum(['hook', 'sequence', 'pattern', 'process']);
export type StatusSource = z.infer<typeof StatusSource>;

/** Whether an agent is started again when its process has ended by itself. */
export const RestartPolicy = z.enum(['never', 'on-failure', 'always']);
export type RestartPolicy = z.infer<typeof RestartPolicy>;

/** A git worktree that was made for an agent. */
export const AgentWorktree = z.object({
  /** The repository that it belongs to: the folder of its main worktree. */
  repository: z.string(),
  path: z.string(),
  branch: z.string(),
  /** The commit-ish that the branch was made from. */
  base: z.string(),
});
export type AgentWorktree = z.infer<typeof AgentWorktree>;

/** A text that tells the status when it is on the screen. */
export const StatusRule = z.object({
  /** A regular expression (RE2's syntax), tried on each of the last lines of the screen. */
  pattern: z.string(),
  status: z.enum(['working', 'needs-input', 'finished', 'failed']),
});
export type StatusRule = z.infer<typeof StatusRule>;

export const profileColors = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;
export const ProfileColor = z.enum(profileColors);
export type ProfileColor = z.infer<typeof ProfileColor>;

/** Names of lucide icons that a profile may have. */
export const profileIcons = ['terminal', 'bot', 'sparkles', 'code', 'flask', 'hammer', 'rocket', 'globe'] as const;
export const ProfileIcon = z.enum(profileIcons);
export type ProfileIcon = z.infer<typeof ProfileIcon>;

/** The command lines tools whose ways are known: their hooks, how they resume, what their screens say. */
export const agentTools = ['claude', 'codex', 'gemini', 'opencode', 'aider'] as const;
export const AgentTool = z.enum(agentTools);
export type AgentTool = z.infer<typeof AgentTool>;

/** How agents of a kind are started. */
export const Profile = z.object({
  id: z.string(),
  name: z.string(),
  /** `file`: from config.toml; `detected`: found on the PATH; `built-in`: the person's shell. */
  origin: z.enum(['file', 'detected', 'built-in']),
  tool: AgentTool.optional(),
  command: z.array(z.string()).min(1),
  env: z.record(z.string(), z.string()),
  cwd: z.string().optional(),
  color: ProfileColor,
  icon: ProfileIcon,
  statusRules: z.array(StatusRule),
  autoRestart: RestartPolicy,
  /** Arguments in place of those of the command that take up the session `{id}` again; without it there is no resuming. */
  resume: z.array(z.string()).optional(),
  /** The output is also written to a file, below `transcripts/` in the home directory. */
  transcript: z.boolean(),
  /** No output for so long while it is said to work: stuck. */
  stuckAfterMs: z.number(),
});
export type Profile = z.infer<typeof Profile>;

/** The id of the profile that runs the person's shell. */
export const shellProfile = 'shell';

/** A command in a terminal that outlives the hub: a coding agent, a shell, anything. */
export const Agent = z.object({
  /** Short, and never used again: "k3f9-2m". It names the agent in addresses, commands and VIBEROT_AGENT_ID. */
  id: z.string(),
  name: z.string(),
  profile: z.string(),
  tool: AgentTool.optional(),
  color: ProfileColor,
  icon: ProfileIcon,
  group: z.string().optional(),
  /** The agent that asked for it, when one did. */
  parent: z.string().optional(),
  notes: z.string(),
  command: z.array(z.string()).min(1),
  cwd: z.string(),
  worktree: AgentWorktree.optional(),
  /** The terminal of its latest run; gone when the terminal host was lost. */
  terminal: z.string().optional(),
  pid: z.number().int().optional(),
  createdAt: z.number(),
  /** When its latest run began. */
  startedAt: z.number(),
  status: AgentStatus,
  statusSource: StatusSource,
  statusAt: z.number(),
  /** What it said with the status: "Claude needs your permission to use Bash". */
  statusText: z.string().optional(),
  /** Its status changed for the person's eyes while nobody looked at it. */
  unseen: z.boolean(),
  /** What the program set as title of its terminal. */
  title: z.string().optional(),
  /** The last line with text on its screen, as of about a second ago. */
  lastLine: z.string().optional(),
  lastOutputAt: z.number().optional(),
  /** 0…100, as programs tell by OSC 9;4; undefined: none. */
  progress: z.number().optional(),
  exit: Exit.optional(),
  /** The terminal host ended without telling: how the process ended is unknown. */
  lost: z.boolean(),
  autoRestart: RestartPolicy,
  restarts: z.number().int(),
  /** The session that the tool would take up again. */
  resumeId: z.string().optional(),
});
export type Agent = z.infer<typeof Agent>;

/** Whether a status wants the person: it is told by a notification, a mark in the list, and a count on the tray. */
export function wantsPerson(status: AgentStatus): boolean {
  return status === 'needs-input' || status === 'failed' || status === 'stuck';
}

/** A started process that has not ended. */
export function isAlive(agent: Pick<Agent, 'status'>): boolean {
  return agent.status !== 'exited';
}
