import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

/** resources/install-probe.sh for real: as root, with setcap, in directories of the tests. */
const script = join(import.meta.dirname, '../../../resources/install-probe.sh');
const nobody = 65_534;
/** A small program of which a copy can run. */
const helper = readFileSync('/bin/true');

const missing = whyNot();
if (missing !== undefined) console.warn(`Skipped, installing the helper is not tested: ${missing}`);

function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return 'it needs root.';
  for (const program of ['setcap', 'getcap']) {
    if (spawnSync(program, ['--help']).error) return `there is no ${program} (on Debian: apt-get install libcap2-bin).`;
  }
  return undefined;
}

let scope: Scope;
let root: string;
let directory: string;

beforeEach(() => {
  scope = createScope();
  root = temporaryDirectory(scope);
  chmodSync(root, 0o755);
  directory = join(root, 'lib/viberot', String(nobody));
});
afterEach(() => scope.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function run(args: readonly string[], input: Uint8Array = helper, wrapper: readonly string[] = []) {
  const [command = 'sh', ...rest] = [...wrapper, 'sh', script, ...args];
  const { status, stderr } = spawnSync(command, rest, { input, encoding: 'utf8' });
  return { code: status, said: stderr };
}

const install = (bytes: Uint8Array = helper, ...more: string[]) =>
  run(['install', sha256(bytes), directory, String(nobody), ...more], bytes);

const capabilities = (path: string) => spawnSync('getcap', [path], { encoding: 'utf8' }).stdout.replace(`${path} `, '');

/** What the tree holds, with owners and modes. */
function tree(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { uid, gid, mode } = statSync(join(root, name));
      return `${name} ${uid}:${gid} ${(mode & 0o7777).toString(8)}`;
    });
}

describe.skipIf(missing !== undefined)('the script that installs the helper', () => {
  const path = () => join(directory, 'viberot-probe');
  const installed = [
    'lib 0:0 755',
    'lib/viberot 0:0 755',
    `lib/viberot/${nobody} 0:0 755`,
    `lib/viberot/${nobody}/viberot-probe 0:${nobody} 750`,
  ];
  const mark = `lib/viberot/${nobody}/all-users 0:0 644`;

  test('installs it for root and one group, with exactly two capabilities, and nothing else', () => {
    expect(install()).toEqual({ code: 0, said: '' });
    expect(tree()).toEqual(installed);
    expect(capabilities(path()).trim()).toMatch(/^(= )?cap_perfmon,cap_bpf[=+]ep$/);
    expect(readFileSync(path()).equals(helper)).toBe(true);
  });

  test('the person of the group can run it, others cannot', () => {
    install();
    const runAs = (id: number) => spawnSync(path(), { uid: id, gid: id }).status;
    expect(runAs(nobody)).toBe(0);
    expect(runAs(nobody - 1)).toBe(null);
  });

  test('installed again it is replaced, and sees other users only when that was asked for last', () => {
    install(helper, 'all-users');
    expect(tree().sort()).toEqual([...installed, mark].sort());
    const other = readFileSync('/bin/false');
    expect(install(other)).toEqual({ code: 0, said: '' });
    expect(tree()).toEqual(installed);
    expect(readFileSync(path()).equals(other)).toBe(true);
    install(other, 'all-users');
    expect(tree().sort()).toEqual([...installed, mark].sort());
  });

  test('neither mode nor group of a parent nor the caller’s umask are passed on', () => {
    mkdirSync(join(root, 'lib'));
    chownSync(join(root, 'lib'), 0, 50);
    chmodSync(join(root, 'lib'), 0o2775);
    const args = ['install', sha256(helper), directory, String(nobody)];
    expect(run(args, helper, ['sh', '-c', 'umask 0; exec "$@"', 'umask'])).toEqual({ code: 0, said: '' });
    expect(tree()).toEqual(['lib 0:50 2775', ...installed.slice(1)]);
  });

  test('removing leaves nothing behind, also of an installation that was killed; again it is no error', () => {
    install(helper, 'all-users');
    mkdirSync(join(directory, '.install.killed'));
    expect(run(['remove', directory])).toEqual({ code: 0, said: '' });
    expect(tree()).toEqual(['lib 0:0 755']);
    expect(run(['remove', directory])).toEqual({ code: 0, said: '' });
  });

  test('what belongs to another user of the machine stays', () => {
    install();
    const other = join(root, 'lib/viberot/1234');
    run(['install', sha256(helper), other, '1234']);
    run(['remove', directory]);
    expect(existsSync(directory)).toBe(false);
    expect(existsSync(join(other, 'viberot-probe'))).toBe(true);
  });

  const sum = sha256(helper);
  const group = String(nobody);
  test.each<[string, () => string[], string]>([
    ['another helper than was meant', () => ['install', sha256(Buffer.from('x')), directory, group], 'SHA-256 differs'],
    ['a sum that is none', () => ['install', `${sum.slice(1)}g`, directory, group], 'SHA-256 is not one'],
    ['a group that is no number', () => ['install', sum, directory, 'staff'], 'the group is no number'],
    ['a relative directory', () => ['install', sum, 'lib/viberot', group], 'must begin with /'],
    ['a directory with a way back', () => ['install', sum, `${directory}/../x`, group], 'must be a plain path'],
    ['a word that it does not know', () => ['install', sum, directory, group, 'everybody'], "what is 'everybody'?"],
    ['too few words', () => ['install', sum, directory], 'usage'],
    ['no words', () => [], 'usage'],
  ])('%s is refused, and nothing is left of it', (_, args, why) => {
    const { code, said } = run(args());
    expect(code).toBe(3);
    expect(said).toMatch(/^install-probe: .*\n$/);
    expect(said).toContain(why);
    expect(tree().filter((name) => name.includes('viberot'))).toEqual([]);
  });

  test('a failure leaves what was installed before as it was', () => {
    install(helper, 'all-users');
    const before = tree();
    const { code } = run(['install', sha256(Buffer.from('x')), directory, group]);
    expect(code).toBe(3);
    expect(tree()).toEqual(before);
    expect(readFileSync(path()).equals(helper)).toBe(true);
  });

  test.each<[string, (place: string) => void]>([
    ['belongs to another user', (place) => chownSync(place, nobody, nobody)],
    ['can be written by others', (place) => chmodSync(place, 0o777)],
  ])('a directory that %s is not used', (_, spoil) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'theirs'), '');
    spoil(directory);
    for (const { code, said } of [install(), run(['remove', directory])]) {
      expect(code).toBe(3);
      expect(said).toContain('must belong to root');
    }
    expect(readdirSync(directory)).toEqual(['theirs']);
  });

  test('a link in the place of the directory is not followed', () => {
    mkdirSync(join(root, 'lib/viberot'), { recursive: true });
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), directory);
    expect(install().said).toContain('is no directory');
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
  });

  test('who is not root is told so', () => {
    const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
    expect(run(['remove', directory], helper, asNobody)).toEqual({
      ...{ code: 3, said: 'install-probe: this must run as root\n' },
    });
  });

  const ownMounts = spawnSync('unshare', ['--mount', 'true']).status === 0;
  if (missing === undefined && !ownMounts)
    console.warn('Skipped, setcap cannot be taken away: unshare is not allowed.');

  test.skipIf(!ownMounts).each([
    ['is missing', '/dev/null', 'install libcap2-bin'],
    ['fails', '/bin/false', 'capabilities cannot be set'],
  ])('where setcap %s, it says so and leaves nothing', (_, instead, why) => {
    const setcap = spawnSync('sh', ['-c', 'command -v setcap'], { encoding: 'utf8' }).stdout.trim();
    const hide = ['unshare', '--mount', 'sh', '-c', `mount --bind ${instead} ${setcap} && exec "$@"`, 'hide'];
    const { code, said } = run(['install', sum, directory, group], helper, hide);
    expect([code, said]).toEqual([3, expect.stringContaining(why)]);
    expect(tree().filter((name) => name.includes('viberot'))).toEqual([]);
  });
});
