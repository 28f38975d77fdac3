// Compiles the probes of systems and processors that are not at hand, with the C compiler of Zig where it is installed.
// The probe of this machine and the one for 64-bit Windows have tests of their own. None of Zig's own libraries is
// compiled for it, which would take more than a minute: Linux's C library is linked by its list of symbols, and linking
// for Windows is left out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { darwin } from '../../scripts/build-darwin.mjs';
import { cachePath, projectRoot } from '../../scripts/project.mjs';
import { findZig } from '../../scripts/setup/zig.mjs';

const zig = findZig(projectRoot);
if (!zig) console.log('The probes of other systems are not compiled: there is no Zig on PATH (https://ziglang.org).');

const folder = mkdtempSync(join(tmpdir(), 'viberot-cross-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// What Zig has compiled once it keeps here.
const cache = cachePath(projectRoot, 'zig-cache');
mkdirSync(cache, { recursive: true });

const warnings = ['-Wall', '-Wextra', '-Werror'];
const timeoutMs = 300_000;

/** The C files of folders; programs for the kernel, *.bpf.c, are not part of the probe. */
const sources = (...folders: string[]) =>
  folders.flatMap((name) =>
    readdirSync(name)
      .filter((file) => file.endsWith('.c') && !file.endsWith('.bpf.c'))
      .map((file) => resolve(name, file)),
  );

/** Compiles and links, or only compiles to a library; it must succeed without a warning. */
async function compile(
  kind: 'exe' | 'lib',
  target: string,
  flags: readonly string[],
  files: string[],
): Promise<string> {
  const path = join(folder, `${target}.${kind}`);
  const linking = ['-O', 'ReleaseSmall', '-fstrip', '-fno-compiler-rt', '-lc', ...(kind === 'exe' ? ['-dynamic'] : [])];
  const compiler = [...flags, ...warnings, '-DPROBE_VERSION="0"'];
  const args = ['-target', target, ...linking, `-femit-bin=${path}`, '-cflags', ...compiler, '--', ...files];
  const child = spawn(zig ?? '', [`build-${kind}`, ...args], {
    cwd: folder,
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: timeoutMs - 10_000,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  expect(code, said).toBe(0);
  return path;
}

describe.runIf(zig)('with Zig', () => {
  const macs = [
    ['x86_64', 0x01000007],
    ['aarch64', 0x0100000c],
  ] as const;
  test.each(macs)('the probe for macOS on %s links', { timeout: timeoutMs }, async (processor, cpuType) => {
    const path = await compile('exe', `${processor}-macos`, darwin.flags, sources(...darwin.sourceFolders));
    const program = readFileSync(path);
    expect(program.readUInt32LE(0)).toBe(0xfeedfacf);
    expect(program.readUInt32LE(4)).toBe(cpuType);
    expect(program.length).toBeLessThanOrEqual(150 << 10);
  });

  // With its C library, which makes some 50 KB of them, a probe takes at most 150 KB.
  const linuxes = [
    ['x86_64', 62],
    ['aarch64', 183],
  ] as const;
  test.each(linuxes)(
    'the probe for Linux on %s links with musl',
    { timeout: timeoutMs },
    async (processor, machine) => {
      const linux = sources('native/core', 'native/posix', 'native/linux', 'native/linux/ebpf');
      const path = await compile('exe', `${processor}-linux-musl`, ['-std=gnu11', '-Os', '-Wno-gnu'], linux);
      const program = readFileSync(path);
      expect(program.readUInt16LE(18)).toBe(machine);
      expect(program.length).toBeLessThanOrEqual(100 << 10);
    },
  );

  test('the probe for Windows on aarch64 compiles', { timeout: timeoutMs }, async () => {
    const defines = ['-U_WIN32_WINNT', '-D_WIN32_WINNT=0x0A00', '-DPSAPI_VERSION=2', '-DWIN32_LEAN_AND_MEAN'];
    const windows = sources('native/core', 'native/windows');
    await compile('lib', 'aarch64-windows-gnu', ['-std=gnu11', '-Os', ...defines], windows);
  });
});
