import { spawn } from 'node:child_process';
import type { WithStandIn } from '../stand-in/launch';
import { expect, test } from './fixture';

// What only a desktop has. Real Electron does not let a test read a tray's menu; the stand-in does.
test.describe('on the desktop', () => {
  test.use({ config: '[[rules]]\nid = "tray"\ncommand = "sleep 51.*"\naction = { type = "exec", path = "cat" }\n' });

  test('closing the window keeps watching, and the app can be shown again', async ({ app }) => {
    const { electron } = app;
    if (!electron) throw new Error('no desktop');
    await expect(app.page.getByText('Watching by')).toBeVisible();
    await app.page.close();
    await expect.poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    expect(JSON.parse((await app.cli('status', '--json')).stdout)).toMatchObject({ running: true });

    const [window] = await Promise.all([electron.waitForEvent('window'), app.cli('open')]);
    await expect(window.getByText('Watching by')).toBeVisible();
  });

  test('the tray shows what matched last, and pauses the rules', async ({ app }) => {
    const { electron } = app;
    if (!electron) throw new Error('no desktop');
    test.skip(app.target !== 'Electron stand-in', 'Electron does not tell a test what a tray shows');
    await expect(app.page.getByText('Watching by')).toBeVisible();
    const labels = () =>
      electron.evaluate((api) => {
        const menu = (api as unknown as WithStandIn).__standin.trays[0]?.menu;
        const items = menu?.items ?? [];
        return items.flatMap((item) => [item.label, ...(item.submenu?.items ?? []).map((sub) => `- ${sub.label}`)]);
      });
    expect(await labels()).toEqual(
      expect.arrayContaining(['Open VibeRot', 'Pause rules', 'Recent matches', 'Quit VibeRot']),
    );

    const command = spawn('sleep', [`51.${process.pid}`]);
    await expect.poll(labels).toContain(`- sleep 51.${process.pid}`);
    const tooltip = () =>
      electron.evaluate((api) => (api as unknown as WithStandIn).__standin.trays[0]?.toolTip.split('\n'));
    await expect
      .poll(tooltip)
      .toEqual([
        'VibeRot: watching, 1 rule',
        `sleep 51.${process.pid}: running for less than a minute`,
        '1 action is running',
      ]);
    command.kill();
    await expect.poll(tooltip).toEqual(['VibeRot: watching, 1 rule']);

    await electron.evaluate((api) => {
      const menu = (api as unknown as WithStandIn).__standin.trays[0]?.menu;
      menu?.items.find((item) => item.label === 'Pause rules')?.click();
    });
    await expect.poll(async () => JSON.parse((await app.cli('status', '--json')).stdout).rules.paused).toBe(true);
  });

  test('what is not saved is not lost unasked: when the window is closed, loaded anew, or the app quits', async ({
    app,
  }) => {
    const { electron, page } = app;
    if (!electron) throw new Error('no desktop');
    // Playwright would answer for the app.
    page.on('dialog', () => {});
    const windows = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    /** What is asked, and the answer from now on. */
    const answer = (response: number) =>
      electron.evaluate(({ dialog }, chosen) => {
        const asked: string[] = [];
        Object.assign(globalThis, { asked });
        dialog.showMessageBox = async (_window: unknown, { message }: { message?: string } = {}) => {
          asked.push(message ?? '');
          return { response: chosen, checkboxChecked: false };
        };
      }, response);
    const asked = () => electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
    const name = page.getByLabel('Name', { exact: true });
    const change = async () => {
      await page.getByRole('link', { name: 'Rules' }).click();
      await expect(page.getByRole('tab', { name: 'Rules', exact: true })).toBeVisible();
      await page.locator('[data-rule="tray"]').click();
      await name.fill('Changed');
    };
    const keepEditing = 1;
    const discard = 0;

    await change();
    for (const leave of [
      () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
      () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload()),
      () => electron.evaluate(({ app }) => app.quit()),
    ]) {
      await answer(keepEditing);
      await leave();
      await expect.poll(asked).toEqual(['Leave without saving?']);
      await expect(name).toHaveValue('Changed');
      expect(await windows()).toBe(1);
    }

    await answer(discard);
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
    await expect.poll(asked).toHaveLength(1);
    await expect(name).toBeHidden();
    await change();
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(windows).toBe(0);
    expect(await asked()).toHaveLength(2);
  });

  test('a second start shows the window of the first and ends', async ({ app }) => {
    await expect(app.page.getByText('Watching by')).toBeVisible();
    const second = await app.cli('serve', '--no-open');
    expect(second).toMatchObject({ code: 0 });
    expect(second.stdout).toContain('its window is open');
  });
});
