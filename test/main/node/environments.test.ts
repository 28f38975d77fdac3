import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createEnvironments } from '../../../src/main/node/environments';

const onLinux = process.platform === 'linux';
if (!onLinux) console.log('The environments of processes are told by Linux only.');

test.runIf(onLinux)('The variables of another process of this user can be read', async () => {
  const child = spawn('/bin/sh', ['-c', 'echo ready; read x'], { env: { A: 'one=1', AB: '', C: 'ü\nx' } });
  await once(child.stdout, 'data');
  const { read } = createEnvironments();
  expect(read(child.pid ?? 0, ['A', 'AB', 'C', 'D'])).toEqual({ A: 'one=1', AB: '', C: 'ü\nx' });
  const exited = once(child, 'exit');
  child.stdin.end();
  await exited;
  expect(read(child.pid ?? 0, ['A'])).toEqual({});
});
