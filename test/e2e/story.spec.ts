import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture';

/** A duration that nothing else on the machine sleeps for. */
const seconds = () => `50.${process.pid}${Math.floor(Math.random() * 1e6)}`;

test('someone starts a command: the app shows it, its rule acts, and the action is told when it has ended', async ({
  app,
}) => {
  const duration = seconds();
  const { page, home } = app;
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  await expect(page.getByText('Watching by')).toBeVisible();

  // The rule is written while the app runs, as a person would.
  writeFileSync(
    join(home, 'config.toml'),
    `[[rules]]
id = "watch-sleep"
command = "sleep ${duration.slice(0, 8)}*"

[rules.action]
type = "exec"
path = "/bin/sh"
args = ["-c", "env > ${home}/environment; cat; echo ended > ${home}/ended"]
`,
  );
  await page.getByRole('link', { name: 'Rules' }).click();
  await expect(page.getByRole('list', { name: 'Rules in force' })).toContainText('watch-sleep');

  await page.getByRole('link', { name: 'Activity' }).click();
  const command = spawn('sleep', [duration], { cwd: home });
  const row = page.getByRole('row').filter({ hasText: `sleep ${duration}` });
  await expect(row).toContainText('watch-sleep');
  await expect(row.getByRole('img', { name: /running/i }).first()).toBeVisible();
  await expect.poll(() => existsSync(join(home, 'environment'))).toBe(true);
  await expect
    .poll(() => readFileSync(join(home, 'environment'), 'utf8'))
    .toContain(`VIBEROT_COMMAND=sleep ${duration}\n`);
  expect(existsSync(join(home, 'ended'))).toBe(false);

  command.kill('SIGTERM');
  await expect.poll(() => existsSync(join(home, 'ended'))).toBe(true);
  await expect(row).toContainText('SIGTERM');

  await row.click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText(home);
  await expect(details).toContainText('watch-sleep');
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  expect(await app.problems()).toEqual([]);
});

test('a command can be tried at once in the app’s own terminal', async ({ app }) => {
  const { page, home } = app;
  await page.getByRole('link', { name: 'Agents' }).click();
  await page.getByRole('button', { name: 'New shell' }).last().click();
  const input = page.getByRole('textbox', { name: /^Terminal of/ });
  await expect(input).toBeAttached();
  await input.focus();
  await page.keyboard.type(`echo it-$((40+2))-works > ${home}/typed; stty size > ${home}/size\n`);
  const read = (name: string) => (existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : '');
  // The shell makes the file before anything is in it.
  await expect.poll(() => read('size')).toMatch(/\n$/);
  expect(read('typed')).toBe('it-42-works\n');
  const [rows, columns] = read('size').split(' ').map(Number);
  expect(rows).toBeGreaterThan(20);
  expect(columns).toBeGreaterThan(80);

  const duration = seconds();
  await page.keyboard.type(`sleep ${duration}\n`);
  await page.getByRole('link', { name: 'Activity' }).click();
  await page
    .getByRole('radio', { name: 'All processes' })
    .or(page.getByRole('button', { name: 'All processes' }))
    .click();
  await page.getByRole('searchbox', { name: 'Search processes' }).fill(duration);
  await expect(page.getByRole('row').filter({ hasText: `sleep ${duration}` })).toBeVisible();
});
