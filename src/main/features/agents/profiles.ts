import type { SpawnRequest } from '../../../shared/contract';
import type { Observable } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import { type AgentTool, type Profile, type Settings, shellProfile } from '../../../shared/vocabulary';
import type { Clock, Programs } from '../../ports';
import { nameFor } from './record';
import { type KnownTool, knownTool, knownTools } from './tools';

export interface ProfilesOptions {
  readonly settings: Observable<Settings>;
  readonly programs: Programs;
  readonly clock: Clock;
  /** The person's shell, and where agents begin. */
  readonly shell: { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
}

/** What is started, as profile and request say together. */
export interface Plan {
  readonly profile: Profile;
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Profiles {
  /** Those of the file first, then those found on the PATH, then the shell. */
  list(): Promise<Profile[]>;
  plan(request: SpawnRequest): Promise<Result<Plan, 'cannot-start'>>;
  /** The profile that an agent was started with, as it is now; a plain one if it has gone. */
  of(agent: { readonly profile: string; readonly tool?: AgentTool | undefined }): Profile;
}

const lookAgainAfterMs = 30_000;
/** Of coding agents: any other command may be silent for as long as it likes. */
const usualStuckAfterMs = 300_000;

const plain = {
  ...{ env: {}, statusRules: [], autoRestart: 'never', transcript: false, stuckAfterMs: 0 },
} as const satisfies Partial<Profile>;

/** For a command that no profile is known for. It is in no list. */
const commandProfile: Profile = {
  ...{ ...plain, statusRules: [], id: 'command', name: 'Command', origin: 'built-in' },
  ...{ command: ['true'], color: 'gray', icon: 'terminal' },
};

export function createProfiles({ settings, programs, clock, shell }: ProfilesOptions): Profiles {
  let detected: readonly Profile[] = [];
  let looking: Promise<void> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const shellItself: Profile = {
    ...{ ...plain, statusRules: [], id: shellProfile, name: 'Shell', origin: 'built-in' },
    ...{ command: [shell.file, ...shell.args], color: 'gray', icon: 'terminal' },
  };

  async function detect(): Promise<void> {
    if (clock.nowMs() - lookedAt < lookAgainAfterMs) return looking;
    lookedAt = clock.nowMs();
    looking = programs.find(knownTools.map(({ program }) => program)).then((found) => {
      detected = knownTools.filter(({ program }) => found.has(program)).map(profileOf);
    });
    return looking;
  }

  function all(): Profile[] {
    const ofFile = settings.value.agents.profiles.map(withWaysOfTool);
    const others = [...detected, shellItself].filter(({ id }) => !ofFile.some((profile) => profile.id === id));
    return [...ofFile, ...others];
  }

  function forTool(tool: AgentTool): Profile {
    return all().find((profile) => profile.tool === tool) ?? profileOf(knownTool(tool));
  }

  function choose({ profile: id, command }: SpawnRequest): Profile | undefined {
    if (id !== undefined) return all().find((profile) => profile.id === id);
    if (!command) return all().find((profile) => profile.id === shellProfile);
    const tool = toolOf(command);
    return (tool && forTool(tool.tool)) ?? commandProfile;
  }

  return {
    async list() {
      await detect();
      return all();
    },
    async plan(request) {
      // Only what the file does not name needs a look at the PATH.
      if (!settings.value.agents.profiles.some(({ id }) => id === request.profile)) await detect();
      const profile = choose(request);
      if (!profile) {
        const known = all().map(({ id }) => id);
        return fail('cannot-start', `There is no profile "${request.profile}". There are: ${known.join(', ')}.`);
      }
      const [file = shell.file, ...args] = request.command ?? profile.command;
      return ok({
        profile,
        name: request.name ?? nameFor([file], profile, request.command === undefined || profile.tool !== undefined),
        command: [file, ...args],
        cwd: withHome(request.cwd ?? profile.cwd ?? shell.cwd, shell.cwd),
        env: request.env ?? {},
      });
    },
    of({ profile: id, tool }) {
      return all().find((profile) => profile.id === id) ?? (tool && forTool(tool)) ?? commandProfile;
    },
  };
}

function profileOf({ tool, name, program, profile }: KnownTool): Profile {
  return {
    ...{ ...plain, statusRules: [], id: tool, name, origin: 'detected', tool, command: [program], ...profile },
    stuckAfterMs: usualStuckAfterMs,
  };
}

/** What is known of a tool need not be written again. */
function withWaysOfTool(profile: Profile): Profile {
  const { tool, resume } = profile;
  return tool && !resume ? { ...profile, resume: knownTool(tool).profile.resume } : profile;
}

/** The tool that a command line runs, by the name of its program. */
function toolOf([file = '']: readonly string[]): KnownTool | undefined {
  const name = file
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.(exe|cmd)$/i, '');
  return knownTools.find(({ program }) => program === name);
}

function withHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? `${home}${path.slice(1)}` : path;
}
