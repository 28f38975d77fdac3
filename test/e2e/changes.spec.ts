import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './accessible';
import { expect, test } from './fixture';

/** A repository with one commit, and beside it a coding agent that changes a file and repeats what it is told. */
function prepare(folder: string): { repository: string; agent: string } {
  const [repository, agent] = [join(folder, 'project'), join(folder, 'claude')];
  mkdirSync(repository);
  writeFileSync(join(repository, 'greeting.ts'), 'export const greeting = "hello";\nexport const size = 1;\n');
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  const git = (...args: string[]) => execFileSync('git', [...who, ...args], { cwd: repository, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  writeFileSync(agent, '#!/bin/sh\nsed -i s/hello/goodbye/ greeting.ts\necho draft > "a new file.md"\nexec cat\n');
  chmodSync(agent, 0o755);
  return { repository, agent };
}

test('someone reviews what an agent changed in its worktree and tells it; the worktree goes with it when that is wanted', async ({
  app,
}) => {
  const { page } = app;
  const { repository, agent } = prepare(app.home);
  const spawn = ['agents', 'spawn', '--name', 'dev', '--cwd', repository, '--worktree', 'fix/greeting', '--json'];
  const spawned = await app.cli(...spawn, '--', agent);
  expect(spawned).toMatchObject({ code: 0 });
  const worktree = join(app.home, 'worktrees', 'project', 'fix-greeting');
  await expect.poll(() => existsSync(join(worktree, 'a new file.md'))).toBe(true);

  await page.getByRole('link', { name: 'Agents' }).click();
  await page.locator('[data-agent-row]').filter({ hasText: 'dev' }).click();
  await page.getByRole('button', { name: 'More for dev' }).last().click();
  await page.getByRole('menuitem', { name: 'Notes and details' }).click();
  await page.getByRole('tab', { name: 'Changes' }).click();
  const changes = page.getByRole('grid', { name: 'Changes' });
  await expect(changes).toContainText('a new file.md');
  await expect(page.getByText('fix/greeting since main')).toBeVisible();

  await changes.focus();
  for (const key of ['j', 'j', 'n', 'ArrowDown', 'Shift+ArrowDown', 'c']) await page.keyboard.press(key);
  await page.keyboard.type('Be polite.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(changes.getByText('greeting.ts:1', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send to the agent' }).click();
  await expect.poll(async () => (await app.cli('agents', 'output', 'dev')).stdout).toContain('Be polite.');
  const { stdout } = await app.cli('agents', 'output', 'dev');
  expect(stdout).toContain('> -export const greeting = "hello";\n> +export const greeting = "goodbye";\nBe polite.');

  const refused = await app.cli('agents', 'remove', 'dev', '--worktree');
  expect(refused.stderr).toContain('2 files that are not committed');
  expect(await app.cli('agents', 'remove', 'dev', '--worktree', '--force')).toMatchObject({ code: 0 });
  expect(existsSync(worktree)).toBe(false);
  expect(await app.problems()).toEqual([]);
});
