import { expectForEverybody } from './accessible';
import { expect, test } from './fixture';

const views = ['Activity', 'Rules', 'Agents', 'Lua', 'Status', 'Settings', 'Today'] as const;

test('every view is reached by the keyboard alone, can be read by everybody in both themes, and fits a small window', async ({
  app,
}) => {
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  // The layout of Lua is there.
  await expect(page.getByRole('link', { name: 'Today' })).toBeVisible();
  for (const [index, view] of [...views.entries()].reverse()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await expect(page.getByRole('heading', { level: 1, name: view })).toBeVisible();
    // The terminal draws its own cells; what a screen reader gets of it is its own affair.
    await expectForEverybody(page, { exclude: '.xterm' });
  }
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search processes' })).toBeFocused();
});
