import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { createScope, type Scope } from '../../src/shared/scope';
import { expectForEverybody } from './accessible';
import { expect, test } from './fixture';
import { type HistoryHub, startHistoryHub } from './history-hub';
import { madeUpRows } from './made-up-history';

const nowMs = Date.now();

test.describe('the history', () => {
  let scope: Scope;
  let hub: HistoryHub;
  let page: Page;

  test.beforeEach(async ({ openBrowser, colorScheme, viewport }) => {
    scope = createScope();
    hub = await startHistoryHub(scope, { nowMs });
    page = await (await openBrowser()).newPage({ colorScheme, viewport });
    scope.defer(() => page.close());
  });
  test.afterEach(async () => scope?.close());

  const openPart = async (name: 'Live' | 'History' | 'Commands') => {
    if (page.url() === 'about:blank') await page.goto(hub.url);
    await page.getByRole('tab', { name }).click();
  };
  const grid = () => page.getByRole('grid');
  const rows = () => grid().getByRole('row');
  const details = () => page.getByRole('complementary', { name: 'Details' });

  test('is read on as far as one scrolls, without a row twice', async () => {
    await openPart('History');
    await page.getByRole('button', { name: '30 d' }).click();
    await expect(rows().nth(9)).toBeVisible();
    const count = async () => Number(await grid().getAttribute('aria-rowcount'));
    for (let times = 0; times < 3; times++) {
      const before = await count();
      // The list of 30 days may take the place of the one before only now.
      await expect(async () => {
        await grid().press('End');
        expect(await count()).toBeGreaterThan(before);
      }).toPass({ timeout: 15_000 });
    }
    const ids = await rows().evaluateAll((all) => all.map(({ id }) => id).filter(Boolean));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is searched by words and narrowed by chips, each of which can be taken away', async () => {
    await openPart('History');
    await page.getByRole('searchbox', { name: 'Search the history' }).fill('forecast pytest');
    await expect(rows().nth(1)).toContainText('pytest');
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('failed');
    await expect(rows().nth(1)).toContainText(/1|SIGTERM/);
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('combobox', { name: 'Agent' }).selectOption('Claude Code');
    await expect(rows().nth(1)).toContainText('Claude Code');
    await page.getByRole('button', { name: 'Clear: Agent' }).click();
    await page.getByRole('button', { name: 'Clear: Outcome' }).click();
    await expect(page.getByRole('button', { name: /^Clear: / })).toHaveCount(0);
  });

  test('a span of the timeline is picked by keyboard, and let go by Esc', async () => {
    await openPart('History');
    const timeline = page.getByRole('slider', { name: /^Timeline/ });
    await timeline.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(timeline).toHaveAttribute('aria-valuetext', /started|nothing/);
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(page.getByRole('button', { name: 'Clear: Time' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Clear: Time' })).toBeHidden();
    await page.getByRole('button', { name: 'Show the timeline as a table' }).click();
    await expect(page.getByRole('dialog').getByRole('row').nth(3)).toBeVisible();
  });

  test('a command shows how it fared before, and becomes a rule by a key', async () => {
    await openPart('History');
    await rows().filter({ hasText: 'npm test' }).first().click();
    await expect(details()).toContainText('This command so far');
    await expect(details().getByRole('img', { name: /^The last 30 runs/ })).toBeVisible();
    await expect(details()).toContainText('notify.sh');
    await page.keyboard.press('r');
    await expect(page).toHaveURL(/#\/rules/);
  });

  test('leads from the figures of a command to its runs', async () => {
    await openPart('Commands');
    await page.getByRole('button', { name: 'By program' }).click();
    await page.getByRole('button', { name: 'Failures' }).click();
    await expect(page.getByRole('columnheader', { name: 'Failures' })).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('button', { name: 'Show the history of cargo', exact: true }).click();
    await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('button', { name: 'Clear: Program' })).toBeVisible();
    await expect(rows().nth(1)).toContainText('cargo');
  });

  test('is exported as it is filtered', async () => {
    await openPart('History');
    await page.getByRole('combobox', { name: 'Program' }).selectOption('make');
    await page.getByRole('button', { name: '30 d' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /JSON/ }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^viberot-history-[\d-]+\.jsonl$/);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    expect(new Set(lines.map((line) => JSON.parse(line).program))).toEqual(new Set(['make']));
  });

  test('is cleared only after a question', async () => {
    await openPart('History');
    await page.getByRole('button', { name: 'Clear the history…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect(hub.cleared).toEqual([]);
    await page.getByRole('button', { name: 'Clear the history…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Clear' }).click();
    await expect(page.getByRole('heading', { name: 'Nothing yet' })).toBeVisible();
    expect(hub.cleared).toEqual([undefined]);
  });

  test('that is off or unavailable says so, and why', async () => {
    hub.state = 'unavailable';
    await openPart('History');
    await expect(page.getByRole('heading', { name: 'The history can’t be read' })).toBeVisible();
    await expect(page.getByRole('tabpanel')).toContainText('The disk is full.');
    hub.state = 'off';
    await page.reload();
    await expect(page.getByRole('heading', { name: 'The history is off' })).toBeVisible();
  });

  test('a failure is told, and goes away when the hub can answer again', async () => {
    hub.failure = 'broken';
    await openPart('History');
    await expect(page.getByRole('alert')).toContainText('The history can’t be read just now');
    hub.failure = undefined;
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(rows().nth(3)).toBeVisible();
  });

  test('a running command shows the time left, and its actions what they do and print', async () => {
    hub.rows = madeUpRows(Date.now());
    hub.output = 'halfway there';
    await openPart('Live');
    const row = rows().filter({ hasText: 'npm test' });
    await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /left/);
    await row.click();
    const actions = details().getByRole('list', { name: 'Actions of test-done' }).getByRole('listitem');
    await expect(actions).toHaveText([/running/, /failed.*503/, /waiting for its turn/]);
    await actions.first().getByRole('button', { name: 'Show output' }).click();
    await expect(actions.first()).toContainText('halfway there');
    hub.output = 'halfway there\nnearly done';
    await expect(actions.first()).toContainText('nearly done');
    await page.keyboard.press('Escape');
    await rows().filter({ hasText: 'cargo test' }).click();
    await expect(details()).toContainText('held: cooldown');
    await rows().filter({ hasText: 'npm install' }).click();
    await expect(details()).toContainText('dropped: the command ended before its turn');
  });

  for (const part of ['Live', 'History', 'Commands'] as const) {
    test(`${part} can be read by everybody in both themes, also in a small window`, async () => {
      hub.rows = madeUpRows(Date.now());
      await openPart(part);
      await expect(page.getByRole('row').nth(2)).toBeVisible();
      await expectForEverybody(page, { include: 'main' });
    });
  }
});
