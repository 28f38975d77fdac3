import { defineConfig } from 'playwright/test';
import { desktopTarget } from './test/e2e/targets';

// Workers read this file again; only the run itself says what it runs against.
if (!process.env.TEST_WORKER_INDEX) console.log(`End-to-end targets: browser page, ${desktopTarget().name}`);

/** A window of the app cannot lose its connection; and what only the page does is the same in both. */
const inBrowserOnly = [
  'accessibility',
  'agents',
  'changes',
  'connection',
  'family',
  'full-capture',
  'history',
  'lua',
  'overlays',
  'rules-editor',
  'rules-in-force',
  'shell',
  'views',
].map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  // Not test-results itself: Playwright empties this folder, and other reports are kept there.
  outputDir: 'test-results/e2e',
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  workers: 1,
  // What needed it is named in the summary.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // Two slow cores, shared with the app, Chromium and the commands that the tests run.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // Recording one takes a quarter of the time of all tests.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testIgnore: 'desktop*.spec.ts' },
    { name: 'desktop', testIgnore: inBrowserOnly },
  ],
});
