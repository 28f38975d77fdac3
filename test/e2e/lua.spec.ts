import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { createScope, type Scope } from '../../src/shared/scope';
import { expect, test } from './fixture';
import { type LuaHub, startLuaHub } from './lua-hub';
import { madeUpLua } from './made-up-lua';

const nowMs = Date.now();

test.describe('the view of Lua', () => {
  let scope: Scope;
  let hub: LuaHub;
  let page: Page;

  test.beforeEach(async ({ openBrowser, colorScheme, viewport }) => {
    scope = createScope();
    hub = await startLuaHub(scope, { state: madeUpLua(nowMs), nowMs });
    page = await (await openBrowser()).newPage({ colorScheme, viewport });
    scope.defer(() => page.close());
    await page.goto(hub.url);
    await page.getByRole('link', { name: 'Lua' }).click();
    await expect(page.getByRole('listbox', { name: 'Lua files' })).toBeVisible();
  });
  test.afterEach(async () => scope?.close());

  const files = () => page.getByRole('listbox', { name: 'Lua files' });
  const details = () => page.getByRole('complementary', { name: 'Details' });
  const openTab = (name: string) => page.getByRole('tab', { name }).click();
  const setFile = (module: string, change: Partial<LuaHub['state']['value']['files'][number]>) => {
    const { files: all } = hub.state.value;
    const changed = all.map((file) => (file.module === module ? { ...file, ...change } : file));
    hub.state.value = { ...hub.state.value, files: changed };
  };

  test('a file that failed says where and why, and that what was before goes on; all of it by keyboard', async () => {
    await expect(page.getByRole('link', { name: 'Lua' }).locator('..')).toContainText('2 files failed');
    await files().focus();
    await page.keyboard.press('ArrowDown');
    await expect(details()).toContainText('improvements/better_names.lua:14');
    await expect(details()).toContainText('What was in force before goes on.');
    await details().getByText('Traceback', { exact: true }).click();
    await expect(details()).toContainText("in function 'short_name'");
    await expect(details()).toContainText('called 12 times, 401 ms in all, 131 ms at most');
    await page.keyboard.press('Escape');
    await expect(details()).toBeHidden();
    await expect(files()).toBeFocused();
    await page.keyboard.press('/');
    await page.keyboard.type('keys');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await expect(details().getByRole('switch', { name: 'Enabled' })).not.toBeChecked();
    await details().getByRole('switch').click();
    await expect(details()).toContainText('in force');
    expect(hub.asked).toEqual(['enable user.keys']);
  });

  test('an improvement is promoted only after a question that names its new powers', async () => {
    await files()
      .getByRole('option', { name: /quiet_nights/ })
      .click();
    await details().getByRole('button', { name: 'Promote…' }).click();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('start any program');
    await page.keyboard.press('Escape');
    expect(hub.asked).toEqual([]);
    await details().getByRole('button', { name: 'Promote…' }).click();
    hub.refusal = 'There is a file user/quiet_nights.lua already.';
    await question.getByRole('button', { name: 'Promote' }).click();
    await expect(question.getByRole('alert')).toContainText('There is a file');
    hub.refusal = undefined;
    await question.getByRole('button', { name: 'Promote' }).click();
    await expect(details().getByRole('heading', { name: 'user.quiet_nights' })).toBeVisible();
    expect(hub.asked).toEqual(['promote improvements.quiet_nights']);
  });

  test('an earlier text is compared with the one in force, and gone back to', async () => {
    await files()
      .getByRole('option', { name: /quiet_nights/ })
      .click();
    await details().getByRole('button', { name: 'Compare…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(/Rolling back adds \d+ lines and removes \d+ lines/);
    await expect(dialog.getByRole('region', { name: 'Differences' })).toContainText('removed:   return hour >= 22');
    await dialog.getByRole('button', { name: 'Roll back to this' }).click();
    await expect(dialog).toBeHidden();
    expect(hub.asked).toEqual(['rollback 1 improvements.quiet_nights']);
  });

  test('a project is trusted once its files were looked at, and exactly those', async () => {
    const projects = page.getByRole('region', { name: 'Projects' });
    const shop = projects.getByRole('listitem').filter({ hasText: 'code/shop' });
    await expect(shop).toContainText('waits for your trust');
    await shop.getByRole('button', { name: 'Look at the files…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Trust the Lua of shop?' });
    await expect(dialog).toContainText('hooks.intercept("before_agent_create", "deploys"');
    hub.refusal = 'The files have changed since you looked at them.';
    await dialog.getByRole('button', { name: 'Trust', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('have changed since');
    hub.refusal = undefined;
    await dialog.getByRole('button', { name: 'Trust', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(shop.getByText('trusted', { exact: true })).toBeVisible();
    const site = projects.getByRole('listitem').filter({ hasText: 'code/site' });
    await site.getByRole('button', { name: 'Look at the files…' }).click();
    await expect(page.getByRole('dialog', { name: 'Lua of site' })).toContainText('added: events.on("agent_lifecycle"');
    await page.getByRole('button', { name: 'Stop trusting' }).click();
    await expect(site).toContainText('not trusted');
    expect(hub.asked.map((asked) => asked.replace('/home/ada/code/', ''))).toEqual([
      ...['trust shop as seen', 'trust shop as seen', 'distrust site'],
    ]);
  });

  test('handlers are sorted by what they cost, and lead to their files', async () => {
    await openTab('Performance');
    const names = page.getByRole('region', { name: 'Handlers' }).getByRole('rowheader');
    await expect(names.first()).toContainText('before_agent_create');
    await page.getByRole('button', { name: 'Calls' }).click();
    await expect(names.first()).toContainText('agent_lifecycle');
    await expect(page.getByRole('columnheader', { name: 'Calls' })).toHaveAttribute('aria-sort', 'descending');
    await expect(page.getByRole('region', { name: 'Workers' })).toContainText('3 restarts');
    await page.getByRole('button', { name: 'default.notifications' }).first().click();
    await expect(details().getByRole('heading', { name: 'default.notifications' })).toBeVisible();
  });

  test('the console follows the log, narrows it, and runs what is typed', async () => {
    hub.log({ level: 'info', module: 'user.layout', text: 'before' });
    await openTab('Console');
    const log = page.getByRole('region', { name: 'Log' });
    await expect(log).toContainText('before');
    for (let line = 0; line < 80; line++) hub.log({ level: 'warn', module: 'user.layout', text: `line ${line}` });
    await expect(log.getByText('line 79')).toBeInViewport();
    await log.focus();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Follow' }).click();
    await expect(log.getByText('line 79')).toBeInViewport();
    await page.getByRole('combobox', { name: 'Level' }).selectOption('warn');
    await expect(log).not.toContainText('before');
    const prompt = page.getByRole('textbox', { name: 'Lua to run' });
    await prompt.fill('#hub.agents()');
    await prompt.press('Enter');
    await expect(log).toContainText('=> #hub.agents()');
    await prompt.fill('oops');
    await prompt.press('Enter');
    await expect(log).toContainText("attempt to call a nil value (global 'oops')");
    await prompt.press('ArrowUp');
    await prompt.press('ArrowUp');
    await expect(prompt).toHaveValue('#hub.agents()');
  });

  test('in every view a failure is told, and that it is mended; commands of Lua are in the palette and on keys', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    setFile('user.layout', { state: 'failed', problem: { message: "'=' expected", path: '/x.lua', line: 3 } });
    await expect(page.getByText('user.layout failed')).toBeVisible();
    setFile('user.layout', { state: 'running', problem: undefined });
    await expect(page.getByText('user.layout failed')).toBeHidden();
    await expect(page.getByText('user.layout is in force again')).toBeVisible();
    await page.keyboard.press('F1');
    await page.keyboard.type('quiet until');
    await page.keyboard.press('Enter');
    await expect.poll(() => hub.asked).toEqual(['run quiet-now']);
    await page.keyboard.press('Control+Shift+U');
    await expect.poll(() => hub.asked).toEqual(['run quiet-now', 'run ctrl+shift+u']);
  });

  test('a file is compared with the shipped one whose place it takes; places of problems open in the editor', async () => {
    await page.getByRole('button', { name: 'Compare…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(/Yours has \d+ lines? of its own, and lacks \d+ lines? of that/);
    await dialog.getByRole('button', { name: 'Keep yours as it is' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('A shipped file that you replaced has changed')).toBeHidden();
    await files()
      .getByRole('option', { name: /better_names/ })
      .click();
    await details().getByRole('button', { name: 'improvements/better_names.lua:14' }).click();
    await details().getByRole('button', { name: 'Open in the editor' }).click();
    await expect
      .poll(() => hub.asked.map((asked) => asked.replace('/home/kim/.viberot/lua/', '')))
      .toEqual(['keep user.layout', 'open improvements/better_names.lua 14', 'open improvements.better_names 14']);
  });

  test('keys and names of commands are what Lua says, at once; Settings tells which file does', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Show Lua' });
    await expect(row).toContainText('user/layout.lua');
    await expect(row).toContainText('F4');
    await expect(page.getByRole('listitem').filter({ hasText: 'Sunny theme' })).toBeVisible();
    await page.keyboard.press('F4');
    await expect(files()).toBeVisible();
    const { registrations } = hub.state.value;
    hub.state.value = {
      ...hub.state.value,
      registrations: registrations.map((one) =>
        one.name === 'window.palette' ? { ...one, about: { keys: 'mod+shift+9' } } : one,
      ),
    };
    await expect(async () => {
      await page.keyboard.press('Control+Shift+9');
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible({ timeout: 200 });
    }).toPass();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('without files of one’s own it says how to begin', async () => {
    const shipped = hub.state.value.files.filter(({ layer }) => layer === 'core' || layer === 'default');
    hub.state.value = { ...hub.state.value, files: shipped, overrides: [], registrations: [] };
    await expect(page.getByText('viberot lua new quiet_nights')).toBeVisible();
    await openTab('Performance');
    await expect(page.getByRole('heading', { name: 'No handlers yet' })).toBeVisible();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in the ${colorScheme} theme`, () => {
      test.use({ colorScheme });
      test('all parts can be read by everybody, also in a small window', async () => {
        await files()
          .getByRole('option', { name: /better_names/ })
          .click();
        hub.log({ level: 'warn', module: 'user.layout', text: 'odd' });
        hub.log({ level: 'error', module: 'user.layout', text: 'broken' });
        for (const tab of ['Files', 'Performance', 'Console']) {
          await openTab(tab);
          await expect(page.getByRole('tabpanel', { name: tab })).toContainText(tab === 'Console' ? 'broken' : /\w/);
          for (const size of [
            { width: 1280, height: 800 },
            { width: 800, height: 600 },
          ]) {
            await page.setViewportSize(size);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            expect(overflow).toBeLessThanOrEqual(0);
          }
          const { violations } = await new AxeBuilder({ page }).include('main').setLegacyMode().analyze();
          const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        }
      });
    });
  }
});
