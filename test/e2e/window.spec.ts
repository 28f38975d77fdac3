import { expect, test } from './fixture';

const views = ['Activity', 'Rules', 'Agents', 'Status', 'Settings'] as const;

test('every view is reached by the keyboard alone', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  for (const [index, view] of [...views.entries()].reverse()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await expect(page.getByRole('heading', { level: 1, name: view })).toBeVisible();
  }
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search processes' })).toBeFocused();
});

test('nothing sticks out of a small window', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 800, height: 600 });
  for (const view of views) {
    await page.getByRole('link', { name: view }).click();
    await expect(page.getByRole('heading', { level: 1, name: view })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, view).toBeLessThanOrEqual(0);
  }
});

test('the page has no Node and no way to any', async ({ app }) => {
  const found = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'global'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
});

test('a script that is not the app’s own does not run', async ({ app }) => {
  const ran = await app.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  });
  expect(ran).toBe(false);
});

test('a view is still there after the page was loaded again', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Status' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
  await expect(page.getByText('Watching every command')).toBeVisible();
});
