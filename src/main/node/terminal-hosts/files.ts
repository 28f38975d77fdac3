import { join } from 'node:path';
import type { Home } from '../../ports';

/** Where a terminal host of a build keeps what hubs find it by. Its socket's path is short enough (unix(7)). */
export interface HostFiles {
  /** How it is reached (0600). */
  readonly record: string;
  readonly socket: string;
  readonly lock: string;
  /** Terminals that ended while no hub was there, left by a host that ended after them. */
  readonly ended: string;
}

type Place = Pick<Home, 'runDirectory' | 'socket'>;

export function hostFiles({ runDirectory, socket }: Place, build: string): HostFiles {
  const stem = join(runDirectory, `terminals-${build}`);
  return {
    record: `${stem}.json`,
    socket: process.platform === 'win32' ? `${socket}-terminals-${build}` : `${stem}.sock`,
    lock: `${stem}.lock`,
    ended: `${stem}.ended.json`,
  };
}

/** The build that a file in the run directory belongs to, if it is a host's record or a list of ended terminals. */
export function buildOfFile(name: string): string | undefined {
  return /^terminals-([0-9a-f]+)(\.ended)?\.json$/.exec(name)?.[1];
}
