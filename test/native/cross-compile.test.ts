// Compiles the probes of systems and processors that are not at hand, with the C compiler of Zig where it is installed.
// The probe of this machine and the one for 64-bit Windows have tests of their own. Linking for Windows is left out: it
// first compiles a C library for a minute.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
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
// Zig compiles the C library of each system once, which takes half a minute, and keeps it here.
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

/** Runs the compiler; it must succeed without a warning about our files. Libraries of Zig's own may have some. */
async function compile(target: string, args: string[]): Promise<void> {
  const child = spawn(zig ?? '', ['cc', '-target', target, ...warnings, '-DPROBE_VERSION="0"', ...args], {
    cwd: folder,
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: timeoutMs - 10_000,
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = await once(child, 'close');
  expect(code, output).toBe(0);
}

describe.runIf(zig)('with Zig', () => {
  const macs = [
    ['x86_64', 0x01000007],
    ['aarch64', 0x0100000c],
  ] as const;
  test.each(macs)('the probe for macOS on %s links', { timeout: timeoutMs }, async (processor, cpuType) => {
    const path = join(folder, `macos-${processor}`);
    await compile(`${processor}-macos`, [...darwin.flags, '-o', path, ...sources(...darwin.sourceFolders)]);
    const program = readFileSync(path);
    expect(program.readUInt32LE(0)).toBe(0xfeedfacf);
    expect(program.readUInt32LE(4)).toBe(cpuType);
    expect(program.length).toBeLessThanOrEqual(150 << 10);
  });

  const linux = sources('native/core', 'native/posix', 'native/linux', 'native/linux/ebpf');
  const linuxFlags = ['-std=gnu11', '-Os', '-Wno-gnu'];

  test('the probe for Linux on aarch64 links statically, with at most 150 KB', { timeout: timeoutMs }, async () => {
    const path = join(folder, 'linux-aarch64');
    await compile('aarch64-linux-musl', [...linuxFlags, '-static', '-s', '-o', path, ...linux]);
    expect(readFileSync(path).readUInt16LE(18)).toBe(183);
    expect(statSync(path).size).toBeLessThanOrEqual(150 << 10);
  });

  test('the probe for Linux on x86_64 compiles with clang and musl', { timeout: timeoutMs }, async () => {
    await compile('x86_64-linux-musl', [...linuxFlags, '-c', '-o', join(folder, 'linux-x64.o'), ...linux]);
  });

  test('the probe for Windows on aarch64 compiles', { timeout: timeoutMs }, async () => {
    const defines = ['-U_WIN32_WINNT', '-D_WIN32_WINNT=0x0A00', '-DPSAPI_VERSION=2', '-DWIN32_LEAN_AND_MEAN'];
    for (const source of sources('native/core', 'native/windows')) {
      await compile('aarch64-windows-gnu', ['-std=gnu11', '-Os', ...defines, '-c', '-o', join(folder, 'w.o'), source]);
    }
  });
});
