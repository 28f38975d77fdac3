// `test` with the fixture `app`: VibeRot, started in a fresh home, and its page. One set of tests for the browser page,
// Electron and its stand-in; `app.target` says which, for the few things that only a desktop has.
import {
  type Browser,
  test as base,
  chromium,
  type ElectronApplication,
  expect,
  type Page,
  type TestInfo,
} from 'playwright/test';
import { endTerminalHosts } from '../fixtures/end-terminal-hosts';
import { type RunningApp, startInBrowser, startOnDesktop } from './running-app';
import { type CliResult, createSandbox, type Sandbox } from './sandbox';
import { browserSwitches, desktopTarget, findTestBrowser, type TargetName } from './targets';

export interface App {
  /** The app's window. It is another one after `restart`. */
  readonly page: Page;
  /** The VIBEROT_HOME. */
  readonly home: string;
  readonly target: TargetName;
  /** The desktop app's main process; undefined in a browser. */
  readonly electron: ElectronApplication | undefined;
  /** The process id of the app. */
  readonly pid: number;
  /** Runs the command `viberot` in the same home. */
  cli(...args: string[]): Promise<CliResult>;
  /** Errors of the page so far: in its console, thrown, or against its content security policy. */
  problems(): Promise<string[]>;
  /** Quits the app, and starts it again in the same home. */
  restart(): Promise<void>;
  /** Quits the app. */
  stop(): Promise<void>;
}

type Fixtures = {
  /** The text of config.toml before the app starts; without it there is none. */
  config: string | undefined;
  app: App;
};
type WorkerFixtures = { openBrowser: () => Promise<Browser> };

export { expect };

export const test = base.extend<Fixtures, WorkerFixtures>({
  config: [undefined, { option: true }],

  // One browser for all tests of a worker, and only where one is asked for.
  openBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern.
    async ({}, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => {
        browser ??= launchChromium();
        return browser;
      });
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],

  app: async ({ config, colorScheme, viewport, openBrowser }, use, testInfo) => {
    const isDesktop = testInfo.project.name === 'desktop';
    const desktop = desktopTarget();
    const target = isDesktop ? desktop.name : 'browser page';
    const problem = isDesktop ? desktop.problem : findTestBrowser() ? undefined : 'Chromium is missing';
    testInfo.annotations.push({ type: 'target', description: target });
    testInfo.skip(problem !== undefined, problem ?? '');

    const sandbox = createSandbox(config);
    const output: string[] = [];
    const options = { sandbox, look: { colorScheme, viewport }, onOutput: (text: string) => output.push(text) };
    const start = async () => (isDesktop ? startOnDesktop(options) : startInBrowser(options, await openBrowser()));
    const app = createApp({ target, sandbox, start });
    try {
      await app.restart();
      await use(app);
      await app.stop();
    } finally {
      await attachOnFailure(testInfo, { 'what the app wrote': output.join(''), 'viberot.log': sandbox.log() });
      await app.stop().finally(() => leaveNothingBehind(sandbox));
    }
  },
});

async function attachOnFailure(testInfo: TestInfo, texts: Record<string, string>): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus && testInfo.errors.length === 0) return;
  for (const [name, body] of Object.entries(texts)) await testInfo.attach(name, { body, contentType: 'text/plain' });
}

/** Agents outlive the app. What else still runs is a failure, and is ended so that it does not disturb the next test. */
async function leaveNothingBehind(sandbox: Sandbox): Promise<void> {
  await endTerminalHosts(sandbox.home);
  const running = () => sandbox.leftovers().map(({ command }) => command);
  try {
    await expect.poll(running, { message: 'nothing that the app started still runs' }).toEqual([]);
  } finally {
    for (const { pid } of sandbox.leftovers()) endNow(pid);
    sandbox.remove();
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

function createApp({ target, sandbox, start }: { target: TargetName; sandbox: Sandbox; start(): Promise<RunningApp> }) {
  let running: RunningApp | undefined;
  const current = () => {
    if (!running) throw new Error('The app is not running: the test stopped it.');
    return running;
  };
  const app: App = {
    home: sandbox.home,
    target,
    cli: sandbox.cli,
    get page() {
      return current().page;
    },
    get electron() {
      return current().electron;
    },
    get pid() {
      return current().process.pid ?? 0;
    },
    async problems() {
      const { page } = current();
      const [messages, errors] = await Promise.all([page.consoleMessages(), page.pageErrors()]);
      const inConsole = messages.filter((message) => message.type() === 'error').map((message) => message.text());
      return [...inConsole, ...errors.map((error) => error.stack ?? error.message)];
    },
    async restart() {
      await app.stop();
      running = await start();
    },
    async stop() {
      const stopping = running;
      running = undefined;
      await stopping?.stop();
    },
  };
  return app;
}

async function launchChromium(): Promise<Browser> {
  const executablePath = findTestBrowser();
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...browserSwitches, '--disable-background-networking', '--disable-quic', '--no-first-run'],
  });
}
