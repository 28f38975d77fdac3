import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { luaLayers, registrationKinds, type ViewNode } from '../vocabulary';

/** What went wrong in Lua, and where: a `LuaProblem` of the vocabulary. */
const Problem = z.object({
  message: z.string(),
  path: z.string(),
  line: z.number().int().optional(),
  traceback: z.string().optional(),
  module: z.string().optional(),
  handler: z.string().optional(),
});

/** A Lua file and what became of it: a `LuaFile` of the vocabulary. */
const File = z.object({
  module: z.string(),
  layer: z.enum(luaLayers),
  path: z.string(),
  state: z.enum(['running', 'failed', 'disabled', 'not-run']),
  problem: Problem.optional(),
  loadedAt: z.number().optional(),
  tookMs: z.number().optional(),
  registrations: z.number().int(),
  errors: z.number().int(),
  totalMs: z.number(),
  versions: z.number().int(),
});

/** One worker with a Lua state of its own. */
const Domain = z.object({
  /** `trusted`, or the module of an improvement. */
  name: z.string(),
  state: z.enum(['running', 'stopped']),
  /** Why it does not run. */
  why: z.string().optional(),
  memoryBytes: z.number(),
  /** How often it was ended because it was stuck or had no memory left, since the hub started. */
  restarts: z.number().int(),
});

/** Something that Lua has registered: a `Registration` of the vocabulary, with its domain and what it has cost. */
const Registered = z.object({
  domain: z.string(),
  handler: z.string(),
  kind: z.enum(registrationKinds),
  name: z.string(),
  module: z.string(),
  priority: z.number(),
  enabled: z.boolean(),
  about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  calls: z.number().int(),
  errors: z.number().int(),
  totalMs: z.number(),
  longestMs: z.number(),
});

/** A view that Lua describes. */
const View = z.object({
  /** Names it: its address is `view/NAME`. The one called `layout` says how the window is arranged. */
  name: z.string(),
  title: z.string(),
  /** One of the window's icons. */
  icon: z.string().optional(),
  /**
   * It is for `viberot tui` alone, and the window neither lists nor shows it: the shipped `agents`, `activity`, `rules`,
   * `lua`, `status` and `settings` are, which the window has views of its own for. A person's view of such a name (without
   * this) takes their place in both.
   */
  terminal: z.boolean().optional(),
  module: z.string(),
});

/** A view as it was drawn last. */
export const LuaView = z.object({
  /** Undefined if it could never be drawn. The hub has checked it, and a large one would take long again. */
  tree: z.custom<ViewNode>().optional(),
  /** Why it could not be drawn anew; the tree is the last that could. */
  problem: Problem.optional(),
});
export type LuaView = z.infer<typeof LuaView>;

/** A folder that brings Lua of its own, in `.viberot/lua`. */
const Project = z.object({
  /** Without symbolic links. */
  folder: z.string(),
  /** Its modules are `project.<name>.…`. */
  name: z.string(),
  /**
   * `new`: nobody has said anything of it, and nothing of it is run. `changed`: it is trusted, but files are others by now;
   * those texts that were trusted go on. `missing`: it is trusted, but not there, or a link to somewhere else.
   */
  state: z.enum(['new', 'trusted', 'changed', 'declined', 'missing']),
  /** By path; what was trusted is compared with what is on disk. A removed file is no longer run. */
  files: z.array(z.object({ path: z.string(), change: z.enum(['same', 'added', 'changed', 'removed']) })).readonly(),
  /** When a person has said what to do with it. */
  at: z.number().optional(),
});
export type LuaProject = z.infer<typeof Project>;

/** A file of a project, and what of it is trusted. */
const ProjectText = z.object({
  path: z.string(),
  change: z.enum(['same', 'added', 'changed', 'removed']),
  /** As it is on disk. */
  text: z.string().optional(),
  trusted: z.string().optional(),
});
export type LuaProjectText = z.infer<typeof ProjectText>;

/** All that is known of Lua in this hub. */
export const LuaState = z.object({
  /** `<home>/lua`, where the person's and the agents' files lie. */
  folder: z.string(),
  /** Where `core` and `default` lie. */
  shipped: z.string(),
  files: z.array(File).readonly(),
  domains: z.array(Domain).readonly(),
  registrations: z.array(Registered).readonly(),
  /** One for each name, in the order that they ask for, then by name. */
  views: z.array(View).readonly(),
  /** Folders that bring Lua of their own: where agents have run, and those that a person has said something of. */
  projects: z.array(Project).readonly(),
  /** A file of the person that takes the place of a shipped one. `changed`: the shipped one is another than when it was overridden. */
  overrides: z
    .array(z.object({ module: z.string(), path: z.string(), shipped: z.string(), changed: z.boolean() }))
    .readonly(),
});
export type LuaState = z.infer<typeof LuaState>;

/** A line that Lua has logged, or an error of a handler. */
export const LuaLogLine = z.object({
  /** Rises by one with each line. */
  id: z.number().int(),
  at: z.number(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  domain: z.string(),
  module: z.string(),
  text: z.string(),
  problem: Problem.optional(),
});
export type LuaLogLine = z.infer<typeof LuaLogLine>;

/** An earlier text of a file. */
export const LuaVersion = z.object({
  /** Names it: what `rollback` is given. */
  version: z.string(),
  at: z.number(),
  bytes: z.number().int(),
  /** Its text is the one of the file now. */
  current: z.boolean(),
});
export type LuaVersion = z.infer<typeof LuaVersion>;

/** What became of a piece of code, or a file. */
const done = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: Problem }),
  ]);

const Module = z.object({ module: z.string() });
const Folder = z.object({ folder: z.string() });
const noProject = { NO_PROJECT: { message: 'There is no Lua in this folder', data: Folder } };
const noModule = { NO_MODULE: { message: 'There is no such Lua file', data: Module } };
const failed = { FAILED: { message: 'It could not be done', data: z.object({ reason: z.string() }) } };

/** Lua: files, what they have registered, and how they are changed while the hub runs. */
export const lua = {
  state: oc.output(LuaState),
  /** The state now and after each change, at most ten times a second. */
  watch: oc.output(eventIterator(LuaState)),
  /**
   * Reads files anew and runs those that changed, as the watcher would; answers once they are in force or refused.
   * `modules`: run these in any case. What a module is called also names it by its path.
   */
  reload: oc
    .input(z.object({ modules: z.array(z.string()).optional() }))
    .errors(noModule)
    .output(
      z.object({
        ran: z.array(z.string()).readonly(),
        tookMs: z.number(),
        problems: z.array(Problem).readonly(),
      }),
    ),
  /** Runs a piece of code; the results as `tostring` shows them. `domain`: `trusted` unless told otherwise. */
  evaluate: oc
    .input(z.object({ code: z.string().max(1_000_000), domain: z.string().optional() }))
    .errors({ NO_DOMAIN: { message: 'There is no such domain', data: z.object({ domain: z.string() }) } })
    .output(done(z.array(z.string()).readonly())),
  /** The last lines, oldest first; at least 1,000 are kept. */
  logs: oc
    .input(z.object({ limit: z.number().int().min(1).max(10_000).default(200), module: z.string().optional() }))
    .output(z.array(LuaLogLine).readonly()),
  /** Lines from now on; `after` a line first those behind it that are still kept. */
  watchLogs: oc
    .input(z.object({ module: z.string().optional(), after: z.number().int().optional() }))
    .output(eventIterator(LuaLogLine)),
  /** Runs a command that Lua has registered for the palette, or what it has bound to a key: by its name, or by the key. */
  run: oc
    .input(z.object({ name: z.string() }))
    .errors({ NO_COMMAND: { message: 'Lua has no such command', data: z.object({ name: z.string() }) } })
    .output(done(z.null())),
  /**
   * A view once it is drawn and after each change; it is drawn only while somebody watches. Ends when Lua has no such view
   * any more.
   */
  watchView: oc
    .input(z.object({ view: z.string() }))
    .errors({ NO_VIEW: { message: 'Lua has no such view', data: z.object({ view: z.string() }) } })
    .output(eventIterator(LuaView)),
  /**
   * Does what a person has done in a view: runs the function that an action of its tree names, to its end. What it returns
   * is the answer; a text is meant for the person.
   */
  act: oc
    .input(z.object({ view: z.string(), action: z.string(), value: z.unknown().optional() }))
    .errors({
      NO_ACTION: { message: 'The view has changed; that is not there any more', data: z.object({ view: z.string() }) },
    })
    .output(done(z.unknown())),
  /** A disabled file is not run, until it is enabled again; what it had registered goes. Kept over restarts. */
  setEnabled: oc
    .input(z.object({ module: z.string(), enabled: z.boolean() }))
    .errors({ ...noModule, ...failed })
    .output(File),
  /**
   * Moves an improvement to the person's own files, where it has all permissions: a person's decision. A hook of an
   * agent's terminal, or an agent, cannot make it. FAILED says why not, for example because there is such a file.
   */
  promote: oc
    .input(Module)
    .errors({ ...noModule, ...failed })
    .output(File),
  /** The texts of a project; `folder` or one above it has `.viberot/lua`. */
  project: oc
    .input(z.object({ folder: z.string() }))
    .errors(noProject)
    .output(
      z.object({
        project: Project,
        files: z.array(ProjectText).readonly(),
        /** Names these texts: what `trustProject` is given. */
        mark: z.string(),
      }),
    ),
  /**
   * Runs the Lua of a project from now on, with all permissions, or never: a person's decision, which an agent cannot make.
   * `mark`: of the texts that the person has looked at; CHANGED when they are others by now, and nothing is trusted.
   */
  trustProject: oc
    .input(z.object({ folder: z.string(), trusted: z.boolean(), mark: z.string().optional() }))
    .errors({ ...noProject, ...failed, CHANGED: { message: 'The files have changed since', data: Folder } })
    .output(Project),
  /** The text of a file as it is now; `shipped`: that of the one whose place it takes. */
  text: oc
    .input(Module)
    .errors(noModule)
    .output(z.object({ text: z.string(), shipped: z.string().optional() })),
  /** The person has seen what has changed in the shipped file that theirs takes the place of, and leaves theirs as it is. */
  keepOverride: oc.input(Module).errors(noModule).output(z.void()),
  /** Opens a file in the person's editor, at a line. FAILED says why not. */
  openFile: oc
    .input(z.object({ module: z.string(), line: z.number().int().positive().optional() }))
    .errors({ ...noModule, ...failed })
    .output(z.void()),
  /** Earlier texts of a file, the newest first. */
  versions: oc.input(Module).errors(noModule).output(z.array(LuaVersion).readonly()),
  /** The text of one of them. */
  version: oc
    .input(z.object({ module: z.string(), version: z.string() }))
    .errors({ ...noModule, ...failed })
    .output(z.object({ text: z.string() })),
  /** Writes an earlier text into the file (the one before the current without `version`) and runs it. */
  rollback: oc
    .input(z.object({ module: z.string(), version: z.string().optional() }))
    .errors({ ...noModule, ...failed })
    .output(File),
};
