import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findShell } from '../fixtures/shell-session';
import { expect, test } from './fixture';

test.skip(findShell('bash') === undefined, 'bash is not on this machine');

test('someone turns the shell probe on, and sees what is typed, builtins as well; off again, the file is as before', async ({
  app,
}) => {
  const { page, home } = app;
  const rc = join(home, '..', '.bashrc');
  writeFileSync(rc, 'PS1="$ "');
  await page.getByRole('link', { name: 'Status' }).click();
  const card = page.getByRole('region', { name: 'Shell probe' });
  const bash = card.getByRole('switch', { name: 'bash' });
  await expect(bash).not.toBeChecked();
  await bash.click();
  await expect(bash).toBeChecked();
  expect(readFileSync(rc, 'utf8')).toContain('# >>> viberot shell probe >>>');
  expect(JSON.parse((await app.cli('shell', 'status', 'bash', '--json')).stdout)).toMatchObject({
    running: true,
    shells: [{ kind: 'bash', state: 'installed' }],
  });

  await page.getByRole('link', { name: 'Agents' }).click();
  await page.getByRole('button', { name: 'New shell' }).last().click();
  const input = page.getByRole('textbox', { name: /^Terminal of/ });
  await input.focus();
  const mark = `mark-${process.pid}`;
  await page.keyboard.type('exec bash\n');
  await page.keyboard.type(`cd /tmp # ${mark}\n`);
  await page.keyboard.type(`sleep 0.3 | cat ${mark} -\n`);

  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByText('All processes', { exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search processes' }).fill(mark);
  const builtin = page.getByRole('row').filter({ hasText: `cd /tmp # ${mark}` });
  await expect(builtin).toContainText('shell');
  // The pipeline is two processes and one typed line, not three rows.
  await expect(page.getByRole('row').filter({ hasText: /\$ sleep/ })).toHaveCount(0);
  await builtin.click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('the shell into which it was typed');

  await page.getByRole('link', { name: 'Status' }).click();
  await expect(card).toContainText('1 reporting now');
  await bash.click();
  await expect(bash).not.toBeChecked();
  expect(readFileSync(rc, 'utf8')).toBe('PS1="$ "');
  expect(await app.problems()).toEqual([]);
});

test('a block that is not whole is shown with its place, and left alone', async ({ app }) => {
  const { page, home } = app;
  const rc = join(home, '..', '.bashrc');
  writeFileSync(rc, 'a=1\n# >>> viberot shell probe >>>\n');
  expect((await app.cli('shell', 'install', 'bash')).stderr).toContain('.bashrc:2:');
  await page.getByRole('link', { name: 'Status' }).click();
  const card = page.getByRole('region', { name: 'Shell probe' });
  await expect(card).toContainText('.bashrc:2: Here the shell probe’s block begins without an end.');
  await expect(card.getByRole('switch', { name: 'bash' })).toHaveCount(0);
  expect(readFileSync(rc, 'utf8')).toBe('a=1\n# >>> viberot shell probe >>>\n');

  // Mended by hand in another window, it is seen on the way back.
  writeFileSync(rc, 'a=1\n');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(card.getByRole('switch', { name: 'bash' })).not.toBeChecked();
});
