import { expect, test } from './fixture';

test('the app opens without an error and within its content security policy, quits when it is asked to, and can be started again in the same home', async ({
  app,
}) => {
  const first = app.pid;
  await expect(app.page).toHaveTitle(/VibeRot/);
  await expect(app.page.locator('body')).toBeVisible();
  // A violation of the policy is an error in the console.
  expect(await app.problems()).toEqual([]);

  await app.restart();
  expect(app.pid).not.toBe(first);
  await expect(app.page).toHaveTitle(/VibeRot/);
});
