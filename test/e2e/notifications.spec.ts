import { type ChildProcess, spawn } from 'node:child_process';
import type { WithStandIn } from '../stand-in/launch';
import { expectAccessible } from './accessible';
import { expect, test } from './fixture';

test.use({
  config: `
[[rules]]
id = "notify"
command = "sleep 56.*"
action = { type = "notify", title = "Sleep", message = "<b>{program}</b> has begun", at = "start" }
`,
});

let command: ChildProcess | undefined;
test.afterEach(() => command?.kill());

const start = () => {
  command = spawn('sleep', [`56.${process.pid}`]);
};

test('a rule notifies, and a click leads to the process', async ({ app }) => {
  const { page, electron } = app;
  await expect(page.getByText('Watching by')).toBeVisible();
  await page.getByRole('link', { name: 'Status' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
  start();
  if (electron) {
    test.skip(app.target !== 'Electron stand-in', 'Electron does not tell a test what the desktop shows');
    const shown = () =>
      electron.evaluate((api) =>
        (api as unknown as WithStandIn).__standin.log.filter(({ kind }) => kind === 'notification'),
      );
    // Where a notification may have markup, that of a command line is shown and not obeyed.
    const body = process.platform === 'linux' ? '&lt;b&gt;sleep&lt;/b&gt; has begun' : '<b>sleep</b> has begun';
    const detail = { title: 'Sleep', body, silent: false };
    await expect.poll(shown).toEqual([{ kind: 'notification', detail }]);
    await electron.evaluate((api) => void (api as unknown as WithStandIn).__standin.notifications[0]?.emit('click'));
  } else {
    const toast = page.getByRole('dialog').filter({ hasText: 'Sleep' });
    await expect(toast).toContainText('<b>sleep</b> has begun');
    await expectAccessible(page);
    await toast.getByRole('button', { name: 'Show' }).click();
    await expect(toast).toBeHidden();
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText(`56.${process.pid}`);
  await expect(page).toHaveURL(/#\/activity$/);
  expect(await app.problems()).toEqual([]);
});

test.describe('in a browser', () => {
  // Before an app is started for it.
  test.skip(() => test.info().project.name === 'desktop', 'the desktop shows them by itself');

  test('the browser shows notifications once the person has allowed that', async ({ app }) => {
    const { page } = app;
    await page.context().grantPermissions(['notifications']);
    await page.addInitScript(() => {
      const shown: unknown[] = [];
      Object.assign(window, { shown });
      class Recorded {
        static permission = 'granted';
        onclick?: () => void;
        constructor(title: string, options: NotificationOptions) {
          shown.push({ title, ...options, click: () => this.onclick?.() });
        }
        close() {}
      }
      Object.assign(window, { Notification: Recorded });
    });
    await page.reload();
    await expect(page.getByText('Watching by')).toBeVisible();
    start();
    const shown = () => page.evaluate(() => (window as unknown as { shown: { title: string; body: string }[] }).shown);
    await expect.poll(shown).toMatchObject([{ title: 'Sleep', body: '<b>sleep</b> has begun' }]);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.evaluate(() => (window as unknown as { shown: { click(): void }[] }).shown[0]?.click());
    await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  });
});
