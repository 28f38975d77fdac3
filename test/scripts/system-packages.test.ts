import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findChromium, findHeadlessChromium, notice } from '../../scripts/setup/system-packages.mjs';
import { folderWith } from './folder';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.skipIf(process.platform === 'win32')(
  'tests take the Chromium without a window, and else whichever is there',
  () => {
    const folder = folderWith({ chromium: '', 'chromium-headless-shell': '' });
    const [whole, windowless] = [join(folder, 'chromium'), join(folder, 'chromium-headless-shell')];
    for (const file of [whole, windowless]) chmodSync(file, 0o755);
    vi.stubEnv('PATH', folder);
    expect(findHeadlessChromium()).toBe(windowless);
    expect(findChromium()).toBe(whole);
    rmSync(windowless);
    expect(findHeadlessChromium()).toBe(whole);
  },
);

test('a notice says what is missing, how to get it, and what is not run without it', () => {
  expect(notice({ what: 'A', packages: ['a', 'b'], notRun: 'the tests of A' }, 'linux')).toBe(
    'Missing for the tests: A (on Debian: apt-get install a b). Reported as not run: the tests of A.',
  );
});
