// What the tests run against, by its honest name.
import { join } from 'node:path';
import { findHeadlessChromium, findChromium as findInstalled } from '../../scripts/setup/system-packages.mjs';
import { electronBinary, noDisplayReason } from '../../scripts/start/electron.mjs';

export const projectRoot = join(import.meta.dirname, '../..');

export const standInDist = join(projectRoot, 'test/electron-stand-in/dist');

export type TargetName = 'browser page' | 'Electron' | 'Electron stand-in';

/** For what is drawn as on a screen. */
export const findChromium = (): string | undefined => process.env.CHROMIUM_PATH ?? findInstalled();

/** For tests: the quickest one, unless somebody wants to see it. */
export const findTestBrowser = (): string | undefined =>
  process.env.STANDIN_HEADED === '1' ? findChromium() : (process.env.CHROMIUM_PATH ?? findHeadlessChromium());

/** An animation that never ends keeps a machine without a graphics card busy for as long as it is in view. */
export const browserSwitches = ['--force-prefers-reduced-motion'];

/**
 * Real Electron where its binary is here and can open a window, the stand-in elsewhere or with E2E_STANDIN=1. Nothing
 * here may `require('electron')`: in plain Node that starts a download.
 */
export function desktopTarget(): { name: TargetName; dist?: string; problem?: string } {
  const wantsStandIn = process.env.E2E_STANDIN === '1';
  if (!wantsStandIn && electronBinary(projectRoot, {}) && !noDisplayReason({ env: displayOnly() })) {
    return { name: 'Electron' };
  }
  const problem = standInProblem();
  return { name: 'Electron stand-in', dist: standInDist, ...(problem && { problem }) };
}

/** Why the stand-in cannot run here. */
export function standInProblem(): string | undefined {
  if (process.platform === 'win32') return 'the Electron stand-in needs a Unix shell';
  return findTestBrowser() ? undefined : 'Chromium is missing';
}

/** Without the variable by which the stand-in itself comes in. */
function displayOnly(): NodeJS.ProcessEnv {
  const { ELECTRON_OVERRIDE_DIST_PATH: _, ...env } = process.env;
  return env;
}
