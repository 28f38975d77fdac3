import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createScope } from '../../src/shared/scope';
import { makeHome, startHub, viberot } from '../fixtures/running-hub';
import { machineMs, pause, percentile, report } from './measure';

/**
 * How long it takes from the start of a command until the action of its rule runs: a real command, the real probe,
 * a real hub, and an action that writes into a pipe as the first thing it does.
 */
const samples = 200;
const scope = createScope();
const home = makeHome(scope);
const pipe = join(home, 'pipe');
spawnSync('mkfifo', [pipe]);
writeFileSync(
  join(home, 'config.toml'),
  `[[rules]]\ncommand = "sleep 0.${process.pid}*"\naction = { type = "exec", path = "/bin/sh", args = ["-c", "echo $VIBEROT_COMMAND > ${pipe}; cat > /dev/null"] }\n`,
);
await startHub(home, scope);
while (JSON.parse(viberot(home, 'status', '--json').stdout).probe.state !== 'running') await pause(50);

// Opened for reading and writing, the pipe never ends between two actions.
const reader = spawn('sh', ['-c', `exec cat <> ${pipe}`], { stdio: ['ignore', 'pipe', 'inherit'] });
scope.defer(() => void reader.kill());
const lines = createInterface({ input: reader.stdout })[Symbol.asyncIterator]();
const latencies: number[] = [];
for (let i = 0; i < samples; i++) {
  const began = machineMs();
  const command = spawn('sleep', [`0.${process.pid}${i}`]);
  await lines.next();
  latencies.push(machineMs() - began);
  await once(command, 'exit');
  await pause(20);
}
const tier = JSON.parse(viberot(home, 'status', '--json').stdout).probe.tier;
await scope.close();
report('latency', [
  { what: `exec → action running, p50 (${tier})`, value: percentile(latencies, 0.5), unit: 'ms', aim: '≤ 10' },
  { what: `exec → action running, p99 (${tier})`, value: percentile(latencies, 0.99), unit: 'ms' },
]);
process.exit();
