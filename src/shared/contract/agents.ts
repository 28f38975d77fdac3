import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  Agent,
  AgentStatus,
  AgentTool,
  agentTools,
  OrphanWorktree,
  Profile,
  RestartPolicy,
  TerminalSize,
  WorktreeDiff,
} from '../vocabulary';

const Id = z.object({ id: z.string() });
const notFound = { NOT_FOUND: { message: 'There is no such agent', data: Id } };
const Reason = z.object({ reason: z.string() });
const failed = { FAILED: { message: 'It could not be done', data: Reason } };
/** `lost`: what would be lost, in words. */
const dirty = {
  DIRTY: { message: 'Its worktree has changes', data: z.object({ files: z.number().int(), lost: z.string() }) },
};

export const SpawnRequest = z.object({
  /** Without one it is named after its profile or command. Names need not differ. */
  name: z.string().min(1).max(100).optional(),
  /** Without one, and with a command, that of the tool which the command runs, else a plain one. Without both: the shell. */
  profile: z.string().optional(),
  /** In place of the profile's. */
  command: z.array(z.string()).min(1).optional(),
  cwd: z.string().optional(),
  /** In addition to the profile's. */
  env: z.record(z.string(), z.string()).optional(),
  /** Make a git worktree for it, from the repository that `cwd` lies in. The branch is made from `base` if it is new. */
  worktree: z.object({ branch: z.string().min(1), base: z.string().optional() }).optional(),
  /** Typed into it once it is ready, and confirmed by Enter. */
  prompt: z.string().max(1_000_000).optional(),
  group: z.string().max(100).optional(),
  /** The agent that asks for it, when one does. */
  parent: z.string().optional(),
  notes: z.string().max(10_000).optional(),
  autoRestart: RestartPolicy.optional(),
  size: TerminalSize.optional(),
});
export type SpawnRequest = z.infer<typeof SpawnRequest>;

/** Whether the tools' hooks tell us what agents do. */
export const HookState = z.object({
  tool: AgentTool,
  /** `partly`: something of ours is there, but not all, or of another version. */
  state: z.enum(['on', 'off', 'partly', 'unavailable']),
  /** The tool's settings file that has or would have them. */
  file: z.string(),
  why: z.string().optional(),
});
export type HookState = z.infer<typeof HookState>;

/** Coding agents, shells, and other commands in terminals that outlive the hub. */
export const agents = {
  list: oc.output(z.array(Agent)),
  /** All agents, now and after each change, oldest first. */
  watch: oc.output(eventIterator(z.array(Agent))),
  /** How agents can be started: from config.toml, found on the PATH, and the shell. */
  profiles: oc.output(z.array(Profile)),
  /** Starts a command in a terminal of its own. */
  spawn: oc
    .input(SpawnRequest)
    .errors({ CANNOT_START: { message: 'The agent could not be started', data: Reason } })
    .output(Agent),
  /** Types a text, with Enter after it unless told otherwise. `ids`: broadcast; told per id what became of it. */
  send: oc
    .input(
      z.object({
        ids: z.array(z.string()).min(1),
        text: z.string().max(1_000_000),
        enter: z.boolean().optional(),
      }),
    )
    .output(z.array(z.object({ id: z.string(), problem: z.string().optional() }))),
  /** Resolves once the agent has one of the statuses, or the time is over. It counts from now: a status that it has already counts. */
  wait: oc
    .input(
      z.object({ id: z.string(), statuses: z.array(AgentStatus).min(1), timeoutMs: z.number().positive().optional() }),
    )
    .errors(notFound)
    .output(z.object({ reached: z.boolean(), agent: Agent })),
  /** Ends what runs, and starts it again in the same folder; with `resume` the tool takes up its session. */
  restart: oc
    .input(z.object({ id: z.string(), resume: z.boolean().optional(), size: TerminalSize.optional() }))
    .errors({ ...notFound, ...failed })
    .output(Agent),
  /** Ends the whole tree of its processes: hang-up, then kill. Resolves when none is left. It stays in the list. */
  kill: oc.input(Id).errors(notFound).output(Agent),
  /** Kills all that run. */
  killAll: oc.output(z.object({ killed: z.number().int() })),
  /**
   * Forgets an agent; one that runs is killed first. Its worktree is removed if asked for: one with changes that are not
   * committed only with `force` (DIRTY says how many files).
   */
  remove: oc
    .input(z.object({ id: z.string(), worktree: z.enum(['keep', 'remove']).optional(), force: z.boolean().optional() }))
    .errors({
      ...notFound,
      ...failed,
      ...dirty,
    })
    .output(z.void()),
  update: oc
    .input(
      z.object({
        id: z.string(),
        name: z.string().min(1).max(100).optional(),
        /** Empty: none. */
        group: z.string().max(100).optional(),
        notes: z.string().max(10_000).optional(),
        autoRestart: RestartPolicy.optional(),
      }),
    )
    .errors(notFound)
    .output(Agent),
  /**
   * This connection's page shows these agents to a person who is looking: they get no notifications, and what they did
   * counts as seen. Replaces what the connection said before; ends with it.
   */
  look: oc.input(z.object({ ids: z.array(z.string()) })).output(z.void()),
  /** What the folder of an agent has that its base has not. */
  diff: oc
    .input(z.object({ id: z.string() }))
    .errors({ ...notFound, ...failed })
    .output(WorktreeDiff),
  /** Branches of the repository that a folder lies in, newest first; undefined when there is none. */
  branches: oc
    .input(z.object({ cwd: z.string() }))
    .output(
      z.object({ repository: z.string(), current: z.string().optional(), branches: z.array(z.string()) }).optional(),
    ),
  orphans: oc.output(z.array(OrphanWorktree)),
  removeOrphan: oc
    .input(z.object({ path: z.string(), force: z.boolean().optional() }))
    .errors({ ...failed, ...dirty })
    .output(z.void()),
  hooks: oc.output(z.array(HookState)),
  /** Adds our hooks to a tool's settings, or takes them out. Nothing else in the file changes. */
  setHooks: oc
    .input(z.object({ tool: z.enum(agentTools), on: z.boolean() }))
    .errors(failed)
    .output(z.array(HookState)),
  /** Opens a file that an agent's output names, in the person's editor, at a line. Relative paths begin in its folder. */
  openFile: oc
    .input(
      z.object({
        id: z.string(),
        path: z.string().min(1),
        line: z.number().int().positive().optional(),
        column: z.number().int().positive().optional(),
      }),
    )
    .errors({ ...notFound, ...failed })
    .output(z.void()),
};
