import { z } from 'zod';

/** Runs a program as long as the command runs: its input is closed when the command ends. */
export const ExecAction = z.object({
  type: z.literal('exec'),
  /** A program: absolute, "~/…", with a slash relative to the home directory, or a bare name (actions/ there, the app's own examples, then PATH). */
  path: z.string(),
  args: z.array(z.string()),
  /** Run `path` as a command line of the system's shell; otherwise no shell is involved. */
  shell: z.boolean(),
  timeoutMs: z.number().optional(),
});
export type ExecAction = z.infer<typeof ExecAction>;

/** A notification on the desktop. Texts may hold placeholders: see `fillIn`. */
export const NotifyAction = z.object({
  type: z.literal('notify'),
  title: z.string().optional(),
  message: z.string().optional(),
  /** When the rule acts, when the command has ended, or both. */
  at: z.enum(['start', 'end', 'both']),
  /** Without the system's own sound. */
  silent: z.boolean(),
  timeoutMs: z.number().optional(),
});
export type NotifyAction = z.infer<typeof NotifyAction>;

export const OverlayCorner = z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']);
export type OverlayCorner = z.infer<typeof OverlayCorner>;

/** What an overlay shows: the command's progress, a page of the web, or a file. */
export const OverlayContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress') }),
  z.object({ type: z.literal('url'), url: z.string() }),
  z.object({ type: z.literal('page'), path: z.string() }),
]);
export type OverlayContent = z.infer<typeof OverlayContent>;

/** A small window above all others, until the command has ended. */
export const OverlayAction = z.object({
  type: z.literal('overlay'),
  content: OverlayContent,
  title: z.string().optional(),
  corner: OverlayCorner,
  /** In CSS pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** Clicks go to what is below. */
  clickThrough: z.boolean(),
  timeoutMs: z.number().optional(),
});
export type OverlayAction = z.infer<typeof OverlayAction>;

/** The sounds that come with the app. */
export const soundNames = ['done', 'failed', 'attention'] as const;

export const SoundAction = z.object({
  type: z.literal('sound'),
  /** One of `soundNames`, or a file. */
  sound: z.string(),
  at: z.enum(['start', 'end', 'both']),
  timeoutMs: z.number().optional(),
});
export type SoundAction = z.infer<typeof SoundAction>;

/** A line in the hub's log, or in a file of its own. */
export const LogAction = z.object({
  type: z.literal('log'),
  message: z.string(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  /** Lines are added to this file; without it to the hub's log. */
  file: z.string().optional(),
  at: z.enum(['start', 'end', 'both']),
  timeoutMs: z.number().optional(),
});
export type LogAction = z.infer<typeof LogAction>;

/** Sends what happened as JSON by POST. */
export const WebhookAction = z.object({
  type: z.literal('webhook'),
  url: z.string(),
  /** Values may name variables of the environment, `${NAME}`, so that no secret stands in the file. */
  headers: z.record(z.string(), z.string()),
  at: z.enum(['start', 'end', 'both']),
  /** How often it is tried again. */
  retries: z.number().int(),
  /** Addresses of this machine and of private networks are allowed. */
  allowPrivate: z.boolean(),
  timeoutMs: z.number().optional(),
});
export type WebhookAction = z.infer<typeof WebhookAction>;

/** Starts a command in a terminal of the app, or sends text to one that runs. */
export const AgentAction = z.discriminatedUnion('do', [
  z.object({
    type: z.literal('agent'),
    do: z.literal('start'),
    /** Names the terminal, so that text can be sent to it. */
    name: z.string(),
    command: z.array(z.string()).min(1),
    cwd: z.string().optional(),
    /** Typed into it once it runs, and confirmed by Enter. May hold placeholders. */
    prompt: z.string().optional(),
    timeoutMs: z.number().optional(),
  }),
  z.object({
    type: z.literal('agent'),
    do: z.literal('send'),
    name: z.string(),
    /** May hold placeholders. */
    text: z.string(),
    /** Followed by Enter. */
    enter: z.boolean(),
    timeoutMs: z.number().optional(),
  }),
]);
export type AgentAction = z.infer<typeof AgentAction>;

/** Does something in Lua, with all permissions: a piece of code, a file, or what a Lua file has registered as an action. */
export const LuaAction = z.object({
  type: z.literal('lua'),
  source: z.discriminatedUnion('from', [
    z.object({
      from: z.literal('code'),
      code: z.string(),
      /** How many lines below that of the rule it begins; unknown for what is only tried. */
      below: z.number().int().optional(),
    }),
    /** Absolute, "~/…", or relative to the home directory. */
    z.object({ from: z.literal('file'), file: z.string() }),
    z.object({ from: z.literal('registered'), name: z.string() }),
  ]),
  timeoutMs: z.number().optional(),
});
export type LuaAction = z.infer<typeof LuaAction>;

/** What a rule does when a command matches. */
export const Action = z.union([
  ExecAction,
  NotifyAction,
  OverlayAction,
  SoundAction,
  LogAction,
  WebhookAction,
  AgentAction,
  LuaAction,
]);
export type Action = z.infer<typeof Action>;

export const actionTypes = ['exec', 'notify', 'overlay', 'sound', 'log', 'webhook', 'agent', 'lua'] as const;
export const ActionType = z.enum(actionTypes);
export type ActionType = z.infer<typeof ActionType>;
