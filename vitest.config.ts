import { defineConfig } from 'vitest/config';

const include = ['test/**/*.test.{ts,tsx}'];
const native = 'test/native/**/*.test.ts';

export default defineConfig({
  test: {
    // Real processes and sockets on two cores: a file at a time per core, and time enough when the machine is busy.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include, exclude: [native, 'test/e2e/**', 'node_modules/**'] } },
      // The helper sees the whole machine: its tests make storms that would disturb the others, and each other.
      {
        extends: true,
        test: { name: 'native', include: [native], fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
