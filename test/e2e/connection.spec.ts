import { expect, test } from './fixture';

test.describe('in a browser', () => {
  test('the token does not stay in the address, and one without it shows nothing but how to get it', async ({
    app,
  }) => {
    const { page } = app;
    await expect(page.getByText('Watching by')).toBeVisible();
    expect(page.url()).not.toContain('token');
    const address = new URL(page.url());
    const fresh = await page.context().browser()?.newPage();
    if (!fresh) throw new Error('no browser');
    await fresh.goto(address.origin);
    await expect(fresh.getByRole('alert')).toContainText('token');
    await expect(fresh.getByRole('row')).toHaveCount(0);
    await fresh.close();
  });

  test('when the hub ends, the page says so instead of showing what is no longer true', async ({ app }) => {
    const { page } = app;
    await expect(page.getByText('Watching by')).toBeVisible();
    process.kill(app.pid, 'SIGKILL');
    await expect(page.getByRole('status').filter({ hasText: 'Reconnecting' })).toBeVisible();
    await app.restart();
  });
});
