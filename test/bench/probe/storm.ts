import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Command, Kind } from './judge';
import type { Programs } from './programs';

/** How many commands of each kind a storm runs. */
export type Plan = Readonly<Record<Kind, number>>;

export interface Storm {
  readonly commands: readonly Command[];
  /** How long it took to run the short-lived ones. */
  readonly ms: number;
}

export interface StormOptions {
  readonly plan: Plan;
  /** Short-lived commands at a time. */
  readonly inFlight: number;
  /** Short-lived commands per second at most; otherwise as many as the machine can start. */
  readonly perS?: number;
  readonly uid: number | undefined;
  /** The last short-lived command has just ended. */
  readonly onOver?: () => void;
}

const payload = `a "quoted" 'text' with $signs, \\ and ünïcödé 日本 🎉`;

/** Runs commands (storm.c). Rejects when that fails. */
export async function runStorm(programs: Programs, options: StormOptions): Promise<Storm> {
  const { plan, inFlight, perS = 0, uid, onOver } = options;
  const counts = [plan.short, plan.medium, plan.long, inFlight, perS].map(String);
  const child = spawn(programs.storm, [...counts, programs.command, payload], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const ended = once(child, 'close');
  const commands: Command[] = [];
  let ms = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('over ')) {
      ms = Number(line.slice('over '.length));
      onOver?.();
    } else commands.push(readCommand(line, plan, programs.command));
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`The storm failed with exit code ${code}`);
  return { commands, ms };
}

/** A line of storm.c, which says what it means. */
export function readCommand(line: string, plan: Plan, command: string): Command {
  const [id = 0, pid = 0, beganNs = 0, , status = 0] = line.split(' ').map(Number);
  const kind = id < plan.short ? 'short' : id < plan.short + plan.medium ? 'medium' : 'long';
  const ms = { short: 0, medium: 50, long: 2000 }[kind];
  return { kind, pid, beganNs, status, argv: [command, String(id % 7), String(ms), String(id), payload] };
}
