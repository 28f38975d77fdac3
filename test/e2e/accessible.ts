import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

export type Part = { readonly include?: string; readonly exclude?: string };

/** In the light theme and a large window, then in the dark theme and a small one, out of which nothing may stick. */
export async function expectForEverybody(page: Page, part: Part = {}): Promise<void> {
  for (const [colorScheme, size] of [
    ['light', { width: 1280, height: 800 }],
    ['dark', { width: 800, height: 600 }],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page, part);
  }
}

/** Nothing on the page keeps anybody from reading or using it. */
export async function expectAccessible(page: Page, part: Part = {}): Promise<void> {
  const { violations } = await (await axeOn(page, part)).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** As frugal as can be: its half megabyte goes into each page once, no second page is opened, what is right is not listed. */
async function axeOn(page: Page, { include, exclude }: Part): Promise<AxeBuilder> {
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ';' }) });
  axe.setLegacyMode().options({ resultTypes: ['violations'] });
  if (include !== undefined) axe.include(include);
  if (exclude !== undefined) axe.exclude(exclude);
  return axe;
}
