import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expectAccessible } from './accessible';
import { type App, expect, test } from './fixture';

const config = `# Kept as it is.
[[rules]]
id = "first"
name = "The first"
command = "first *" # with a comment
action.log = "{command}"

[[rules]]
id = "second"
command = "second *"
action.log = "{command}"

[[rules]]
id = "third"
command = "third *"
action.log = "{command}"
`;

const fileOf = (app: App) => join(app.home, 'config.toml');
const textOf = (app: App) => readFileSync(fileOf(app), 'utf8');
const idsOf = (app: App) => [...textOf(app).matchAll(/^id = "(.*)"$/gm)].map(([, id]) => id);

async function openRules({ page }: App): Promise<void> {
  await page.getByRole('link', { name: 'Rules' }).click();
  await expect(page.getByRole('tab', { name: 'Rules', exact: true })).toBeVisible();
}

const row = (page: Page, id: string) => page.locator(`[data-rule="${id}"]`);

test.describe('without rules', () => {
  test.use({ config: '' });

  test('the first rule is made of a template, by keyboard alone', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await expectAccessible(page);
    await page.getByRole('button', { name: /Keep a log of installs/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Command 1' })).toBeFocused();
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('list', { name: 'Rules in force' })).toContainText('Installs');
    expect(textOf(app)).toContain('file = "installs.log"');
    await expectAccessible(page);
    expect(await app.problems()).toEqual([]);
  });

  test('what is wrong is told at its field, and nothing is written', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await page.keyboard.press('n');
    const field = page.getByRole('textbox', { name: 'Command 1' });
    await expect(field).toBeFocused();
    await page.keyboard.type('npm {install');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/glob/);
    await page.getByRole('button', { name: 'Add rule' }).click();
    await expect(field).toBeFocused();
    expect(textOf(app)).toBe('');
  });
});

test.describe('with rules', () => {
  test.use({ config });

  test('a rule is changed in place: everything else in the file stays as it was', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'second').click();
    await page.getByRole('textbox', { name: 'Command 1' }).fill('other *');
    await page.keyboard.press('Control+s');
    await expect.poll(() => textOf(app)).toBe(config.replace('"second *"', '"other *"'));
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => textOf(app)).toBe(config);
    expect(await app.problems()).toEqual([]);
  });

  test('rules are switched, moved and deleted by keyboard, and all of it can be taken back', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'first').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 'second')).toBeFocused();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => idsOf(app)).toEqual(['second', 'first', 'third']);
    await page.keyboard.press('Delete');
    await expect.poll(() => idsOf(app)).toEqual(['first', 'third']);
    await page.getByRole('switch', { name: 'third is on' }).click();
    await expect.poll(() => textOf(app)).toContain('enabled = false');
    for (const ids of [
      ['first', 'third'],
      ['second', 'first', 'third'],
      ['first', 'second', 'third'],
    ]) {
      await row(page, 'third').focus();
      await page.keyboard.press('Control+z');
      await expect.poll(() => idsOf(app)).toEqual(ids);
    }
    expect(textOf(app)).toBe(config);
    await row(page, 'third').focus();
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => idsOf(app)).toEqual(['second', 'first', 'third']);
  });

  test('a rule is dragged to another place, with the mouse and with the keyboard', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    const handle = (name: string) => page.getByRole('button', { name: `Move ${name}`, exact: true });
    const to = await row(page, 'third').boundingBox();
    await handle('The first').hover();
    await page.mouse.down();
    await page.mouse.move(to?.x ?? 0, (to?.y ?? 0) + (to?.height ?? 0) - 8, { steps: 10 });
    await page.mouse.up();
    await expect.poll(() => idsOf(app)).toEqual(['second', 'third', 'first']);
    await handle('The first').focus();
    await page.keyboard.press('Space');
    await expect(page.getByText('The first is at place 3 of 3.')).toBeAttached();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByText('The first is at place 2 of 3.')).toBeAttached();
    await page.keyboard.press('Space');
    await expect.poll(() => idsOf(app)).toEqual(['second', 'first', 'third']);
  });

  test('a file that was changed meanwhile is never overwritten: both versions are shown', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'first').click();
    await page.getByLabel('Name', { exact: true }).fill('Mine');
    writeFileSync(fileOf(app), config.replace('first *', 'theirs *'));
    await page.getByRole('button', { name: 'Compare' }).click();
    const dialog = page.getByRole('dialog', { name: 'The file was changed meanwhile' });
    await expect(dialog.getByLabel('Their version')).toContainText('theirs *');
    await expect(dialog.getByLabel('My version')).toContainText('Mine');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'All theirs' }).click();
    await dialog.getByRole('button', { name: 'Save the right side' }).click();
    await expect(dialog).toBeHidden();
    expect(textOf(app)).toBe(config.replace('first *', 'theirs *'));
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('The first');
  });

  test('changes in the form are lost only by choice', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'first').click();
    await page.getByLabel('Name', { exact: true }).fill('Changed');
    await row(page, 'second').click();
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Go on editing' }).click();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Changed');
    await page.getByRole('link', { name: 'Status' }).click();
    await openRules(app);
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Changed');
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('region', { name: 'Test a command' })).toBeVisible();
    expect(textOf(app)).toBe(config);
  });

  test('the form tells what the rule would match, how it is written, and runs its action', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'second').click();
    const part = page.getByRole('region', { name: 'Try it' });
    await part.getByRole('combobox', { name: 'Would it match' }).fill('second time');
    await expect(part.getByRole('img', { name: 'matches', exact: true })).toBeVisible();
    await part.getByText('As it is written in the file').click();
    await expect(part.getByRole('region', { name: 'The rule as text' })).toContainText('command = "second *"');
    await page.getByRole('button', { name: 'Run now' }).click();
    await expect(page.getByText('It was done')).toBeVisible();
    await expectAccessible(page);
  });

  test('the text of the file shows what is wrong where it stands, and is saved once it is right', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await page.getByRole('tab', { name: 'config.toml' }).click();
    const editor = page.getByRole('textbox', { name: 'config.toml' });
    await editor.press('Control+End');
    await editor.pressSequentially('colldown = "1s"');
    const problems = page.getByRole('list', { name: 'Problems' });
    await expect(problems).toContainText('cooldown');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('The file was not saved')).toBeVisible();
    expect(textOf(app)).toBe(config);
    await expectAccessible(page);
    await editor.press('Control+End');
    for (let count = 0; count < 'colldown = "1s"'.length; count++) await page.keyboard.press('Backspace');
    await editor.pressSequentially('# The end');
    await expect(problems).toBeHidden();
    await page.keyboard.press('Control+s');
    await expect.poll(() => textOf(app)).toBe(`${config}# The end`);
  });

  test('the address leads to a rule', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'third').click();
    await expect(page).toHaveURL(/#\/rules\/third$/);
    await page.evaluate(() => {
      location.hash = '#/rules/second';
    });
    await expect(page.getByRole('region', { name: 'Rule second' })).toBeVisible();
  });
});

test.describe('with [defaults]', () => {
  const defaults = '[defaults]\nsingle_instance = true\ncwd = ["~/code/**"]\n\n';
  test.use({ config: defaults + config });

  test('what a rule has from [defaults] is shown, and the rule can say otherwise', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'first').click();
    await expect(page.getByRole('region', { name: 'Limits' })).toContainText('one at a time');
    for (const part of ['Only if', 'Limits']) await page.locator('summary', { hasText: part }).click();
    const once = page.getByRole('checkbox', { name: 'One at a time' });
    await expect(once).toBeChecked();
    await expect(once).toHaveAccessibleDescription(/\[defaults\]/);
    await expectAccessible(page);
    await once.press('Space');
    await expect(once).not.toBeChecked();
    await page.getByRole('button', { name: 'Not for this rule' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Use that' })).toBeFocused();
    await page.keyboard.press('Control+s');
    await expect.poll(() => textOf(app)).toMatch(/id = "first"[^[]*cwd = \[\][^[]*single_instance = false/);
    await page.getByRole('button', { name: 'Use that' }).press('Enter');
    await page.keyboard.press('Control+s');
    await expect.poll(() => textOf(app)).not.toContain('cwd = []');
    expect(textOf(app).startsWith(defaults)).toBe(true);
  });

  test('the focus is never lost: not with an entry that goes away, and not with the form', async ({ app }) => {
    const { page } = app;
    await openRules(app);
    await row(page, 'second').press('Enter');
    await page.getByRole('button', { name: 'Add another command' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Command 2' })).toBeFocused();
    await page.getByRole('button', { name: 'Remove command 2' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Command 1' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(row(page, 'second')).toBeFocused();
  });
});
