// Compiles the program that the probe loads into the kernel, and commits it as a C header: so the probe itself builds
// with nothing but a C compiler. Run it after a change of native/linux/ebpf/capture*.h or capture.bpf.c; it needs clang,
// bpftool and libbpf's headers (on Debian: apt-get install clang bpftool libbpf-dev).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { run } from './process.mjs';
import { projectRoot } from './project.mjs';

const source = 'native/linux/ebpf/capture.bpf.c';
const header = join(projectRoot, 'native/linux/ebpf/capture.lskel.h');

/** @returns {Promise<string>} the header as it is committed */
export const committedBpf = () => readFile(header, 'utf8');

/**
 * Makes the header anew.
 * @returns {Promise<{ text: string } | { missing: string }>} its text, or why it cannot be made on this machine
 */
export async function generateBpf() {
  const clang = await output('clang', ['--version']);
  const bpftool = await output('bpftool', ['version']);
  if (!clang.ok || !bpftool.ok) return { missing: `${clang.ok ? 'bpftool' : 'clang'} cannot be run here` };
  const versions = [clang.text, bpftool.text].map((text) => /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? 'unknown');
  const folder = await mkdtemp(join(tmpdir(), 'viberot-bpf-'));
  try {
    const object = join(folder, 'capture.o');
    const compiled = await output('clang', [...(await compilerFlags()), '-c', source, '-o', object]);
    if (!compiled.ok) return { missing: `clang cannot compile ${source}: ${compiled.text}` };
    const made = await output('bpftool', ['gen', 'skeleton', '-L', object, 'name', 'capture']);
    if (!made.ok) return { missing: `bpftool cannot make a header: ${made.text}` };
    return { text: decorate(made.text, versions) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folder of the headers named asm/ is not found by itself, as BPF is another machine. */
async function compilerFlags() {
  const { text } = await output('clang', ['-print-target-triple']);
  const multiarch = text.trim().replace('-pc-', '-');
  // Without the folder of the project, the result is the same wherever it lies.
  const flags = ['-target', 'bpf', '-O2', '-g', '-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter'];
  return [...flags, '-fdebug-compilation-dir=.', '-idirafter', `/usr/include/${multiarch}`];
}

/**
 * @param {string} text
 * @param {string[]} versions
 */
function decorate(text, [clang, bpftool]) {
  const comment = `/* Generated from capture.bpf.c by scripts/build-bpf.mjs with clang ${clang} and bpftool ${bpftool}. */\n`;
  return comment + text.replace('<bpf/skel_internal.h>', '"vendor/skel_internal.h"');
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function output(command, args) {
  const { code, output: text } = await run(command, args, { cwd: projectRoot });
  return { ok: code === 0, text };
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const made = await generateBpf();
  if ('missing' in made) {
    console.error(`${made.missing}. Install what is needed with: sudo apt install clang bpftool libbpf-dev`);
    process.exitCode = 1;
  } else {
    await writeFile(header, made.text);
    console.log(`Written: ${header}`);
  }
}
