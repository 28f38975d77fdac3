import { defineConfig } from 'vitest/config';

const include = ['test/**/*.test.{ts,tsx}'];
/** They start a probe, which sees the whole machine: their storms would disturb the others, and each other. */
const watching = ['back-pressure', 'ebpf', 'privileges', 'probe-life', 'process-lines'].map(
  (name) => `test/native/${name}.test.ts`,
);
/**
 * They keep nothing in modules nor in the process, so that many files share one, and what they import is loaded once.
 * Real hubs, helpers and browsers have a process of their own.
 */
const sharing = [
  'architecture',
  'bench',
  'main/electron',
  'main/features',
  'main/lua-domain',
  'main/terminal-host',
  'renderer',
  'shared',
].map((folder) => `test/${folder}/**/!(real*).test.{ts,tsx}`);

export default defineConfig({
  test: {
    // Real processes and sockets on two cores: a file at a time per core, and time enough when the machine is busy.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Such tests wait for other processes, which a busy machine holds up. The summary names those that needed it.
    retry: 1,
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
      {
        extends: true,
        test: { name: 'unit', include, exclude: [...sharing, ...watching, 'test/e2e/**', 'node_modules/**'] },
      },
      {
        extends: true,
        test: { name: 'native', include: watching, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
