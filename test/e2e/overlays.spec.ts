import { createScope, type Scope } from '../../src/shared/scope';
import { expectAccessible } from './accessible';
import { expect, test } from './fixture';
import { card, config, run, showSite, whatAPageMay, writePage } from './overlay-commands';

let scope: Scope;
test.beforeEach(async ({ app }) => {
  scope = createScope();
  await expect(app.page.getByText('Watching by')).toBeVisible();
});
test.afterEach(() => scope?.close());

test.describe('in the page', () => {
  test.use({ config });

  test('an overlay shows how far a command is, and goes with it', async ({ app }) => {
    const { page } = app;
    const command = run(52, scope);
    await expect(card(page, 'Sleeping').getByRole('progressbar')).toHaveAttribute('aria-valuetext', 'running');
    await expect(card(page, 'Sleeping')).toContainText(/sleep 52\..*0:0[1-9]/);
    expect(await app.problems()).toEqual([]);
    command.kill();
    await expect(card(page, 'Sleeping')).toBeHidden();
  });

  test('one that is closed stays closed, also in another page', async ({ app }) => {
    const { page } = app;
    run(52, scope);
    run(54, scope);
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
    run(53, scope);
    const frame = app.page.frameLocator('iframe[title="My page"]');
    await expect(frame.locator('body')).toHaveText(/no storage;no parent;.*data 42;/);
    await expect(frame.locator('body')).toHaveText(whatAPageMay);
  });

  test('overlays can be read by everybody in both themes, also in a small window', async ({ app }) => {
    const { page } = app;
    run(52, scope);
    run(52, scope);
    run(54, scope);
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
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, { include: 'section[aria-label=Overlays]' });
    }
  });
});

test('a site is shown', async ({ app }) => {
  await showSite(app, scope);
  run(55, scope);
  await expect(app.page.frameLocator('iframe[title="Site"]').getByRole('heading')).toHaveText('Site /');
});
