import type { Settings } from '../../../../shared/vocabulary';
import type { Clock, Files, Folders, Git, Guard, Log, Processes } from '../../../ports';
import { join } from './paths';

export interface WorktreesDeps {
  readonly git: Git;
  readonly folders: Folders;
  readonly files: Files;
  readonly processes: Processes;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly log: Log;
  /** VibeRot's own folder. */
  readonly home: string;
  readonly settings: () => Settings['agents']['worktrees'];
}

/** Where worktrees are made; without links, as git knows them. */
export async function worktreesFolder({ home, settings, folders, processes }: WorktreesDeps): Promise<string> {
  const user = processes.env.HOME ?? processes.env.USERPROFILE ?? home;
  const asked = (settings().directory ?? 'worktrees').replace(/^~(?=$|[\\/])/, user);
  const isAbsolute = /^([\\/]|[A-Za-z]:)/.test(asked);
  const path = isAbsolute ? asked : join((await folders.real(home)) ?? home, asked);
  return (await folders.real(path)) ?? path;
}
