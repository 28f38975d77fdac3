// Loaded into the hub with --import: at SIGUSR2 it writes how late the event loop was since the last time, in ms.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { env } from 'node:process';

const resolutionMs = 5;
const file = env.BENCH_EVENT_LOOP_FILE;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
process.on('SIGUSR2', () => {
  // What is measured is the time from one look to the next.
  const late = (/** @type {number} */ ns) => Math.max(0, ns / 1e6 - resolutionMs);
  if (file) writeFileSync(file, JSON.stringify({ p99: late(delay.percentile(99)), max: late(delay.max) }));
  delay.reset();
});
