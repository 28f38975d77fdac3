import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import type { Scope } from '../../../src/shared/scope';

/** What the benchmark runs, in a folder where any user can run it. */
export interface Programs {
  readonly storm: string;
  readonly command: string;
  readonly procfsPeer: string;
  readonly pacedHelper: string;
  /** Where they are, and where more can be put. */
  readonly folder: string;
  /** Our helper. */
  readonly helper: string;
  /** Our helper with the file capabilities of tier A; otherwise why there is none. */
  readonly helperWithCapabilities: { readonly path: string } | { readonly unavailable: string };
}

const flags = ['-std=gnu11', '-O2', '-Wall', '-Wextra'];

/** Compiles them with the machine's C compiler. @param root the checkout, with the helper built */
export function buildPrograms(root: string, paced: { pairsPerS: number; seconds: number }, scope: Scope): Programs {
  const built = join(root, 'out', 'bench');
  mkdirSync(built, { recursive: true });
  // A checkout may be out of reach for other users.
  const folder = mkdtempSync(join(tmpdir(), 'viberot-bench-'));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const compile = (name: string, ...defines: string[]): string => {
    const source = join(root, 'test', 'bench', 'probe', `${name}.c`);
    const path = join(built, name);
    const { status, stderr, error } = spawnSync(process.env.CC ?? 'cc', [...flags, ...defines, '-o', path, source], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${source} does not compile: ${error?.message ?? stderr}`);
    return publish(path, folder);
  };
  const helper = publish(join(root, 'out', 'native', 'viberot-probe'), folder);
  return {
    folder,
    storm: compile('storm'),
    command: compile('command'),
    procfsPeer: compile('procfs_peer'),
    pacedHelper: compile('paced_helper', `-DPAIRS_PER_S=${paced.pairsPerS}`, `-DSECONDS=${paced.seconds}`),
    helper,
    helperWithCapabilities: withCapabilities(helper),
  };
}

function publish(path: string, folder: string): string {
  const copy = join(folder, basename(path));
  copyFileSync(path, copy);
  chmodSync(copy, 0o755);
  return copy;
}

function withCapabilities(helper: string): Programs['helperWithCapabilities'] {
  if (process.getuid?.() !== 0) return { unavailable: 'to set capabilities takes root' };
  const setcap = findProgram('setcap');
  if (!setcap) return { unavailable: 'setcap is not installed (Debian: libcap2-bin)' };
  const path = `${helper}-with-capabilities`;
  copyFileSync(helper, path);
  chmodSync(path, 0o755);
  const { status, stderr } = spawnSync(setcap, ['cap_bpf,cap_perfmon+ep', path], { encoding: 'utf8' });
  return status === 0 ? { path } : { unavailable: `setcap: ${stderr.trim()}` };
}

/** Where a program is, also in the folders for administrators. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
