import { z } from 'zod';
import { Agent, type Profile, wantsPerson } from '../../../shared/vocabulary';

/** An agent as it is kept: with what it takes to start it again, and nobody else needs to see. */
export const AgentRecord = z.object({
  agent: Agent,
  /** In addition to that of its profile. */
  env: z.record(z.string(), z.string()),
  /** Where it is started; what runs in it may have moved on. */
  folder: z.string(),
  /** How often it was started: no two of its terminals have the same id. */
  runs: z.number().int(),
});
export type AgentRecord = z.infer<typeof AgentRecord>;

/** What the file of agents holds. */
export const KeptAgents = z.object({ version: z.literal(1), agents: z.array(AgentRecord) });
export type KeptAgents = z.infer<typeof KeptAgents>;

const letters = '23456789abcdefghjkmnpqrstuvwxyz';

/** "k3f9-2m": short, and without letters that look alike. */
export function inventId(taken: (id: string) => boolean): string {
  for (;;) {
    const random = [...crypto.getRandomValues(new Uint8Array(6))]
      .map((byte) => letters[byte % letters.length])
      .join('');
    const id = `${random.slice(0, 4)}-${random.slice(4)}`;
    if (!taken(id)) return id;
  }
}

/** The terminal of a run. It tells whose it is, should the file of agents be lost. */
export function terminalId(agent: string, run: number): string {
  return `${agent}.${run}`;
}

export function agentOfTerminal(terminal: string): string | undefined {
  return /^([0-9a-z]{4}-[0-9a-z]{2})\.\d+$/.exec(terminal)?.[1];
}

export function runOfTerminal(terminal: string): number {
  return Number(/\.(\d+)$/.exec(terminal)?.[1] ?? 0);
}

const longestName = 100;

/** A name as one line that can be shown anywhere, and put into an environment; undefined when nothing is left of it. */
export function plainName(name: string): string | undefined {
  // Control characters, and those that turn the direction of a text around.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return plain.slice(0, longestName) || undefined;
}

/** The name, or with a number after it when others have it already: "Claude Code 2". */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) if (!taken.has(`${name} ${number}`)) return `${name} ${number}`;
}

/** What an agent is called that nobody named. */
export function nameFor(command: readonly string[], profile: Pick<Profile, 'name'>, ofProfile: boolean): string {
  if (ofProfile) return profile.name;
  const [file = ''] = command;
  return file.split(/[\\/]/).at(-1) || profile.name;
}

export interface AgentCounts {
  readonly alive: number;
  readonly working: number;
  readonly wanting: number;
}

export function countAgents(agents: readonly Agent[]): AgentCounts {
  const alive = agents.filter(({ status }) => status !== 'exited');
  return {
    alive: alive.length,
    working: alive.filter(({ status }) => status === 'working').length,
    wanting: alive.filter(({ status }) => wantsPerson(status)).length,
  };
}
