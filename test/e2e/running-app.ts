// The app, started once: as a program with a page in a browser, or as the desktop app.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  _electron,
  type Browser,
  type BrowserContextOptions,
  type ElectronApplication,
  type Page,
} from 'playwright/test';
import type { Sandbox } from './sandbox';
import { browserSwitches, desktopTarget, findTestBrowser, projectRoot } from './targets';

const startTimeoutMs = 45_000;
const stopTimeoutMs = 20_000;

export interface RunningApp {
  readonly page: Page;
  /** The desktop app's main process; undefined in a browser. */
  readonly electron: ElectronApplication | undefined;
  readonly process: ChildProcess;
  /** Asks the app to quit, and throws if it does not. */
  stop(): Promise<void>;
}

export type StartOptions = {
  readonly sandbox: Sandbox;
  readonly look: Pick<BrowserContextOptions, 'colorScheme' | 'viewport'>;
  /** Hears what the app writes. */
  readonly onOutput: (text: string) => void;
};

export async function startInBrowser({ sandbox, look, onOutput }: StartOptions, browser: Browser): Promise<RunningApp> {
  const program = join(projectRoot, 'out/main/headless.js');
  const child = spawn(process.execPath, [program, 'serve', '--home', sandbox.home, '--port', '0', '--no-open'], {
    env: sandbox.env,
    cwd: sandbox.env.HOME,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  listen(child, onOutput);
  const stopProgram = () => endProcess(child, () => child.kill('SIGTERM'));
  try {
    const url = await firstMatch(child, /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/);
    const context = await browser.newContext(look);
    const page = await context.newPage();
    await page.goto(url);
    return {
      page,
      electron: undefined,
      process: child,
      async stop() {
        await context.close();
        await stopProgram();
      },
    };
  } catch (error) {
    await stopProgram();
    throw error;
  }
}

export async function startOnDesktop({ sandbox, look, onOutput }: StartOptions): Promise<RunningApp> {
  const { dist } = desktopTarget();
  // Playwright looks the program up in this process, so the variable must be here and not in the app's environment.
  if (dist) process.env.ELECTRON_OVERRIDE_DIST_PATH = dist;
  const electron = await _electron.launch({
    args: [...browserSwitches, projectRoot, '--home', sandbox.home],
    env: { ...sandbox.env, ...(dist && { CHROMIUM_PATH: findTestBrowser() ?? '' }) },
    cwd: projectRoot,
    timeout: startTimeoutMs,
    ...(look.colorScheme !== undefined && { colorScheme: look.colorScheme }),
  });
  const child = electron.process();
  listen(child, onOutput);
  const stop = () => endProcess(child, () => quit(electron));
  try {
    const page = await electron.firstWindow({ timeout: startTimeoutMs });
    if (look.viewport) await page.setViewportSize(look.viewport);
    // A window begins empty; what a test evaluates must not get lost with that page.
    await page.waitForURL((url) => url.href !== 'about:blank');
    return { page, electron, process: child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Discards what was not saved. */
async function quit(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  await electron.close();
}

function listen({ stdout, stderr }: ChildProcess, onOutput: (text: string) => void): void {
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', onOutput);
}

/** Resolves with the first text on stdout that matches. */
function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(
      () => reject(new Error(`The app printed no address in ${startTimeoutMs} ms.`)),
      startTimeoutMs,
    );
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text)?.[0];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`The app ended at once (${code ?? signal}).`)));
    child.once('exit', () => clearTimeout(timer));
  });
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

/** Asks the process to end and waits for that. An app that had to be killed, or ended with an error, is a failure. */
async function endProcess(child: ChildProcess, ask: () => unknown): Promise<void> {
  if (isRunning(child)) await askToEnd(child, ask);
  // A signal of the test's own is its own business.
  if (child.exitCode) throw new Error(`The app ended with exit code ${child.exitCode}.`);
}

async function askToEnd(child: ChildProcess, ask: () => unknown): Promise<void> {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, stopTimeoutMs);
  await Promise.all([ask(), exited]);
  clearTimeout(timer);
  if (isLate) throw new Error(`The app did not end in ${stopTimeoutMs} ms after it was asked to.`);
}
