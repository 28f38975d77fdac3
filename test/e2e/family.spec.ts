import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expectForEverybody } from './accessible';
import { expect, test } from './fixture';

/** What looks like a coding agent: a script where that of Claude Code lies. It runs commands until it is ended. */
function startAgent(home: string, commands: string[]): ChildProcess {
  const folder = join(home, 'lib/node_modules/@anthropic-ai/claude-code');
  mkdirSync(folder, { recursive: true });
  const script = join(folder, 'cli.cjs');
  writeFileSync(
    script,
    `const { spawn } = require('node:child_process');
     const children = ${JSON.stringify(commands)}.map((line) => spawn('sh', ['-c', line], { stdio: 'ignore' }));
     process.on('SIGTERM', () => { for (const child of children) child.kill(); process.exit(0); });
     process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume();`,
  );
  return spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
}

/** Ends the agent with everything that it has started, also what has lost its parent. */
async function endAgent(agent: ChildProcess): Promise<void> {
  const ended = agent.exitCode === null && agent.signalCode === null ? once(agent, 'exit') : undefined;
  try {
    process.kill(-(agent.pid ?? Number.NaN), 'SIGKILL');
  } catch (error) {
    // Nobody of its group is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
  await ended;
}

/** Seconds that no other process on the machine sleeps for. */
const seconds = () => `58.${process.pid}${Math.floor(Math.random() * 1e4)}`;

async function findIn(page: Page, search: string): Promise<void> {
  await page
    .getByRole('radio', { name: 'All processes' })
    .or(page.getByRole('button', { name: 'All processes' }))
    .click();
  await page.getByRole('searchbox', { name: 'Search processes' }).fill(search);
}

test.describe('what a coding agent started', () => {
  let agent: ChildProcess;
  let duration: string;
  test.beforeEach(async ({ app }) => {
    await expect(app.page.getByText('Watching by')).toBeVisible();
    duration = seconds();
    agent = startAgent(app.home, [`sleep ${duration}; exit 3`, `sleep 59${duration}; true`]);
  });
  test.afterEach(async () => {
    if (agent) await endAgent(agent);
  });

  test('is found by its name, and says so in the table and in the details', async ({ app }) => {
    const { page } = app;
    await findIn(page, 'claude code');
    const row = page
      .getByRole('row')
      .filter({ hasText: `sleep ${duration}` })
      .last();
    await expect(row.getByText('by Claude Code')).toBeAttached();
    await row.click();
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('by Claude Code');
    expect(await app.problems()).toEqual([]);
  });

  test('shows who started it; a press or the keyboard leads along, also to what the filter leaves out', async ({
    app,
  }) => {
    const { page } = app;
    const tree = page.getByRole('tree', { name: 'Process tree' });
    const self = tree.getByRole('treeitem', { selected: true });
    const details = page.getByRole('complementary', { name: 'Details' });
    await findIn(page, `sleep ${duration}`);
    const row = page.getByRole('row').filter({ hasText: `sleep ${duration}` });
    await row.filter({ hasNotText: 'sh -c' }).click();
    await expect(self).toContainText('sleep');
    await expect(tree.getByRole('treeitem', { name: /Claude Code/ })).toBeVisible();

    await tree.getByRole('treeitem', { name: /Claude Code/ }).click();
    await expect(details.getByRole('heading', { level: 2 })).toContainText('node');
    await expect(self).toContainText('Claude Code');
    await expect(self).toBeFocused();
    // Both of its shells, below it.
    await expect(tree.locator('[aria-selected=true] ~ [role=treeitem]')).toHaveText([/^sh/, /^sh/]);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(self).toContainText('sh');
    await expect(self).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(self).toContainText('sleep');
    await page.keyboard.press('Home');
    await expect(self).not.toBeFocused();

    agent.stdin?.end();
    await expect(tree.getByRole('treeitem', { name: /ended.* node .*Claude Code/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(details).toBeHidden();
    expect(await app.problems()).toEqual([]);
  });

  test('can be read by everybody in both themes, also in a small window', async ({ app }) => {
    const { page } = app;
    await findIn(page, 'claude code');
    await page
      .getByRole('row')
      .filter({ hasText: `sleep ${duration}` })
      .last()
      .click();
    await expect(page.getByRole('treeitem').nth(2)).toBeVisible();
    await expectForEverybody(page, { include: 'aside' });
  });
});
