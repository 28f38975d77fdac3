import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture';

test.describe('with a rule in force', () => {
  test.use({ config: '[[rules]]\nid = "kept"\ncommand = "keep me"\naction = { type = "exec", path = "true" }\n' });

  test('an error in the file is shown with its place, and the rules of before stay', async ({ app }) => {
    const { page, home } = app;
    const file = join(home, 'config.toml');
    await page.getByRole('link', { name: 'Rules' }).click();
    await expect(page.getByRole('list', { name: 'Rules in force' })).toContainText('kept');
    writeFileSync(file, '[[rules]]\nid = "kept"\ncomand = "keep me"\naction = { type = "exec", path = "true" }\n');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('3:1');
    await expect(alert).toContainText('did you mean "command"?');
    await expect(page.getByRole('list', { name: 'Rules in the file' })).toContainText('kept');

    writeFileSync(file, '[[rules]]\nid = "mended"\ncommand = "keep me"\naction = { type = "exec", path = "true" }\n');
    await expect(page.getByRole('list', { name: 'Rules in force' })).toContainText('mended');
    await expect(alert).toBeHidden();
  });

  test('a command line can be tested against the rules', async ({ app }) => {
    const { page } = app;
    await page.getByRole('link', { name: 'Rules' }).click();
    const box = page.getByRole('region', { name: 'Test a command' });
    await box.getByRole('combobox').fill('keep me');
    await expect(box.getByRole('img', { name: 'matches', exact: true })).toBeVisible();
    await box.getByRole('combobox').fill('something else');
    await expect(box.getByRole('img', { name: 'does not match' })).toBeVisible();
  });

  test('rules can be paused and go on, in the window and for the command line alike', async ({ app }) => {
    const { page } = app;
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('switch', { name: 'Pause all rules' }).click();
    await expect.poll(async () => JSON.parse((await app.cli('status', '--json')).stdout).rules.paused).toBe(true);
    await page.getByRole('switch', { name: 'Pause all rules' }).click();
    await expect.poll(async () => JSON.parse((await app.cli('status', '--json')).stdout).rules.paused).toBe(false);
  });
});

test.describe('with a rule in Lua', () => {
  test.use({
    config: `[[rules]]
id = "naps"
command = "sleep 0.77*"
action.lua = '''
viberot.log("began: " .. viberot.command)
viberot.on_finish(function(exit) viberot.log("ended with " .. exit.code) end)
'''
`,
  });

  test('it acts, and is told of the end of the command', async ({ app }) => {
    const { page } = app;
    await expect.poll(async () => JSON.parse((await app.cli('status', '--json')).stdout).probe.state).toBe('running');
    spawn('sleep', ['0.77']);
    await page.getByRole('link', { name: 'Lua' }).click();
    await page.getByRole('tab', { name: 'Console' }).click();
    const log = page.getByRole('region', { name: 'Log' });
    await expect(log).toContainText('began: sleep 0.77');
    await expect(log).toContainText('ended with 0');
    await page.getByRole('link', { name: 'Rules' }).click();
    await expect(page.getByRole('list', { name: 'Rules in force' })).toContainText('viberot.log("began');
    expect(await app.problems()).toEqual([]);
  });
});
