import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../scripts/process.mjs';
import { projectRoot } from './folder';

const node = (script: string, options: object = {}) =>
  run(process.execPath, ['--eval', script], { cwd: projectRoot, ...options });

test('a program’s output and exit code are kept, whatever they are', async () => {
  expect(await node('console.log("out"); console.error("err"); process.exit(3)')).toMatchObject({ code: 3 });
  expect((await node('console.log("out")')).output).toBe('out\n');
  expect((await node('console.error("err")')).output).toBe('err\n');
});

test('a program that cannot be started is an outcome, not a crash', async () => {
  expect(await run('/nowhere/program', [], { cwd: projectRoot })).toMatchObject({ code: 127 });
});

test('a program that takes too long is ended', async () => {
  const outcome = await node('setInterval(() => {}, 1000)', { timeoutMs: 100 });
  expect(outcome).toMatchObject({ timedOut: true, signal: 'SIGTERM', code: 143 });
});

test('handing over forwards signals, and passes on the exit code', async () => {
  const program = `process.on('SIGTERM', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1000);`;
  const script = `
    import { handOver } from ${JSON.stringify(join(projectRoot, 'scripts/process.mjs'))};
    const { code } = await handOver(process.execPath, ['--eval', ${JSON.stringify(program)}], { cwd: '.' });
    process.exitCode = code;`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(7);
});
