import type { Page } from 'playwright/test';
import type { Agent } from '../../src/shared/vocabulary';
import { expectAccessible } from './accessible';
import { type App, expect, test } from './fixture';

const agentsOf = async ({ cli }: App): Promise<Agent[]> => JSON.parse((await cli('agents', 'list', '--json')).stdout);
const paneOf = (page: Page, name: string) => page.locator('[data-pane]').and(page.getByRole('region', { name }));
const rowOf = (page: Page, name: string) => page.locator('[data-agent-row]').filter({ hasText: name });
/** What is drawn in a pane's terminal. */
const screenOf = (page: Page, name: string) => paneOf(page, name).locator('.xterm-screen');

async function startFromDialog(page: Page, name: string, group = ''): Promise<void> {
  await page
    .getByRole('button', { name: /New agent…/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'New agent' });
  await dialog.getByText('Shell', { exact: true }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Group').fill(group);
  await dialog.getByText('More', { exact: true }).click();
  await dialog.getByLabel('Command').fill('/bin/sh -i');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(dialog).toBeHidden();
  await expect(paneOf(page, name)).toBeVisible();
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await paneOf(page, name)
    .getByRole('textbox', { name: `Terminal of ${name}` })
    .focus();
  await page.keyboard.type(text);
}

test('someone runs agents in panes: they are there after a reload and after a restart of the app, with their screens', async ({
  app,
}) => {
  await app.page.getByRole('link', { name: 'Agents' }).click();
  await expect(app.page.getByText('Run your coding agents here')).toBeVisible();
  await startFromDialog(app.page, 'first', 'work');
  await typeInto(app.page, 'first', 'echo it-$((40+2))-runs\n');
  await expect(screenOf(app.page, 'first')).toContainText('it-42-runs');

  await app.page.keyboard.press('ControlOrMeta+Shift+D');
  await expect(app.page.locator('[data-pane]')).toHaveCount(2);
  const list = app.page.getByRole('navigation', { name: 'List of agents' });
  await expect(list.getByRole('button', { name: 'work 1' })).toHaveAttribute('aria-expanded', 'true');
  await expect(list.locator('[data-agent-row]')).toHaveCount(2);
  const before = await agentsOf(app);

  await app.page.reload();
  await expect(app.page.locator('[data-pane]')).toHaveCount(2);
  await expect(screenOf(app.page, 'first')).toContainText('it-42-runs');
  await app.restart();
  await app.page.getByRole('link', { name: 'Agents' }).click();
  await expect(app.page.locator('[data-pane]')).toHaveCount(2);
  await expect(screenOf(app.page, 'first')).toContainText('it-42-runs');
  await typeInto(app.page, 'first', 'echo still-$((40+2))\n');
  await expect(screenOf(app.page, 'first')).toContainText('still-42');
  expect((await agentsOf(app)).map(({ id, pid }) => ({ id, pid }))).toEqual(before.map(({ id, pid }) => ({ id, pid })));
  expect(await app.problems()).toEqual([]);
});

test('an agent that was ended says how and can be started again; one that is removed is asked for first', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Agents' }).click();
  await startFromDialog(page, 'short');
  const pane = paneOf(page, 'short');
  await typeInto(page, 'short', 'exit 3\n');
  await expect(pane.getByRole('status')).toContainText('Ended with code 3.');
  await expect(rowOf(page, 'short')).toContainText('Ended · code 3');
  await pane.getByRole('button', { name: 'Restart' }).click();
  await expect(pane.getByRole('status')).toBeHidden();

  await pane.getByRole('button', { name: 'More for short' }).click();
  await page.getByRole('menuitem', { name: 'End…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End' }).click();
  await expect(pane.getByRole('status')).toContainText('Ended by SIG');

  await rowOf(page, 'short').focus();
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByLabel('Name').fill('renamed');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'renamed')).toBeFocused();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Remove renamed?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowOf(page, 'renamed')).toBeVisible();
  await page.keyboard.press('Delete');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Run your coding agents here')).toBeVisible();
  expect(await agentsOf(app)).toEqual([]);
});

test('panes are swapped by dragging, zoomed and closed by keys, and an agent has a page of its own', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Agents' }).click();
  await startFromDialog(page, 'one');
  await page.keyboard.press('ControlOrMeta+Shift+D');
  await expect(page.locator('[data-pane]')).toHaveCount(2);
  const names = () => page.locator('[data-pane]').evaluateAll((panes) => panes.map((pane) => pane.ariaLabel));
  const [first, second] = await names();
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await expect(paneOf(page, 'one')).toHaveAttribute('data-focused');

  const heading = paneOf(page, 'one').getByRole('heading', { name: 'one' });
  const target = await page.locator('[data-pane]').nth(1).boundingBox();
  await heading.hover();
  await page.mouse.down();
  await page.mouse.move((target?.x ?? 0) + (target?.width ?? 0) / 2, (target?.y ?? 0) + (target?.height ?? 0) / 2, {
    steps: 5,
  });
  await page.mouse.up();
  await expect.poll(names).toEqual([second, first]);

  await page.keyboard.press('ControlOrMeta+Shift+X');
  await expect(page.locator('[data-pane]')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+Shift+X');
  await expect(page.locator('[data-pane]')).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+Shift+K');
  await expect(page.locator('[data-pane]')).toHaveCount(1);
  await expect(page.locator('[data-agent-row]')).toHaveCount(2);

  await expectAccessible(page, { exclude: '.xterm' });

  const one = (await agentsOf(app)).find(({ name }) => name === 'one');
  await page.evaluate((id) => {
    location.hash = `/agent/${id}`;
  }, one?.id);
  await expect(page.getByRole('heading', { level: 1, name: 'one' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Terminal of one' }).focus();
  await page.keyboard.type('echo alone-$((40+2))\n');
  await expect(page.locator('.xterm-screen')).toContainText('alone-42');
});

test('who searches in the view of the agents finds in the terminal that has the keyboard', async ({
  app: { page },
}) => {
  await page.getByRole('link', { name: 'Agents' }).click();
  await startFromDialog(page, 'first');
  await typeInto(page, 'first', 'echo it-$((40+2))-runs\n');
  await expect(screenOf(page, 'first')).toContainText('it-42-runs');
  await expect(rowOf(page, 'first')).toContainText('Idle');
  const field = paneOf(page, 'first').getByRole('textbox', { name: 'Find' });

  await rowOf(page, 'first').focus();
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('it-42');
  await expect(paneOf(page, 'first').getByRole('search')).toContainText('1 of 1');
  await rowOf(page, 'first').focus();
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();

  await page.keyboard.press('ControlOrMeta+Shift+P');
  await page.getByRole('combobox', { name: 'Command palette' }).fill('search in this view');
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(page).toHaveURL(/#\/agents/);
});
