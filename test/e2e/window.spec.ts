import { expect, test } from './fixture';

test('the page has no Node, no way to any, and runs no script but the app’s own; loaded again, it shows the same view', async ({
  app,
}) => {
  const { page } = app;
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'global'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  });
  expect(ran).toBe(false);

  await page.getByRole('link', { name: 'Status' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
  await expect(page.getByText('Watching every command')).toBeVisible();
});
