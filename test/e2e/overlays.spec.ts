import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { ElectronApplication, Page } from 'playwright/test';
import type { WithStandIn } from '../stand-in/launch';
import { type App, expect, test } from './fixture';

/** Each rule has a command of its own: "sleep 5N.…". */
const config = `
[[rules]]
id = "progress"
command = "sleep 52.*"
action = { type = "overlay", title = "Sleeping" }

[[rules]]
id = "page"
command = "sleep 53.*"
action = { type = "overlay", title = "My page", show = "dash/index.html", corner = "top-left", width = 300, height = 200 }

[[rules]]
id = "through"
command = "sleep 54.*"
action = { type = "overlay", title = "Glass", corner = "top-left", width = 320, height = 100, click_through = true }
`;

let commands: ChildProcess[] = [];
test.afterEach(() => {
  for (const command of commands) command.kill();
  commands = [];
});

function run(minutes: number): ChildProcess {
  const command = spawn('sleep', [`${minutes}.${process.pid}${commands.length}`]);
  commands.push(command);
  return command;
}

const card = (page: Page, name: string) => page.getByRole('article', { name });
const onDesktop = ({ electron, target }: App): ElectronApplication => {
  test.skip(target !== 'Electron stand-in', 'only the stand-in has a screen that a test can ask');
  if (!electron) throw new Error('no desktop');
  return electron;
};

/** What a page tries that must not work for it, and what must. It writes what came of it into its body. */
const tryAll = `
const tell = (text) => document.body.append(text + ';');
const unless = (what, action) => { try { action(); tell(what); } catch { tell('no ' + what); } };
unless('storage', () => localStorage.setItem('x', 'y'));
unless('parent', () => parent.document.title + parent.location.href);
tell(window.open('/') ? 'window' : 'no window');
tell('hub' in window || 'require' in window ? 'node' : 'no node');
fetch('data.json').then((answer) => answer.json()).then(({ n }) => tell('data ' + n), () => tell('no data'));
tell(new URLSearchParams(location.hash.slice(1)).get('command'));
`;

function writePage(home: string): void {
  mkdirSync(join(home, 'dash'));
  writeFileSync(join(home, 'dash/index.html'), '<!doctype html><body><script src="try.js"></script>');
  writeFileSync(join(home, 'dash/try.js'), tryAll);
  writeFileSync(join(home, 'dash/data.json'), '{"n":42}');
}

const whatAPageMay = /no storage;.*no window;no node;sleep 53\..*data 42;/;

test.describe('in the page', () => {
  test.use({ config });
  test.beforeEach(async ({ app }) => {
    test.skip(app.target !== 'browser page', 'the desktop has windows for it');
    await expect(app.page.getByText('Watching by')).toBeVisible();
  });

  test('an overlay shows how far a command is, and goes with it', async ({ app }) => {
    const { page } = app;
    const command = run(52);
    await expect(card(page, 'Sleeping').getByRole('progressbar')).toHaveAttribute('aria-valuetext', 'running');
    await expect(card(page, 'Sleeping')).toContainText(/sleep 52\..*0:0[1-9]/);
    expect(await app.problems()).toEqual([]);
    command.kill();
    await expect(card(page, 'Sleeping')).toBeHidden();
  });

  test('one that is closed stays closed, also in another page', async ({ app }) => {
    const { page } = app;
    run(52);
    run(54);
    await card(page, 'Sleeping').getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    await expect(card(page, 'Sleeping')).toBeHidden();
    await page.reload();
    await expect(card(page, 'Glass')).toBeVisible();
    await expect(card(page, 'Sleeping')).toBeHidden();
    // Clicks go through it, but for the one that closes it.
    await card(page, 'Glass').getByRole('button', { name: 'Close' }).click();
    await expect(card(page, 'Glass')).toBeHidden();
  });

  test('a page of the person’s own has its files, and no way to ours', async ({ app }) => {
    writePage(app.home);
    run(53);
    const frame = app.page.frameLocator('iframe[title="My page"]');
    await expect(frame.locator('body')).toHaveText(/no storage;no parent;.*data 42;/);
    await expect(frame.locator('body')).toHaveText(whatAPageMay);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in the ${colorScheme} theme`, () => {
      test.use({ colorScheme });
      test('overlays can be read by everybody, also in a small window', async ({ app }) => {
        const { page } = app;
        run(52);
        run(52);
        run(54);
        await expect(page.getByRole('article')).toHaveCount(3);
        for (const size of [
          { width: 340, height: 500 },
          { width: 1280, height: 800 },
          { width: 800, height: 600 },
        ]) {
          await page.setViewportSize(size);
          for (const one of await page.getByRole('article').all()) {
            const { x = -1, width = size.width } = (await one.boundingBox()) ?? {};
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x + width).toBeLessThanOrEqual(size.width);
          }
        }
        const axe = new AxeBuilder({ page }).include('section[aria-label=Overlays]').setLegacyMode();
        const { violations } = await axe.analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      });
    });
  }
});

test.describe('on the desktop', () => {
  test.use({ config });
  test.beforeEach(async ({ app }) => {
    onDesktop(app);
    await expect(app.page.getByText('Watching by')).toBeVisible();
  });

  /** Where the windows of overlays are, and how. */
  const windows = (app: App) =>
    onDesktop(app).evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((window) => window.getTitle() !== 'VibeRot')
        .map((window) => ({
          title: window.getTitle(),
          place: window.getBounds(),
          shown: window.isVisible(),
          above: window.isAlwaysOnTop(),
          takesKeys: window.isFocusable() || window.isFocused(),
          everywhere: window.isVisibleOnAllWorkspaces(),
        })),
    );
  const recorded = (app: App, kind: string) =>
    onDesktop(app).evaluate(
      (api, kind) => (api as unknown as WithStandIn).__standin.log.filter((entry) => entry.kind === kind),
      kind,
    );

  test('an overlay is a small window above all others in its corner, and goes with its command', async ({ app }) => {
    const electron = onDesktop(app);
    const [opened, command] = [electron.waitForEvent('window'), run(52)];
    const window = await opened;
    await expect(card(window, 'Sleeping')).toContainText(/sleep 52\..*0:0[1-9]/);
    const looks = { title: 'Sleeping', shown: true, above: true, takesKeys: false, everywhere: true };
    await expect
      .poll(() => windows(app))
      .toEqual([{ ...looks, place: { x: 1280 - 16 - 360, y: 800 - 16 - 120, width: 360, height: 120 } }]);
    const made = (await recorded(app, 'window')).find(
      ({ detail }) => (detail as { title: string }).title === 'Sleeping',
    );
    expect(made?.detail).toMatchObject({ frame: false, transparent: true, skipTaskbar: true });
    // It is no second window of the app.
    await expect(window.getByRole('navigation')).toHaveCount(0);
    await expect(app.page.getByRole('article')).toHaveCount(0);
    command.kill();
    await expect.poll(() => windows(app)).toEqual([]);
  });

  test('several are stacked, make way for bars of the desktop, and are closed by their button or the tray', async ({
    app,
  }) => {
    const electron = onDesktop(app);
    const [opened] = [electron.waitForEvent('window'), run(52)];
    const first = await opened;
    for (const [index, minutes] of [52, 54].entries()) {
      run(minutes);
      await expect.poll(async () => (await windows(app)).length).toBe(index + 2);
    }
    const places = async () => (await windows(app)).map(({ place: { x, y } }) => [x, y]);
    await expect.poll(places).toEqual([
      [904, 664],
      [904, 534],
      [16, 16],
    ]);
    expect(await recorded(app, 'ignore-mouse-events')).toEqual([
      { kind: 'ignore-mouse-events', detail: { title: 'Glass', ignore: true } },
    ]);

    const area = { x: 0, y: 30, width: 1280, height: 700 };
    await electron.evaluate((api, area) => (api as unknown as WithStandIn).__standin.setWorkArea(area), area);
    expect(await places()).toEqual([
      [904, 594],
      [904, 464],
      [16, 46],
    ]);

    await first.getByRole('button', { name: 'Close' }).click();
    await expect.poll(async () => (await windows(app)).length).toBe(2);
    await electron.evaluate((api) => {
      const menu = (api as unknown as WithStandIn).__standin.trays[0]?.menu;
      menu?.getMenuItemById('close-overlays')?.click();
    });
    await expect.poll(() => windows(app)).toEqual([]);
  });

  test('a page of the person’s own has its files, in a session that is not ours', async ({ app }) => {
    writePage(app.home);
    const [opened] = [onDesktop(app).waitForEvent('window'), run(53)];
    const window = await opened;
    await expect(window.locator('body')).toHaveText(whatAPageMay);
    const own = await onDesktop(app).evaluate(({ BrowserWindow, session }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.session === session.defaultSession),
    );
    expect(own.sort()).toEqual([false, true]);
  });
});

test.describe('a site', () => {
  let server: Server;
  let site: string;
  test.beforeEach(async () => {
    server = createServer(({ url }, response) => {
      if (url === '/file') response.setHeader('content-disposition', 'attachment; filename=file');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Site</title><h1>Site ${url}</h1><a id="away" href="http://localhost:1/">away</a>
        <a id="within" href="/within">within</a><a id="load" href="/file">load</a>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  test.afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('is shown, and leads nowhere but within itself', async ({ app }) => {
    await expect(app.page.getByText('Watching by')).toBeVisible();
    writeFileSync(
      join(app.home, 'config.toml'),
      `[[rules]]\nid = "site"\ncommand = "sleep 55.*"\naction = { type = "overlay", title = "Site", show = "${site}" }\n`,
    );
    await expect.poll(async () => JSON.parse((await app.cli('status', '--json')).stdout).rules.count).toBe(1);
    if (app.target === 'browser page') {
      run(55);
      await expect(app.page.frameLocator('iframe[title="Site"]').getByRole('heading')).toHaveText('Site /');
      return;
    }
    const [opened] = [onDesktop(app).waitForEvent('window'), run(55)];
    const window = await opened;
    await expect(window.getByRole('heading')).toHaveText('Site /');
    await window.click('#within');
    await expect(window.getByRole('heading')).toHaveText('Site /within');
    await window.click('#away');
    await window.click('#load');
    await expect.poll(() => window.evaluate(() => document.readyState)).toBe('complete');
    await expect(window.getByRole('heading')).toHaveText('Site /within');
  });
});
