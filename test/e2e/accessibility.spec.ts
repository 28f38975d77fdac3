import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixture';

const views = ['Activity', 'Rules', 'Agents', 'Status', 'Settings'] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('every view can be read by everybody', async ({ app }) => {
      const { page } = app;
      for (const view of views) {
        await page.getByRole('link', { name: view }).click();
        await expect(page.getByRole('heading', { level: 1, name: view })).toBeVisible();
        // The terminal draws its own cells; what a screen reader gets of it is its own affair.
        const axe = new AxeBuilder({ page }).exclude('.xterm').setLegacyMode();
        const { violations } = await axe.analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${view}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
    });
  });
}
