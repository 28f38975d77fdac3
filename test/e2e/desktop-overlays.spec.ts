import type { ElectronApplication } from 'playwright/test';
import { createScope, type Scope } from '../../src/shared/scope';
import type { WithStandIn } from '../stand-in/launch';
import { type App, expect, test } from './fixture';
import { card, config, run, showSite, whatAPageMay, writePage } from './overlay-commands';

const onDesktop = ({ electron, target }: App): ElectronApplication => {
  test.skip(target !== 'Electron stand-in', 'only the stand-in has a screen that a test can ask');
  if (!electron) throw new Error('no desktop');
  return electron;
};

let scope: Scope;
test.beforeEach(async ({ app }) => {
  scope = createScope();
  await expect(app.page.getByText('Watching by')).toBeVisible();
});
test.afterEach(() => scope?.close());

test.describe('on the desktop', () => {
  test.use({ config });
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
    const [opened, command] = [electron.waitForEvent('window'), run(52, scope)];
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
    const [opened] = [electron.waitForEvent('window'), run(52, scope)];
    const first = await opened;
    for (const [index, minutes] of [52, 54].entries()) {
      run(minutes, scope);
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
    const [opened] = [onDesktop(app).waitForEvent('window'), run(53, scope)];
    const window = await opened;
    await expect(window.locator('body')).toHaveText(whatAPageMay);
    const own = await onDesktop(app).evaluate(({ BrowserWindow, session }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.session === session.defaultSession),
    );
    expect(own.sort()).toEqual([false, true]);
  });
});

test('a site is shown, and leads nowhere but within itself', async ({ app }) => {
  await showSite(app, scope);
  const [opened] = [onDesktop(app).waitForEvent('window'), run(55, scope)];
  const window = await opened;
  await expect(window.getByRole('heading')).toHaveText('Site /');
  await window.click('#within');
  await expect(window.getByRole('heading')).toHaveText('Site /within');
  await window.click('#away');
  await window.click('#load');
  await expect.poll(() => window.evaluate(() => document.readyState)).toBe('complete');
  await expect(window.getByRole('heading')).toHaveText('Site /within');
});
