import { defineConfig } from 'vitest/config';

const include = ['test/**/*.test.{ts,tsx}'];
/** They start a probe, which sees the whole machine: their storms would disturb the others, and each other. */
const watching = ['back-pressure', 'ebpf', 'privileges', 'probe-life', 'process-lines', 'windows'].map(
  (name) => `test/native/${name}.test.ts`,
);

export default defineConfig({
  test: {
    // Real processes and sockets on two cores: a file at a time per core, and time enough when the machine is busy.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Such tests wait for other processes, which a busy machine holds up. The summary names those that needed it.
    retry: 1,
    projects: [
      { extends: true, test: { name: 'unit', include, exclude: [...watching, 'test/e2e/**', 'node_modules/**'] } },
      {
        extends: true,
        test: { name: 'native', include: watching, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
