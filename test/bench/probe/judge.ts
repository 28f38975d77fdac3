import { exitOf, type Sighting } from './sighting';

export type Kind = 'short' | 'medium' | 'long';
export const kinds: readonly Kind[] = ['short', 'medium', 'long'];

/** A command as it really ran. */
export interface Command {
  readonly kind: Kind;
  readonly pid: number;
  readonly argv: readonly string[];
  /** Just before execve; ns of the monotonic clock. */
  readonly beganNs: number;
  /** As wait(2) gives it. */
  readonly status: number;
}

/** A sighting, and when it had been read and understood; ns of the monotonic clock. */
export interface Seen {
  readonly sighting: Sighting;
  readonly atNs: number;
}

/** What a contestant saw of a storm; shares in percent. */
export interface Judgement {
  /** Commands of which every argument was told as it was. */
  readonly exact: Readonly<Record<Kind, number>>;
  /** Commands of which at least the pid was told. */
  readonly seen: number;
  /** Commands of which the right exit code or signal was told. */
  readonly exits: number;
  /** Events that were said to be lost. */
  readonly dropped: number;
  /** Of the exact ones, from just before execve until understood; ms. */
  readonly latenciesMs: readonly number[];
}

/** Compares what was seen with what was. Each pid must be that of one command only. */
export function judge(commands: readonly Command[], seen: readonly Seen[]): Judgement {
  const byPid = new Map(commands.map((command) => [command.pid, command]));
  const told = new Set<Command>();
  const exact = new Map<Command, number>();
  const ended = new Set<Command>();
  let dropped = 0;
  for (const { sighting, atNs } of seen) {
    if (sighting.type === 'drop') dropped += sighting.count;
    const command = sighting.type === 'drop' ? undefined : byPid.get(sighting.pid);
    // The pid was another process's before, or is so by now.
    if (!command || atNs < command.beganNs) continue;
    if (sighting.type === 'exit' && endedAs(command, sighting)) ended.add(command);
    if (sighting.type !== 'exec') continue;
    told.add(command);
    if (!exact.has(command) && toldExactly(command, sighting)) exact.set(command, (atNs - command.beganNs) / 1e6);
  }
  const ofKind = (kind: Kind) => {
    const all = commands.filter((command) => command.kind === kind);
    return share(all.filter((command) => exact.has(command)).length, all.length);
  };
  return {
    exact: { short: ofKind('short'), medium: ofKind('medium'), long: ofKind('long') },
    seen: share(told.size, commands.length),
    exits: share(ended.size, commands.length),
    dropped,
    latenciesMs: [...exact.values()],
  };
}

function toldExactly({ argv }: Command, sighting: Sighting & { type: 'exec' }): boolean {
  if (sighting.argv) {
    return sighting.argv.length === argv.length && argv.every((argument, i) => argument === sighting.argv?.[i]);
  }
  return sighting.text?.trimEnd() === argv.join(' ').trimEnd();
}

function endedAs({ status }: Command, sighting: Sighting & { type: 'exit' }): boolean {
  const exit = exitOf(status);
  return 'code' in exit ? sighting.code === exit.code : sighting.signal === exit.signal;
}

function share(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : (100 * part) / whole;
}
