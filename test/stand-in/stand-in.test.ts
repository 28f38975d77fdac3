import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { standInProblem } from '../e2e/targets';
import { executable, fixtureApp, type Launched, launchFixture, processesWith, type WithStandIn } from './launch';

const patience = { timeout: 20_000, interval: 50 };
const messageCount = 10_000;
const problem = standInProblem();

beforeEach((context) => {
  if (problem) context.skip(problem);
});

type FixturePage = Window & {
  received: unknown[];
  portClosed: boolean;
  port: Promise<MessagePort>;
  bridge: {
    add(a: number, b: number): Promise<number>;
    fail(): Promise<never>;
    twice(callback: (value: number) => number): number;
    platform: string;
  };
};

describe('a running app', () => {
  let fixture: Launched;

  beforeAll(async () => {
    if (!problem) fixture = await launchFixture();
  });

  afterAll(async () => {
    await fixture?.app.close();
    fixture?.remove();
  });

  const inMain = <T>(read: (electron: WithStandIn) => T) =>
    fixture.app.evaluate(read as unknown as (electron: typeof Electron.CrossProcessExports) => T);
  const events = () => fixture.app.evaluate(() => globalThis.fixture.events);

  test('a window has the title, the bounds and the visibility that the app gave it', async () => {
    const window = await fixture.app.browserWindow(fixture.page);
    expect(await window.evaluate((it) => [it.getTitle(), it.getBounds().width, it.isVisible()])).toEqual([
      'Fixture',
      900,
      true,
    ]);
    expect(await events()).toEqual(expect.arrayContaining([['ready-to-show'], ['show']]));
  });

  test('says what it is', async () => {
    const versions = await inMain(({ app }) => [process.versions.chrome, app.getName(), app.getVersion()]);
    expect(versions).toEqual(['stand-in', 'Fixture', '1.2.3']);
  });

  test('what is not implemented throws instead of doing nothing', async () => {
    await expect(inMain((electron) => electron.clipboard.readText())).rejects.toThrow(
      'stand-in: electron.clipboard is not implemented',
    );
    await expect(inMain(({ app }) => app.getLocale())).rejects.toThrow('electron.app.getLocale is not implemented');
    await expect(inMain(({ app }) => void app.on('login', () => {}))).rejects.toThrow("electron.app event 'login'");
  });

  test('the page has no Node and sees nothing of the preload but its bridge', async () => {
    const seen = await fixture.page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'secretOfThePreload', '__standInSend', '__standInReceive'].filter(
        (name) => name in window,
      ),
    );
    expect(seen).toEqual([]);
  });

  test('contextBridge carries calls, promises and callbacks, and freezes what it exposes', async () => {
    const result = await fixture.page.evaluate(async () => {
      const { bridge } = window as unknown as FixturePage;
      const failure = await bridge.fail().catch((error: Error) => error.message);
      return [await bridge.add(2, 3), bridge.twice((value) => value + 1), Object.isFrozen(bridge), failure];
    });
    expect(result).toEqual([5, 3, true, "Error invoking remote method 'fixture:fail': TypeError: on purpose"]);
  });

  test(`${messageCount} messages go both ways through a port, in order, bytes exact`, async () => {
    const { wrong, count } = await fixture.page.evaluate(async (count) => {
      const page = window as unknown as FixturePage;
      const port = await page.port;
      const all = Array.from({ length: count }, (_, index) =>
        index % 2 ? `ä${index}` : Uint8Array.from({ length: index % 300 }, (_, at) => (index + at) % 256),
      );
      for (const message of all) port.postMessage(message);
      const arrived = new Promise<void>((resolve) => {
        port.addEventListener('message', () => page.received.length === count && resolve());
      });
      await arrived;
      const text = (value: unknown) => (value instanceof Uint8Array ? `bytes ${value.join()}` : value);
      return {
        wrong: all.filter((message, at) => text(message) !== text(page.received[at])),
        count: page.received.length,
      };
    }, messageCount);
    expect({ wrong, count }).toEqual({ wrong: [], count: messageCount });
  });

  test(`${messageCount} messages from the main process arrive in order while the page sends too`, async () => {
    await fixture.page.evaluate(async () => {
      const page = window as unknown as FixturePage;
      page.received.length = 0;
      const port = await page.port;
      for (let index = 0; index < 1000; index++) port.postMessage({ keep: index + 1 });
    });
    await fixture.app.evaluate((_, count) => {
      for (let index = 0; index < count; index++) globalThis.fixture.ports.at(-1)?.postMessage(index);
    }, messageCount);
    await fixture.page.waitForFunction(
      (count) => (window as unknown as FixturePage).received.length === count,
      messageCount,
    );
    expect(
      await fixture.page.evaluate(() => (window as unknown as FixturePage).received.every((it, at) => it === at)),
    ).toBe(true);
    const received = () => fixture.app.evaluate(() => globalThis.fixture.received);
    await vi.waitFor(async () => expect(await received()).toHaveLength(1000), patience);
    expect(await received()).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  const closed = () => fixture.app.evaluate(() => globalThis.fixture.closedPorts);
  const reload = async () => {
    await fixture.page.reload();
    await fixture.page.evaluate(() => (window as unknown as FixturePage).port);
  };

  test('a reload closes the old port in the main process and connects a new one', async () => {
    const before = await closed();
    const ports = await fixture.app.evaluate(() => globalThis.fixture.ports.length);
    await reload();
    await vi.waitFor(async () => expect(await closed()).toBe(before + 1), patience);
    expect(await fixture.app.evaluate(() => globalThis.fixture.ports.length)).toBe(ports + 1);
  });

  test('a port closed by the page closes in the main process', async () => {
    const before = await closed();
    await fixture.page.evaluate(async () => (await (window as unknown as FixturePage).port).close());
    await vi.waitFor(async () => expect(await closed()).toBe(before + 1), patience);
    await reload();
  });

  test('a port closed by the main process closes in the page, after what was sent before', async () => {
    await fixture.page.evaluate(async () => {
      const port = await (window as unknown as FixturePage).port;
      port.postMessage('last words');
      port.postMessage({ close: true });
    });
    await fixture.page.waitForFunction(() => (window as unknown as FixturePage).portClosed);
    expect(await fixture.page.evaluate(() => (window as unknown as FixturePage).received)).toEqual(['last words']);
    await reload();
  });

  test('the app sees its own scheme, and its response headers reach the page', async () => {
    expect(await events()).toContainEqual(['connect', 'fixture://app/index.html', true]);
    const answer = await fixture.page.evaluate(async () => {
      const response = await fetch('/index.html');
      const missing = await fetch('/missing');
      return [response.headers.get('content-security-policy'), missing.status, isSecureContext];
    });
    expect(answer).toEqual(["default-src 'self'; connect-src 'self'", 404, true]);
  });

  test('a content security policy of the app is in force', async () => {
    const blocked = await fixture.page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
          const script = document.createElement('script');
          script.textContent = 'window.inline = true';
          document.head.append(script);
        }),
    );
    expect(blocked).toBe('script-src-elem');
    expect(await fixture.page.evaluate(() => 'inline' in window)).toBe(false);
  });

  test('the app may prevent a navigation, and gets the windows the page wants to open', async () => {
    await fixture.page.click('#outside');
    await fixture.page.click('#blank');
    const wanted = ['will-navigate', 'https://example.invalid/'];
    await vi.waitFor(async () => expect(await events()).toContainEqual(wanted), patience);
    expect(new URL(fixture.page.url()).pathname).toBe('/index.html');
    const opened = { kind: 'open-external', detail: 'https://example.invalid/new' };
    await vi.waitFor(
      async () => expect(await inMain(({ __standin }) => __standin.log)).toContainEqual(opened),
      patience,
    );
  });

  test('a menu item opens a second window, which can be closed', async () => {
    const opening = fixture.app.waitForEvent('window');
    await inMain(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new')?.click());
    const second = await opening;
    await second.waitForSelector('h1');
    await second.close();
    const count = () => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await vi.waitFor(async () => expect(await count()).toBe(1), patience);
  });

  test('the tray is recorded with its tooltip and menu, and can be clicked', async () => {
    const tray = await inMain(({ __standin: { trays } }) => {
      trays[0]?.emit('click');
      trays[0]?.menu.getMenuItemById('notify')?.click();
      return [trays.length, trays[0]?.toolTip];
    });
    expect(tray).toEqual([1, 'Fixture is here']);
    expect(await events()).toContainEqual(['tray-click']);
    const shown = { kind: 'notification', detail: { title: 'Hello', body: 'there', silent: false } };
    expect(await inMain(({ __standin }) => __standin.log)).toContainEqual(shown);
  });

  test('the app chooses the theme, and hears of the change', async () => {
    const isDark = () => fixture.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await inMain(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await vi.waitFor(async () => expect(await isDark()).toBe(true), patience);
    expect(await inMain(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
  });

  test('a second instance gets no lock, and the first one hears of it', async () => {
    const second = spawn(executable, [fixtureApp, `--data=${fixture.data}`, 'second'], { stdio: 'ignore' });
    expect(await once(second, 'exit')).toEqual([3, null]);
    const heard = ['second-instance', 'second', { hello: 'first' }];
    await vi.waitFor(async () => expect(await events()).toContainEqual(heard), patience);
  });

  test('a window that the app keeps is hidden instead of closed', async () => {
    const state = await inMain(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      globalThis.fixture.keepOpen = true;
      window?.close();
      globalThis.fixture.keepOpen = false;
      const hidden = window?.isVisible();
      window?.show();
      return [hidden, window?.isVisible()];
    });
    expect(state).toEqual([false, true]);
  });
});

describe('the end leaves nothing behind', () => {
  const goneAfter = async (end: (launched: Launched) => Promise<unknown>) => {
    const launched = await launchFixture();
    expect(processesWith(launched.profile)).not.toEqual([]);
    const exited = once(launched.app.process(), 'exit');
    await end(launched);
    const [code, signal] = await exited;
    await vi.waitFor(() => expect(processesWith(launched.profile)).toEqual([]), patience);
    await vi.waitFor(() => expect(existsSync(launched.profile)).toBe(false), patience);
    launched.remove();
    return { code, signal };
  };

  test('after app.quit', async () => {
    expect(await goneAfter(({ app }) => app.close())).toEqual({ code: 0, signal: null });
  });

  test('after SIGTERM', async () => {
    const end = async ({ app }: Launched) => app.process().kill('SIGTERM');
    expect(await goneAfter(end)).toEqual({ code: 0, signal: null });
  });

  test('after process.exit, which asks nobody', async () => {
    const end = ({ app }: Launched) => app.evaluate(() => void setImmediate(() => process.exit(7)));
    expect(await goneAfter(end)).toEqual({ code: 7, signal: null });
  });

  test('after SIGKILL: Chromium ends by itself', async () => {
    const end = async ({ app }: Launched) => app.process().kill('SIGKILL');
    expect(await goneAfter(end)).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
