import { z } from 'zod';
import { HistoryStatus } from './history';

/** Something that does not work as it should, and what a person can do about it. */
export const Notice = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  remedy: z.string().optional(),
});
export type Notice = z.infer<typeof Notice>;

export const ProbeState = z.enum(['starting', 'running', 'restarting', 'stopped', 'unavailable']);
export type ProbeState = z.infer<typeof ProbeState>;

/** Capture of every command with its arguments, however short it lives. On Linux it takes two capabilities. */
export const FullCapture = z.object({
  /** `unavailable`: nothing that could be turned on here would give it. */
  state: z.enum(['on', 'off', 'unavailable']),
  /** Why it is not on: "needs cap_bpf". */
  why: z.string().optional(),
  /** It may be suggested: it is off, can be turned on, and nobody has declined. */
  offered: z.boolean(),
  /** It is just being turned on or off; that takes as long as a person needs for a password. */
  changing: z.boolean(),
  /** Where the helper with the capabilities is or would be; undefined where nothing can be installed. */
  path: z.string().optional(),
  installed: z
    .object({
      /** It reports the processes of other users as well. */
      allUsers: z.boolean(),
      /** It is of this app's build and can be started. */
      current: z.boolean(),
    })
    .optional(),
  /** The hub can ask for the password itself; otherwise only `viberot probe` in a terminal can. */
  canAsk: z.boolean(),
});
export type FullCapture = z.infer<typeof FullCapture>;

/** Whose processes an installed helper captures, as the object of a sentence. */
export function capturedProcesses(allUsers: boolean): string {
  return allUsers ? 'the processes of all users' : 'your own processes';
}

/** How well the machine is watched. */
export const ProbeStatus = z.object({
  state: ProbeState,
  /** How events are captured, best first: ebpf, netlink, poll. */
  tier: z.string().optional(),
  /** Why this tier and not a better one; or why there is none. */
  why: z.string().optional(),
  /** What to do for better capture. */
  remedy: z.string().optional(),
  pid: z.number().int().optional(),
  /** What the tier can tell: argv, cwd, code… */
  can: z.array(z.string()),
  build: z.string().optional(),
  full: FullCapture,
  restarts: z.number().int(),
  /** Counters since the hub started. */
  events: z.number().int(),
  lostArguments: z.number().int(),
  lostEvents: z.number().int(),
  malformedLines: z.number().int(),
});
export type ProbeStatus = z.infer<typeof ProbeStatus>;

/** Where the hub runs: in Electron's main process, in a stand-in for it (tests), or in plain Node. */
export const HostKind = z.enum(['electron', 'stand-in', 'node']);
export type HostKind = z.infer<typeof HostKind>;

export const HubStatus = z.object({
  version: z.string(),
  pid: z.number().int(),
  startedAt: z.number(),
  host: HostKind,
  platform: z.string(),
  versions: z.record(z.string(), z.string()),
  paths: z.object({ home: z.string(), config: z.string(), log: z.string(), socket: z.string() }),
  probe: ProbeStatus,
  rules: z.object({ count: z.number().int(), paused: z.boolean(), problems: z.number().int() }),
  /** Since the hub started, but for `running` and `waiting`. */
  runs: z.object({
    running: z.number().int(),
    waiting: z.number().int(),
    started: z.number().int(),
    failed: z.number().int(),
    dropped: z.number().int(),
    waitingAtMost: z.number().int(),
  }),
  history: HistoryStatus,
  agents: z.object({
    alive: z.number().int(),
    working: z.number().int(),
    /** They wait for the person, or something went wrong with them: see `wantsPerson`. */
    wanting: z.number().int(),
  }),
  processes: z.object({ running: z.number().int(), kept: z.number().int(), keptAtMost: z.number().int() }),
  journal: z.object({ next: z.number().int(), kept: z.number().int() }),
  notices: z.array(Notice),
});
export type HubStatus = z.infer<typeof HubStatus>;
