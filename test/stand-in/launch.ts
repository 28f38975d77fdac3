// Launches the fixture app in the stand-in, through Playwright as the e2e tests do.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findTestBrowser, standInDist } from '../e2e/targets';

export const executable = join(standInDist, 'electron');
export const fixtureApp = join(import.meta.dirname, 'fixture');

/** What the stand-in offers to tests beside Electron's API. */
export type StandIn = {
  log: { kind: string; detail: unknown }[];
  trays: (Electron.Tray & { toolTip: string; menu: Electron.Menu })[];
  notifications: Electron.Notification[];
  setSystemDark(isDark: boolean): void;
  setWorkArea(area: Electron.Rectangle): void;
  profile(): string;
};
export type WithStandIn = typeof Electron.CrossProcessExports & { __standin: StandIn };

/** The state of fixture/main.mjs. */
export type Fixture = {
  events: unknown[][];
  ports: Electron.MessagePortMain[];
  received: unknown[];
  closedPorts: number;
  keepOpen: boolean;
};
declare global {
  var fixture: Fixture;
}

export type Launched = { app: ElectronApplication; page: Page; data: string; profile: string; remove(): void };

export async function launchFixture(): Promise<Launched> {
  const data = mkdtempSync(join(tmpdir(), 'fixture-'));
  process.env.ELECTRON_OVERRIDE_DIST_PATH = standInDist;
  const env = { ...process.env, CHROMIUM_PATH: findTestBrowser() ?? '' };
  const app = await _electron.launch({ args: [fixtureApp, `--data=${data}`], env });
  const page = await app.firstWindow();
  await page.waitForSelector('h1');
  const profile = await app.evaluate((electron) => (electron as unknown as WithStandIn).__standin.profile());
  return { app, page, data, profile, remove: () => rmSync(data, { recursive: true, force: true }) };
}

/** Processes that have this text among their arguments. */
export function processesWith(text: string): string[] {
  const all = execFileSync('ps', ['-ww', '-Ao', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 1e8 });
  return all.split('\n').filter((line) => line.includes(text) && !/^\s*\d+\s+Z/.test(line));
}
