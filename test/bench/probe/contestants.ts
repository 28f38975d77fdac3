import { findProgram, type Programs } from './programs';
import { readExecsnoopLine, readForkstatLine, readProbeLine, readPspyLine, type Sighting } from './sighting';

/** Something that watches processes and prints what it sees, line by line. */
export interface Contestant {
  readonly name: string;
  /** Of our own helper. */
  readonly tier?: 'a' | 'b' | 'c';
  /** It has no more rights than anybody. */
  readonly unprivileged: boolean;
  readonly command: readonly string[];
  /** As whom it runs, and the storm as well; undefined: as ourselves. */
  readonly uid: number | undefined;
  /** Why it cannot take part, when that is known before. */
  readonly unavailable?: string;
  /** The line after which it misses nothing that it could see. */
  readonly ready: RegExp;
  readonly read: (line: string) => Sighting | undefined;
  /** It says how processes end. */
  readonly tellsExits: boolean;
  /** It counts what it loses. */
  readonly tellsDrops: boolean;
}

const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const ordinaryUid = isRoot ? nobody : undefined;

/** Ours first, then their peers. */
export function contestants(programs: Programs): Contestant[] {
  const { helper, helperWithCapabilities: capable, procfsPeer } = programs;
  const capablePath = 'path' in capable ? capable.path : '';
  return [
    ours('a', 'A eBPF, root', helper, 'root'),
    {
      ...ours('a', 'A eBPF, user, file capabilities', capablePath, 'user'),
      unprivileged: false,
      ...('unavailable' in capable && { unavailable: capable.unavailable }),
    },
    ours('b', 'B netlink, user', helper, 'user'),
    ours('b', 'B netlink, root', helper, 'root'),
    ours('c', 'C polling, user', helper, 'user'),
    ours('c', 'C polling, root', helper, 'root'),
    { ...procfs('pspy’s method, user'), command: [procfsPeer, '--inotify'] },
    { ...procfs('/proc every 100 ms, user'), command: [procfsPeer] },
    asRoot({
      name: 'forkstat, root',
      ...installed('forkstat', ['-l', '-e', 'exec,exit']),
      ready: /^Time\s+Event/,
      read: readForkstatLine,
      tellsExits: true,
    }),
    asRoot({
      name: 'execsnoop-bpfcc, root',
      ...installed('execsnoop-bpfcc', []),
      ready: /^PCOMM/,
      read: readExecsnoopLine,
      tellsExits: false,
    }),
  ];
}

function ours(tier: 'a' | 'b' | 'c', name: string, helper: string, user: 'root' | 'user'): Contestant {
  return {
    name,
    tier,
    unprivileged: user === 'user',
    command: [helper, '--stdout', '--tier', tier],
    uid: user === 'user' ? ordinaryUid : undefined,
    ...(user === 'root' && needsRoot()),
    ready: /^\{"t":"snapend"/,
    read: readProbeLine,
    tellsExits: true,
    tellsDrops: true,
  };
}

function procfs(name: string): Omit<Contestant, 'command'> {
  return {
    name,
    unprivileged: true,
    uid: ordinaryUid,
    ready: /^watching$/,
    read: readPspyLine,
    tellsExits: false,
    tellsDrops: false,
  };
}

function asRoot(rest: Omit<Contestant, 'unprivileged' | 'uid' | 'tellsDrops'>): Contestant {
  return { unprivileged: false, uid: undefined, tellsDrops: false, ...needsRoot(), ...rest };
}

function needsRoot(): Pick<Contestant, 'unavailable'> {
  return isRoot ? {} : { unavailable: 'needs root' };
}

function installed(name: string, args: readonly string[]): Pick<Contestant, 'command' | 'unavailable'> {
  const path = findProgram(name);
  if (!path) return { command: [name], unavailable: `${name} is not installed` };
  return { command: [path, ...args] };
}
