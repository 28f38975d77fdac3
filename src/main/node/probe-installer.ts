import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, lstat, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { InspectFailure, ProbeHelper, ProbeInstallation, ProbeInstaller } from '../ports';
import { createRootShell, type RootShellOptions } from './probe-privileges';

export interface ProbeInstallerOptions {
  /** The path of resources/install-probe.sh. */
  readonly script: string;
  /** The app's own helper, which is the one to install. */
  readonly helper: () => Promise<ProbeHelper>;
  readonly asking: RootShellOptions['asking'];
  /** Holds a directory for each user, so that several people on a machine do not disturb each other. */
  readonly directory?: string;
  /** What this process is; for tests. */
  readonly process?: Pick<NodeJS.Process, 'platform' | 'env' | 'getuid' | 'getgid'>;
}

const defaultDirectory = '/usr/local/lib/viberot';

/** Why there is nothing to install on other systems. */
const elsewhere: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS gives full capture only to programs that Apple has approved for it.',
  win32: 'On Windows there is nothing to install for it.',
};

/** The installation in /usr/local/lib/viberot/UID, made and removed by a script that runs as root. */
export function createProbeInstaller({
  directory = defaultDirectory,
  process: self = process,
  ...options
}: ProbeInstallerOptions): ProbeInstaller {
  const person = personOf(self, options.asking);
  const shell = createRootShell({ asking: options.asking, uid: self.getuid?.() ?? -1, env: self.env });

  /** What there is to work with. */
  async function prepare(): Promise<Result<{ own: string; folder: string; gid: number }, InspectFailure>> {
    if (!person.ok) return person;
    const { path: own, reason } = await options.helper();
    if (own === undefined) return fail('unavailable', reason ?? 'There is no probe for this system.');
    return ok({ own, folder: join(directory, String(person.value.uid)), gid: person.value.gid });
  }

  return {
    async inspect() {
      const prepared = await prepare();
      if (!prepared.ok) return prepared;
      const { own, folder } = prepared.value;
      const path = join(folder, 'viberot-probe');
      return ok({ path, canAsk: shell.canAsk, ...(await examine(path, own)) });
    },
    async enable({ allUsers }, signal) {
      const prepared = await prepare();
      if (!prepared.ok) return prepared;
      const { own, folder, gid } = prepared.value;
      try {
        const [text, input] = await Promise.all([readFile(options.script, 'utf8'), readFile(own)]);
        const args = ['install', sha256(input), folder, String(gid), ...(allUsers ? ['all-users'] : [])];
        return await shell.run({ text, args, input }, signal);
      } catch (error) {
        return fail('failed', `What is to be installed cannot be read: ${messageOf(error)}.`);
      }
    },
    async disable(signal) {
      if (!person.ok) return person;
      try {
        const text = await readFile(options.script, 'utf8');
        const args = ['remove', join(directory, String(person.value.uid))];
        return await shell.run({ text, args, input: new Uint8Array() }, signal);
      } catch (error) {
        return fail('failed', `What removes it cannot be read: ${messageOf(error)}.`);
      }
    },
  };
}

/** Who is to use the helper: this user; in a terminal under sudo, the one who called it. */
function personOf(
  { platform, env, getuid, getgid }: NonNullable<ProbeInstallerOptions['process']>,
  asking: RootShellOptions['asking'],
): Result<{ uid: number; gid: number }, InspectFailure> {
  const uid = getuid?.();
  const gid = getgid?.();
  if (platform !== 'linux' || uid === undefined || gid === undefined) {
    return fail('unavailable', elsewhere[platform] ?? 'Full capture is for Linux.');
  }
  if (uid !== 0) return ok({ uid, gid });
  const caller = { uid: Number(env.SUDO_UID), gid: Number(env.SUDO_GID) };
  if (asking === 'terminal' && caller.uid > 0 && Number.isInteger(caller.gid)) return ok(caller);
  return fail('not-needed', 'Root needs no installation: run by root, VibeRot has all capabilities already.');
}

/** Only what root alone could have put there is started, and only if it is what this app has built. */
async function examine(path: string, own: string): Promise<Omit<ProbeInstallation, 'path' | 'canAsk'>> {
  const unusable = (why: string) => ({ state: 'unusable', why, allUsers: false }) as const;
  try {
    const folder = dirname(path);
    const names = [path, folder, join(folder, 'all-users')];
    const [file, place, mark] = await Promise.all(names.map(statsOf));
    if (!file) return { state: 'absent', allUsers: false };
    if (!isRootsFile(file) || !place || !isOnlyRoots(place)) {
      return unusable(`${path} is not a file that only root can write.`);
    }
    await access(path, constants.X_OK);
    const [theirs, ours] = await Promise.all([readFile(path), readFile(own)]);
    return { state: sha256(theirs) === sha256(ours) ? 'current' : 'outdated', allUsers: isRootsFile(mark) };
  } catch (error) {
    return unusable(`${path} cannot be used: ${messageOf(error)}.`);
  }
}

/** @returns undefined when it is not there */
async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRootsFile(stats: Stats | undefined): boolean {
  return stats?.isFile() === true && isOnlyRoots(stats);
}

function isOnlyRoots({ uid, mode }: Stats): boolean {
  return uid === 0 && (mode & 0o022) === 0;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
