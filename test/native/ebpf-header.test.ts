import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { committedBpf, generateBpf } from '../../scripts/build-bpf.mjs';
import { buildNative } from '../../scripts/build-native.mjs';
import { run } from '../../scripts/process.mjs';

const made = await generateBpf();
const committed = await committedBpf();
/** The first line says which versions of the tools made the rest. */
const tools = (text: string) => text.split('\n')[0] ?? '';
const fresh = 'text' in made && tools(made.text) === tools(committed) ? made.text : undefined;
if (fresh === undefined) {
  const reason = 'text' in made ? `this machine has other tools: ${tools(made.text)}` : made.missing;
  console.log(`The committed BPF program is not compared with its source: ${reason}`);
}

test.runIf(fresh)('the committed BPF program is what its source compiles to (else: node scripts/build-bpf.mjs)', () => {
  expect(committed === fresh).toBe(true);
});

test('the committed BPF program tells nothing of where it was made', () => {
  expect(committed).not.toContain(process.cwd());
  expect(committed.replaceAll('\\\n', '')).not.toContain('/home/');
});

const { path } = await buildNative({ log: () => {} });
const musl = await run('musl-gcc', ['--version'], { cwd: '.' });
const hasMusl = musl.code === 0 && !process.env.CC;
if (!hasMusl) console.log('The size of the probe is not tested: musl-gcc is not installed here.');

test.runIf(path && hasMusl)('the static probe is small', () => {
  expect(statSync(path ?? '').size).toBeLessThanOrEqual(150 << 10);
});
